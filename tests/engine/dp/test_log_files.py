# SPDX-License-Identifier: Apache-2.0
"""Logs from files of every format, and refusals that name the place."""

import hashlib
import json
import os
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from licet.dp import log_files
from licet.errors import InputError

SIZES = [500, 0, 493, 512]


def written(folder: Path, name: str, content: Any) -> Path:
    path = folder / name
    if isinstance(content, np.ndarray):
        np.save(path, content)
    elif isinstance(content, dict):
        np.savez(path, **content)
    else:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    "name,content",
    [
        ("sizes.csv", "500\n0\n493\n512\n"),
        ("sizes.csv", "step,batch_size\n1,500\n2,0\n3,493\n4,512\n"),
        ("sizes.json", json.dumps({"batch_sizes": SIZES})),
        ("sizes.jsonl", "".join(f'{{"batch_size": {size}}}\n' for size in SIZES)),
        ("sizes.npy", np.array(SIZES)),
        ("sizes.npz", {"anything": np.array(SIZES, dtype=np.float32)}),
        ("sizes.npz", {"batch_sizes": np.array(SIZES), "loss": np.ones((4, 2))}),
    ],
)
def test_batch_sizes(name: str, content: Any, tmp_path: Path) -> None:
    path = written(tmp_path, name, content)
    found = log_files.read_batch_sizes(path)
    assert found.sizes.tolist() == SIZES and found.sizes.dtype == np.int64
    assert found.digest == f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"


@pytest.mark.parametrize(
    "name,content,line",
    [
        ("a.csv", "500\n-1\n", 2),
        ("a.csv", "500\n2.5\n", 2),
        ("a.csv", "500\n1e30\n", 2),
        ("a.csv", "a,b\n1,2\n", 1),
        ("a.json", "[500, 1.5]", 1),
        ("a.npy", np.array([500, -1]), 1),
        ("a.npy", np.ones((2, 2)), 1),
        ("a.npy", np.array(3), 1),
        ("a.npy", np.array([]), 1),
        ("a.npz", {"batch_size": np.ones(2), "batch_sizes": np.ones(3)}, 1),
        ("a.npz", {"x": np.ones(2), "y": np.ones(2)}, 1),
        ("a.npz", {}, 1),
    ],
)
def test_what_is_no_batch_size(name: str, content: Any, line: int, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        log_files.read_batch_sizes(written(tmp_path, name, content), "logs/x")
    assert [(one.file.split("[")[0], one.line) for one in caught.value.problems] == [("logs/x", line)]
    assert caught.value.hint


TABLE = "step,squared_norm,dimension,max_norm,clip_fraction,loss\n1,9.5,10,1.0,0.5,x\n2,11,10,0.9,0,y\n"


def test_columns_of_noise(tmp_path: Path) -> None:
    found = log_files.read_noise(written(tmp_path, "noise.csv", TABLE))
    assert found.steps == 2 and set(found.columns) == {"squared_norm", "dimension", "max_norm", "clip_fraction"}
    assert found.columns["squared_norm"].tolist() == [9.5, 11] and found.repeated == 0


def test_the_noise_itself(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).normal(size=(5, 30)).astype(np.float32)
    noise[3] = noise[1]
    alone = log_files.read_noise(written(tmp_path, "noise.npy", noise))
    assert alone.steps == 5 and alone.repeated == 1
    assert alone.columns["squared_norm"] == pytest.approx((noise.astype(float) ** 2).sum(axis=1))
    assert alone.columns["dimension"].tolist() == [30] * 5
    both = log_files.read_noise(written(tmp_path, "noise.npz", {"noise": noise, "max_norm": np.ones(5)}))
    assert set(both.columns) == {"squared_norm", "dimension", "max_norm"}
    assert log_files.read_noise(written(tmp_path, "one.npy", noise[0])).steps == 1


@pytest.mark.parametrize(
    "name,content,line",
    [
        ("n.csv", "squared_norm,dimension\n1,2\n-1,2\n", 3),
        ("n.csv", "squared_norm,dimension\n1,2\n1,0\n", 3),
        ("n.csv", "squared_norm,dimension\n1,2\n1,2.5\n", 3),
        ("n.csv", "clip_fraction\n1.5\n", 2),
        ("n.csv", "max_norm\n1\nnan\n", 3),
        ("n.csv", "1\n2\n", 1),
        ("n.csv", "norm,d\n1,2\n", 1),
        ("n.npy", np.ones((2, 2, 2)), 1),
        ("n.npy", np.ones((0, 4)), 1),
        ("n.npz", {"noise": np.ones((2, 2)), "max_norm": np.ones(3)}, 1),
        ("n.npz", {"noise": np.ones((2, 2)), "clip_fraction": np.array([0, 2])}, 1),
        ("n.npz", {"squared_norm": np.ones(2), "dimension": np.ones(3)}, 1),
        ("n.npz", {"squared_norm": -np.ones(2), "dimension": np.ones(2)}, 1),
    ],
)
def test_what_is_no_noise(name: str, content: Any, line: int, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        log_files.read_noise(written(tmp_path, name, content), "logs/x")
    assert [(one.file, one.line) for one in caught.value.problems] == [("logs/x", line)]


def test_files_that_are_none(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "large.csv").write_bytes(b"1\n" * (5 * 2**20))
    for name, message in (
        ("absent", "no such file"),
        (".", "a folder"),
        ("pipe", "a pipe"),
        ("large.csv", "larger than 8 MiB"),
    ):
        for reader in (log_files.read_batch_sizes, log_files.read_noise):
            with pytest.raises(InputError, match=message):
                reader(tmp_path / name)


def test_no_bytes_make_it_fail_otherwise(tmp_path: Path) -> None:
    """Cut and spoiled files of each format: a log or an InputError, no other exception, no number that is not finite."""
    rng = random.Random(5)
    good = [written(tmp_path, name, content).read_bytes() for name, content in (
        ("a.csv", TABLE), ("a.json", '[{"squared_norm": 1, "dimension": 2}]'), ("a.npy", np.ones((2, 3))),
        ("a.npz", {"squared_norm": np.ones(3), "dimension": np.ones(3)}), ("b.csv", "1\n2\n3\n"),
    )]  # fmt: skip
    for turn in range(600):
        data = bytearray(rng.choice(good))
        for _ in range(rng.randint(1, 6)):
            data[rng.randrange(len(data))] = rng.choice([rng.randrange(256), 0, 0xFF, 0x2D, 0x65])
        path = written(
            tmp_path, f"spoiled{rng.choice(['.csv', '.json', '.jsonl', '.npz', ''])}", bytes(data[: rng.randint(1, len(data))])
        )
        for reader in (log_files.read_batch_sizes, log_files.read_noise):
            try:
                found = reader(path)
            except InputError:
                continue
            values = [found.sizes] if isinstance(found, log_files.BatchSizes) else list(found.columns.values())
            assert all(np.isfinite(one).all() and (one >= 0).all() for one in values), turn
