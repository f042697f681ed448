# SPDX-License-Identifier: Apache-2.0
"""NumPy files: plain numbers come through, everything else is refused without being opened."""

import io
import pickle
import struct
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from licet.dp import log_arrays
from licet.errors import InputError


def saved(array: Any, **options: Any) -> bytes:
    file = io.BytesIO()
    np.save(file, array, **options)
    return file.getvalue()


def zipped(members: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", kind) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["<f2", "<f4", "<f8", ">f8", "i8", "u1", ">i4"])
@pytest.mark.parametrize("order", ["C", "F"])
def test_plain_numbers(kind: str, order: Any) -> None:
    array = np.arange(12).reshape(3, 4).astype(kind, order=order)
    found = log_arrays.npy(saved(array), "x.npy")
    assert found.dtype == np.float64 and (found == array).all()


def test_an_archive() -> None:
    file = io.BytesIO()
    np.savez_compressed(file, a=np.arange(3), b=np.ones((2, 2)))
    found = log_arrays.npz(file.getvalue(), "x.npz")
    assert set(found) == {"a", "b"} and found["a"].tolist() == [0, 1, 2]


class Bomb:
    """Would leave a trace if anybody unpickled it."""

    def __reduce__(self) -> tuple[Any, ...]:
        return Path("pickle-was-opened").touch, ()


def test_a_pickle_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    data = saved(np.array([Bomb()], dtype=object), allow_pickle=True)
    for hostile in (lambda: log_arrays.npy(data, "x.npy"), lambda: log_arrays.npz(zipped({"noise.npy": data}), "x.npz")):
        with pytest.raises(InputError, match="not hold plain numbers"):
            hostile()
    with pytest.raises(InputError):
        log_arrays.npz(zipped({"archive/data.pkl": pickle.dumps(Bomb())}), "model.pt")
    assert list(tmp_path.iterdir()) == []


def header(text: str, version: int = 1) -> bytes:
    encoded = text.encode()
    size = struct.pack("<H", len(encoded)) if version == 1 else struct.pack("<I", len(encoded))
    return b"\x93NUMPY" + bytes([version, 0]) + size + encoded


HOSTILE = {
    "huge shape": header("{'descr': '<f8', 'fortran_order': False, 'shape': (10000000000000,), }\n") + b"\0" * 64,
    "negative shape": header("{'descr': '<f8', 'fortran_order': False, 'shape': (-1, -8), }\n") + b"\0" * 64,
    "too little": header("{'descr': '<f8', 'fortran_order': False, 'shape': (9,), }\n") + b"\0" * 64,
    "too much": header("{'descr': '<f8', 'fortran_order': False, 'shape': (7,), }\n") + b"\0" * 64,
    "code": header("{'descr': __import__('os').system('touch x'), 'fortran_order': False, 'shape': (), }\n"),
    "deep": header("(" * 2000 + "\n"),
    "digits without end": header("{'descr': '<f8', 'fortran_order': False, 'shape': (" + "1" * 50_000 + "), }\n"),
    "many dimensions": header("{'descr': '<f8', 'fortran_order': False, 'shape': (" + "1, " * 40 + "), }\n") + b"\0" * 8,
    "empty": saved(np.ones((0, 5))),
    "too many numbers": saved(np.zeros(log_arrays.MAX_NUMBERS + 1, dtype=np.uint8)),
    "after the numbers": saved(np.ones(3)) + b"\0",
    "long header, version 2": header("{" + " " * 10**6, 2),
    "version 3": header("{}", 3),
    "version 9": b"\x93NUMPY\x09\x00" + b"\0" * 20,
    "only the magic": b"\x93NUMPY",
    "cut header": b"\x93NUMPY\x01\x00\xff\xff{",
    "text": saved(np.array(["a", "bc"])),
    "complex": saved(np.array([1j])),
    "record": saved(np.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")])),
    "dates": saved(np.array(["2026-01-01"], dtype="M8[D]")),
    "long double": saved(np.array([1.0], dtype=np.longdouble)),
    "truth": saved(np.array([True])),
    "nan": saved(np.array([1.0, np.nan])),
    "infinity": saved(np.array([1.0, -np.inf])),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_arrays(name: str) -> None:
    with pytest.raises(InputError) as caught:
        log_arrays.npy(HOSTILE[name], "hostile.npy")
    assert caught.value.problems[0].file == "hostile.npy" and caught.value.hint


def stated_smaller(data: bytes) -> bytes:
    """An archive that says that its member unpacks to 100 bytes."""
    size = struct.pack("<I", 200 * 2**20)
    assert data.count(size) == 2
    return data.replace(size, struct.pack("<I", 100))


ARCHIVES = {
    "no archive": b"PK\x03\x04" + b"\0" * 40,
    "other files": zipped({"a.npy": saved(np.ones(1)), "run.sh": b"rm"}),
    "a path": zipped({"../../etc/x": b"1"}),
    "too many": zipped({f"{number}.npy": b"" for number in range(log_arrays.MAX_MEMBERS + 1)}),
    "bomb": zipped({"noise.npy": b"\0" * (log_arrays.MAX_UNPACKED + 1)}),
    "lzma": zipped({"noise.npy": saved(np.ones(4))}, zipfile.ZIP_LZMA),
    "broken member": zipped({"noise.npy": b"\x93NUMPY"}),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_hostile_archives(name: str) -> None:
    with pytest.raises(InputError):
        log_arrays.npz(ARCHIVES[name], "hostile.npz")


def test_a_bomb_that_lies_about_its_size_is_not_unpacked() -> None:
    import tracemalloc

    data = stated_smaller(zipped({"noise.npy": b"\0" * (200 * 2**20)}))
    tracemalloc.start()
    try:
        with pytest.raises(InputError):
            log_arrays.npz(data, "hostile.npz")
        assert tracemalloc.get_traced_memory()[1] < 20 * 2**20
    finally:
        tracemalloc.stop()
