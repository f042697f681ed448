# SPDX-License-Identifier: Apache-2.0
"""`licet dp logs`: logs of a run against what was declared. A log that fits proves nothing."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from licet.commands import _catalogue, _dp_events, _dp_print
from licet.commands import _dp_flags as flags
from licet.errors import UsageError

JSON = dict[str, Any]
_WORDS = {
    "mean": "mean batch size",
    "dispersion": "spread of batch sizes",
    "range": "range of batch sizes",
    "constant": "equal batch sizes",
    "scale": "noise over all steps",
    "norms": "noise, from norms",
    "worst_step": "noise of the oddest step",
    "repeated": "repeated noise",
    "norm": "norms after clipping",
    "fraction": "clipped share",
}


def add_arguments(parser: argparse.ArgumentParser, action: str) -> None:
    parser.add_argument("--batch-sizes", metavar="FILE", help="batch sizes: CSV, JSON, JSON lines or .npy, one a step")
    parser.add_argument("--noise", metavar="FILE", help="noise and clipping: columns squared_norm, dimension ..., or .npy")
    flags.add(parser, "sigma", "clip_norm", *_dp_events.NUMBERS[:-1], "significance")
    parser.add_argument("--sampling", metavar="NAME", help="how batches are said to be drawn (default: poisson)")


def run(args: argparse.Namespace) -> int:
    from licet.dp import logs

    if args.batch_sizes is None and args.noise is None:
        raise UsageError("`licet dp logs` needs a log", "Give --batch-sizes FILE, --noise FILE or both.")
    declared = _declared(args)
    result = logs.tested(
        [declared],
        batch_sizes=None if args.batch_sizes is None else logs.read_batch_sizes(Path(args.batch_sizes)),
        noise=None if args.noise is None else logs.read_noise(Path(args.noise)),
        significance=flags.number(args, "significance") or logs.SIGNIFICANCE,
    )
    if args.format == "json":
        _catalogue.print_json(result)
    else:
        _print(result, declared.steps)
    refuted = any(test["refutes"] for test in result["tests"])
    return _dp_print.REFUTED if refuted else 0 if result["state"] == "tested" else _dp_print.UNKNOWN


def _declared(args: argparse.Namespace) -> Any:
    from licet.dp.logs import Declared

    sigma, norm = flags.number(args, "sigma"), flags.number(args, "clip_norm")
    found = _dp_events.given(args, sigma or 1.0)
    sampled = found.rate is not None or (found.batch_size is not None and found.units is not None)
    rate = _dp_events.rate_of(found) if sampled else None
    timed = found.epochs is not None and rate is not None
    steps = _dp_events.schedule(found)[1] if timed else found.steps
    std = None if sigma is None or norm is None else sigma * norm
    return Declared(found.sampling, found.units, rate, steps, found.cap, std, norm)


def _print(result: JSON, steps: int | None) -> None:
    verdict = {True: "refutes", False: "fits"}
    rows = []
    for test in result["tests"]:
        facts = test["facts"]
        z = f", z {facts['z'] + 0:.3g}" if "z" in facts else ""
        p = _dp_print.rounded(test["p"], up=True, digits=3)
        rows.append((_WORDS[facts["test"]], f"{verdict[test['refutes']]} (p {p}{z}){_more(facts)}"))
    rows += [("not tested", f"{one['log']}: {one['reason']}") for one in result["untested"]]
    for log, logged in result["steps"].items():
        if steps is not None and steps != logged:
            rows.append(("note", f"{log}: {logged} rows, but {steps} steps were declared"))
    end = f"p is corrected for all tests (Holm); below {result['significance']:g} it refutes. A log that fits proves nothing."
    _dp_print.table([*rows, ("read as", end)])


def _more(facts: JSON) -> str:
    if "detectable" in facts:
        return f"; shows errors of the noise above {100 * facts['detectable']:.2g} %"
    if facts["test"] == "constant":
        return f"; {facts['same']} of {facts['steps']} steps have one size"
    if facts.get("never_clipped"):
        return "; but no step clipped anything: was clipping on?"
    return f"; {facts['over']} of {facts['steps']} steps above the norm" if facts.get("over") else ""
