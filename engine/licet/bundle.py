# SPDX-License-Identifier: Apache-2.0
"""The rules as an OPA bundle: the same bytes for the same catalogue."""

from __future__ import annotations

import gzip
import io
import json
import tarfile

from licet.catalogue import Catalogue

ROOTS = ["licet"]
README = """\
# licet policy bundle

One query answers everything: POST the facts document of `licet facts` as `input` to /v1/data/licet/rules.
Outcomes here are uncapped: texts that were not read in full, open OR choices and ambiguous names are lowered to
review by licet's Python side only. Whoever reads this bundle without it treats every outcome as it stands.
The rule gate/contract denies facts that were derived with another catalogue than this bundle's.
Not legal advice.
"""


def build(catalogue: Catalogue) -> bytes:
    """A `bundle.tar.gz` with every module of the profile and a manifest whose revision is the catalogue's digest."""
    manifest = {"revision": catalogue.digest, "roots": ROOTS, "rego_version": 1}
    files = {".manifest": json.dumps(manifest, sort_keys=True), "README.md": README}
    files.update({f"licet/{path}": text for path, text in catalogue.modules.items()})
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for path in sorted(files):
            content = files[path].encode()
            entry = tarfile.TarInfo(path)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return gzip.compress(packed.getvalue(), mtime=0)
