# SPDX-License-Identifier: Apache-2.0
"""NumPy files from strangers: plain numbers only, no pickle, nothing larger than the bytes that were read."""

from __future__ import annotations

import io
import math
import re
import struct
import zipfile
import zlib
from typing import Any

import numpy as np

from licet.documents.files import refusal
from licet.errors import InputError

Array = np.ndarray[Any, np.dtype[Any]]

MAGIC_NPY = b"\x93NUMPY"
MAGIC_ZIP = b"PK\x03\x04"
MAX_UNPACKED = 64 * 1024 * 1024
MAX_NUMBERS = 2**23
MAX_MEMBERS = 64
_HEADER = re.compile(
    rb"\{'descr': ?'(?P<kind>[<>][iu][248]|[<>]f[248]|[|][iu]1)', ?'fortran_order': ?(?P<fortran>True|False), "
    rb"?'shape': ?\((?P<shape>(?:\d{1,18}(?:, ?|(?=\)))){0,32})\),? ?\} *\n?"
)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError, OSError, struct.error)
_LESS = "log the squared norm of each step instead of the noise itself"
_SAVE_PLAIN = "save plain numbers with numpy.save or numpy.savez"


def npy(data: bytes, name: str) -> Array:
    """The array of a `.npy` file as 64-bit floats; InputError for objects, text, wrong sizes, NaN and infinity.

    The header is Python in NumPy's own reader; here it is one fixed form.
    """
    length = struct.Struct("<H" if data[6:7] == b"\x01" else "<I")
    start = 8 + length.size
    if data[:6] != MAGIC_NPY or data[6:7] not in (b"\x01", b"\x02", b"\x03") or len(data) < start:
        raise refusal(name, "a broken NumPy file", _SAVE_PLAIN)
    end = start + length.unpack_from(data, 8)[0]
    header = _HEADER.fullmatch(data[start:end])
    if header is None or end > len(data):
        raise refusal(name, "the array does not hold plain numbers", _SAVE_PLAIN)
    shape = tuple(int(one) for one in re.findall(rb"\d+", header["shape"]))
    kind = header["kind"].decode()
    size = math.prod(shape)
    if not 0 < size <= MAX_NUMBERS:
        raise refusal(name, "an empty array, or one of more than 8 million numbers", _LESS)
    if size * int(kind[2:]) != len(data) - end:
        raise refusal(name, "the array's shape does not fit the size of the file", "save it again with numpy.save")
    columns_first = header["fortran"] == b"True"
    array = np.frombuffer(data, dtype=kind, offset=end).reshape(shape, order="F" if columns_first else "C").astype(float)
    if not np.isfinite(array).all():
        raise refusal(name, "the array holds NaN or infinity", "leave out steps that failed, or repair the log")
    return array


def npz(data: bytes, name: str) -> dict[str, Array]:
    """The arrays of a `.npz` file by name; members that are too many, too large or no arrays are an InputError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_members(members, name)
            return {one.filename.removesuffix(".npy"): npy(_member(archive, one), f"{name}[{one.filename}]") for one in members}
    except InputError:
        raise
    except _BROKEN as error:
        raise refusal(name, "a broken or protected archive", _SAVE_PLAIN) from error


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Asking for a number of bytes is what bounds the unpacking: the stated size alone does not."""
    with archive.open(member) as file:
        return file.read(member.file_size)


def _check_members(members: list[zipfile.ZipInfo], name: str) -> None:
    names = [one.filename for one in members]
    if not all(one.endswith(".npy") for one in names) or len(set(names)) < len(names):
        raise refusal(name, "an archive that holds other things than arrays of different names", _SAVE_PLAIN)
    if any(one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for one in members):
        raise refusal(name, "a compression that NumPy does not write", _SAVE_PLAIN)
    if len(members) > MAX_MEMBERS or sum(one.file_size for one in members) > MAX_UNPACKED:
        raise refusal(name, f"more than {MAX_MEMBERS} arrays, or more than 64 MiB unpacked", _LESS)
