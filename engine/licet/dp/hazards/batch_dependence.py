# SPDX-License-Identifier: Apache-2.0
"""What one example adds depends on the others (row 14): batch norm, contrastive losses, a norm that follows the data.

Clipping then bounds nothing, so there is no upper end. Per-example gradients are what DP-SGD means, so nobody has to say
that layers do not mix; who says that nobody knows is believed.
"""

from __future__ import annotations

from licet.dp.declared import Phase
from licet.dp.remarks import Remark, remark

_PLACES = (("batch_dependent",), ("clipping", "adaptive"))


def mixed(phase: Phase) -> list[Remark]:
    """Computation that mixes examples, or that may."""
    return [
        remark("batch_dependent_computation", "undecided", phase.place(*keys), fact=".".join(keys), phase=phase.index)
        for keys in _PLACES
        if phase.has(*keys) and phase.fact(*keys) is not False
    ]
