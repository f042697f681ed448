# SPDX-License-Identifier: Apache-2.0
"""Several examples share one clipped gradient (row 4): one of them can turn it around, so it moves by twice the norm.

The upper end is that of half the noise; it holds where the examples of a microbatch do not depend on who else is in the
batch. The lower end is that of one norm, which an example that is alone in its microbatch attains.
"""

from __future__ import annotations

from licet.dp import mechanisms
from licet.dp.declared import SUMS, Phase
from licet.dp.remarks import Remark, remark


def clipped_together(phase: Phase) -> list[Remark]:
    """Whether examples are clipped together, or nobody knows."""
    together = mechanisms.clipped_together(phase)
    if together is False or phase.mechanism not in SUMS:
        return []
    size = phase.count("microbatch_size")
    facts = {"phase": phase.index, **({} if size is None else {"microbatch_size": size})}
    needs = phase.place("clipping", "per")
    if together is None and size in (None, 1):
        return [remark("missing_fact", "open", needs, fact="clipping.per", phase=phase.index)]
    return [remark("microbatch_sensitivity", "hazard", needs, **facts)]
