# SPDX-License-Identifier: Apache-2.0
"""Columns from text: every form gives the same numbers, and what is wrong is named by its line."""

import json
from typing import Any

import pytest

from licet.dp import log_tables
from licet.errors import InputError

WANTED = ("batch_size",)


def read(text: str | bytes, suffix: str = ".csv", wanted: tuple[str, ...] = WANTED) -> log_tables.Columns:
    return log_tables.columns(text.encode() if isinstance(text, str) else text, suffix, f"log{suffix}", wanted)


SAME = {
    "one a line": ("3\n1\n4\n", ".txt"),
    "Windows lines, no last one": ("3\r\n1\r\n4", ".csv"),
    "byte order mark, empty lines, a comment": ("\ufeff# sizes\n\n3\n1\n\n4\n\n", ".csv"),
    "exponents and signs": ("+3.0\n1e0\n.4e1\n", ".csv"),
    "header": ("batch_size\n3\n1\n4\n", ".csv"),
    "columns": ("step,Batch_Size,loss\n1,3,nan\n2,1,\n3,4,x\n", ".csv"),
    "quotes": ('"step","batch_size"\n"1","3"\n"2","1"\n"3","4"\n', ".csv"),
    "tabs": ("step\tbatch_size\n1\t3\n2\t1\n3\t4\n", ".tsv"),
    "semicolons": ("batch_size;x\n3;\n1;\n4;\n", ".csv"),
    "spaces": ("step batch_size\n1 3\n2  1\n3 4\n", ".log"),
    "JSON": ("[3, 1, 4.0]", ".json"),
    "JSON rows": ('[{"batch_size": 3, "t": "a"}, {"batch_size": 1}, {"batch_size": 4}]', ".json"),
    "JSON columns": ('{"batch_size": [3, 1, 4], "t": ["a", "b", null], "run": 7}', ".json"),
    "JSON lines": ("3\n1\n\n4\n", ".jsonl"),
    "JSON lines of objects": ('{"batch_size": 3}\n{"batch_size": 1}\n{"batch_size": 4}\n', ".ndjson"),
}


@pytest.mark.parametrize("name", SAME)
def test_every_form(name: str) -> None:
    found = read(*SAME[name])
    (values,) = found.values.values()
    assert values.tolist() == [3, 1, 4]


def test_a_single_column_needs_no_known_name() -> None:
    assert set(read("n\n5\n").values) == {""}
    assert set(read("n,m\n5,6\n").values) == set()
    assert set(read("5,6\n7,8\n").values) == set()


# What is wrong, and the line that says so.
WRONG: dict[str, tuple[str | bytes, str, int]] = {
    "nothing": ("", ".csv", 1),
    "blank": (" \n\n", ".csv", 1),
    "only comments": ("# a\n# b\n", ".csv", 1),
    "only a header": ("batch_size\n", ".csv", 1),
    "word": ("3\n1\nfour\n", ".csv", 3),
    "nan": ("3\nnan\n", ".csv", 2),
    "infinity": ("3\n-inf\n", ".csv", 2),
    "too large": ("3\n1e400\n", ".csv", 2),
    "underscore": ("3\n1_000\n", ".csv", 2),
    "other digits": ("3\n٣\n", ".csv", 2),
    "hexadecimal": ("3\n0x10\n", ".csv", 2),
    "long number": ("3\n" + "1" * 5000 + "\n", ".csv", 2),
    "missing cell": ("batch_size,x\n1,2\n3\n", ".csv", 3),
    "one cell too many": ("batch_size,x\n1,2\n3,4,5\n", ".csv", 3),
    "empty cell": ("batch_size,x\n1,2\n,4\n", ".csv", 3),
    "two of a name": ("batch_size,batch_size\n1,2\n", ".csv", 1),
    "formula": ("3\n=1+1\n", ".csv", 2),
    "NUL": (b"3\n\0\n", ".csv", 2),
    "not UTF-8": (b"3\n\xff\n", ".csv", 2),
    "UTF-16": ("3\n4\n".encode("utf-16"), ".csv", 1),
    "lone return": ("3\n4\r5\n", ".csv", 2),
    "pickle": (b"\x80\x04K\x03.", ".csv", 1),
    "JSON by another name": ("[1, 2]", ".csv", 1),
    "broken JSON": ("[1,\n2,\n", ".json", 3),
    "two JSON values": ("[1]\n[2]", ".json", 2),
    "JSON NaN": ("[1, NaN]", ".json", 1),
    "JSON Infinity": ("[1, -Infinity]", ".json", 1),
    "JSON overflow": ("[1, 1e999]", ".json", 1),
    "JSON huge integer": (f"[1, 1{'0' * 400}]", ".json", 1),
    "JSON endless integer": (f"[1, {'9' * 5000}]", ".json", 1),
    "JSON true": ("[1, true]", ".json", 1),
    "JSON null": ("[1, null]", ".json", 1),
    "JSON text": ('[1, "x"]', ".json", 1),
    "JSON nested": ("[1, [2]]", ".json", 1),
    "JSON deep": ("[" * 100_000, ".json", 1),
    "JSON number": ("7", ".json", 1),
    "JSON empty": ("[]", ".json", 1),
    "JSON object of numbers": ('{"batch_size": 3}', ".json", 1),
    "JSON columns of different lengths": ('{"batch_size": [3], "x": [1, 2]}', ".json", 1),
    "JSON rows of different form": ('[{"batch_size": 3}, 4]', ".json", 1),
    "broken line": ("1\n2\n{\n", ".jsonl", 3),
    "line without the key": ('{"batch_size": 1}\n{"size": 2}\n', ".jsonl", 2),
    "object in a line": ('1\n{"batch_size": 1}\n', ".jsonl", 2),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_and_where(name: str) -> None:
    text, suffix, line = WRONG[name]
    with pytest.raises(InputError) as caught:
        read(text, suffix)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == (f"log{suffix}", line)
    assert problem.hint and len(problem.message) < 200


@pytest.mark.parametrize("suffix", [".csv", ".json", ".jsonl"])
def test_more_rows_than_any_run_has(suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_tables, "MOST_ROWS", 10)
    many: Any = [1] * 11
    with pytest.raises(InputError, match="more than 10 rows"):
        read(json.dumps(many) if suffix == ".json" else "1\n" * 11, suffix)
    assert len(read("[1,\n1]" if suffix == ".json" else "1\n" * 10, suffix).values[""]) in (2, 10)
