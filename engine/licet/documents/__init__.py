# SPDX-License-Identifier: Apache-2.0
"""Strict reading of YAML and JSON: plain values, the place of each, and an InputError for anything doubtful.

What counts as doubtful is listed in docs and tests; the readers differ from their standards only by refusing more:

- YAML is 1.2 with the core schema: `NO` and `2024-06` are text, `1e-6` is a number, `017` is seventeen, `0o17` fifteen.
- Refused in YAML: merge keys, directives other than `%YAML 1.2`, tags outside the core schema, keys that are not text,
  line breaks other than LF and CRLF, and the bare words `NaN` and `Infinity` (quote them where text is meant).
- Refused in both: duplicate keys, control and direction characters in keys, numbers that a double cannot hold as
  written, integers beyond 2^53, lone surrogates, more than 64 levels, a second document, more than 8 MiB.
"""

from licet.documents.aliases import MAX_EXPANSION
from licet.documents.document import Document
from licet.documents.files import MAX_BYTES
from licet.documents.lines import Position
from licet.documents.load import Format, load, parse
from licet.documents.reading import MAX_DEPTH
from licet.documents.values import Json

__all__ = ["MAX_BYTES", "MAX_DEPTH", "MAX_EXPANSION", "Document", "Format", "Json", "Position", "load", "parse"]
