# SPDX-License-Identifier: Apache-2.0
"""`licet dp audit`: what an attack on canaries in one training run refutes."""

from __future__ import annotations

import argparse
from typing import Any

from licet.commands import _catalogue, _dp_print
from licet.commands import _dp_flags as flags
from licet.errors import ParameterError

_COUNTS = ("canaries", "guesses", "correct")


def add_arguments(parser: argparse.ArgumentParser, action: str) -> None:
    flags.add(parser, *_COUNTS, "delta", "significance", "epsilon")


def run(args: argparse.Namespace) -> int:
    from licet.dp import audit

    canaries, guesses, correct = (int(flags.needed(args, name)) for name in _COUNTS)
    if not correct <= guesses <= canaries:
        hint = "No more guesses are right than are made, and no more are made than there are canaries."
        raise ParameterError(f"{correct} correct of {guesses} guesses on {canaries} canaries", hint)
    delta, claim = flags.needed(args, "delta"), flags.number(args, "epsilon")
    level = flags.number(args, "significance") or audit.SIGNIFICANCE
    lower = audit.one_run(canaries, guesses, correct, delta, level)
    fdp = audit.one_run_fdp(canaries, guesses, correct, delta, level)
    p = None if claim is None else audit.p_value(claim, canaries, guesses, correct, delta)
    answer: dict[str, Any] = {"epsilon": {"lower": lower}, "epsilon_fdp": {"lower": fdp}}
    if args.format == "json":
        _catalogue.print_json(answer if p is None else {**answer, "p_value": p})
    else:
        _dp_print.table(_rows(lower, fdp, delta, level, claim, p))
    return _dp_print.REFUTED if p is not None and p < level else 0


def _rows(lower: float, fdp: float, delta: float, level: float, claim: float | None, p: float | None) -> list[tuple[str, str]]:
    sure = f"{100 * (1 - level):.6g} % confidence"
    rows = [
        ("epsilon", f"at least {_dp_print.rounded(lower, up=False)} ({sure}, any mechanism)"),
        (
            "if Gaussian",
            f"at least {_dp_print.rounded(fdp, up=False)} ({sure}, only if the trade-off curve is that of a Gaussian)",
        ),
        ("delta", f"{delta:g}"),
    ]
    if claim is not None and p is not None:
        verdict = "refuted" if p < level else "not refuted, which proves nothing"
        rows.insert(0, ("claim", f"epsilon {claim:g} is {verdict} (p {_dp_print.rounded(p, up=True, digits=3)})"))
    return [*rows, ("holds if", "the scores that picked which canaries to guess are not the scores counted here")]
