# SPDX-License-Identifier: Apache-2.0
"""Logs of a training run: batch sizes, noise and clipping, step by step, from files that nobody trusts.

Formats: CSV, TSV or numbers separated by spaces (with or without a header), one number a line, JSON (a list of numbers, a
list of objects or an object of lists), JSON lines, `.npy` and `.npz`. At most 8 MiB. Never a pickle.

Batch sizes: one whole number a step, in the only column or in the one named `batch_size` or `batch_sizes`.

Noise: columns (or arrays of an `.npz`) by name, one row a step:
    squared_norm, dimension                             squared norm of the noise on the sum, and how many numbers it has
    noisy_squared_norm, clean_squared_norm, dimension   where only norms of the sum with and without noise were kept
    max_norm                                            largest norm of a contribution after clipping
    clip_fraction                                       share of contributions that clipping made shorter
or the noise itself: a `.npy`, or the array `noise` of an `.npz`, of shape (steps, dimension).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from licet.bounds import MAX_BYTES
from licet.documents.files import read, refusal
from licet.dp import log_arrays, log_tables
from licet.dp.log_tables import Columns

Array = np.ndarray[Any, np.dtype[Any]]

NOISE_COLUMNS = (
    "squared_norm",
    "dimension",
    "noisy_squared_norm",
    "clean_squared_norm",
    "max_norm",
    "clip_fraction",
)
_SIZES = ("batch_size", "batch_sizes")
_MOST = 2**53
_SQUARED = "log `squared_norm` and `dimension` of the noise of each step"


class BatchSizes(NamedTuple):
    """How many units or examples each step took, and the digest of the file that says so."""

    sizes: Array
    digest: str


class Noise(NamedTuple):
    """Columns by name (see the top of this file), the steps they speak of, and how many rows of raw noise came twice."""

    columns: Mapping[str, Array]
    steps: int
    digest: str
    repeated: int = 0


def read_batch_sizes(path: Path, name: str | None = None) -> BatchSizes:
    """The log of batch sizes; InputError with file and line for whatever is no list of whole numbers from 0 on."""
    shown = name or str(path)
    data = _read(path, shown)
    table = _columns(data, path, shown, _SIZES)
    found = next((table.values[key] for key in (*_SIZES, "") if key in table.values), None)
    if found is None:
        hint = "name the column batch_size, or give a file of one column"
        raise refusal(shown, f"no column of batch sizes among {_names(table)}", hint)
    _check(table, (found >= 0) & (found <= _MOST) & (found == np.floor(found)), "a batch size is a whole number from 0 on")
    return BatchSizes(found.astype(np.int64), _digest(data))


def read_noise(path: Path, name: str | None = None) -> Noise:
    """The log of noise and clipping; InputError with file and line for what is not one of its columns' numbers."""
    shown = name or str(path)
    data = _read(path, shown)
    if data.startswith((log_arrays.MAGIC_NPY, log_arrays.MAGIC_ZIP)):
        arrays = _arrays(data, shown)
        raw = arrays.get("noise", arrays.get(""))
        if raw is not None:
            return _raw(raw, arrays, shown, _digest(data))
    table = _columns(data, path, shown, NOISE_COLUMNS)
    if "" in table.values or not table.values:
        raise refusal(shown, f"no column of noise or clipping among {_names(table)}", _SQUARED)
    _check_noise(table)
    return Noise(table.values, len(next(iter(table.values.values()))), _digest(data))


def _read(path: Path, name: str) -> bytes:
    if path.is_file() and path.stat().st_size > MAX_BYTES:
        raise refusal(name, "the log is larger than 8 MiB", f"{_SQUARED}, or the log of fewer steps")
    return read(path, name)


def _digest(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _columns(data: bytes, path: Path, name: str, wanted: tuple[str, ...]) -> Columns:
    if not data.startswith((log_arrays.MAGIC_NPY, log_arrays.MAGIC_ZIP)):
        return log_tables.columns(data, path.suffix.lower(), name, wanted)
    arrays = _arrays(data, name)
    kept = {key: array for key, array in arrays.items() if key in wanted or key == "" or len(arrays) == 1}
    if any(array.ndim != 1 for array in kept.values()):
        raise refusal(name, "an array that is no list of numbers", "save one number a step")
    if len({len(array) for array in kept.values()}) > 1:
        raise refusal(name, "arrays of different lengths", "save one number a step in each")
    if len(kept) == 1 and not set(kept) & set(wanted):
        kept = {"": next(iter(kept.values()))}
    return Columns(kept, tuple(arrays), name, ())


def _arrays(data: bytes, name: str) -> dict[str, Array]:
    if data.startswith(log_arrays.MAGIC_NPY):
        return {"": log_arrays.npy(data, name)}
    return log_arrays.npz(data, name)


def _raw(raw: Array, others: Mapping[str, Array], name: str, digest: str) -> Noise:
    if raw.ndim not in (1, 2):
        raise refusal(name, f"noise of shape {raw.shape}", "save an array of shape (steps, dimension)")
    rows = raw.reshape(1, -1) if raw.ndim == 1 else raw
    squares = np.einsum("ij,ij->i", rows, rows)
    columns = {"squared_norm": squares, "dimension": np.full(len(rows), float(rows.shape[1]))}
    for key in set(NOISE_COLUMNS) & set(others) - set(columns):
        if others[key].shape != squares.shape:
            raise refusal(name, f"`{key}` has another number of steps than the noise", "save one number a step")
        columns[key] = others[key]
    _check_noise(Columns(columns, tuple(columns), name, ()))
    return Noise(columns, len(rows), digest, len(rows) - len(np.unique(rows, axis=0)))


def _check_noise(table: Columns) -> None:
    for key, values in table.values.items():
        good = (values >= 0) & np.isfinite(values)
        if key == "dimension":
            _check(
                table, (values >= 1) & (values <= _MOST) & (values == np.floor(values)), "dimension is a whole number from 1 on"
            )
        elif key == "clip_fraction":
            _check(table, good & (values <= 1), "clip_fraction is a number from 0 to 1")
        else:
            _check(table, good, f"{key} is a finite number from 0 on")


def _check(table: Columns, good: Array, rule: str) -> None:
    if not good.all():
        at = int(np.argmin(good))
        line = table.lines[at] if table.lines else 1
        raise refusal(table.name, f"the value of step {at + 1} is out of range", rule, line)


def _names(table: Columns) -> str:
    return ", ".join(f"`{one[:40]}`" for one in table.names[:12]) or "columns without a name"
