# SPDX-License-Identifier: Apache-2.0
"""Numbers of `licet dp` from the command line: each in its range, or an error that names the flag."""

from __future__ import annotations

import argparse
import difflib
import math
import re
from typing import Any, NamedTuple

from licet.errors import ParameterError, UsageError
from licet.terminal import safe

SAMPLINGS = ("poisson", "truncated_poisson", "shuffle", "fixed_batch", "random_allocation", "full_batch")
ADJACENCIES = ("add_remove", "replace_one", "zero_out")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
MOST = 2**53


class Flag(NamedTuple):
    """Values are above `low` (or from `low` on, if whole) and at most `high` (below it, if open)."""

    low: float
    high: float
    meaning: str
    whole: bool = False
    open: bool = False

    def rule(self) -> str:
        start = f"a whole number from {self.low:g} on" if self.whole else f"a number above {self.low:g}"
        end = f" and {'below' if self.open else 'at most'} {self.high:g}" if self.high < 1e6 else ""
        return f"It is {start}{end}."


FLAGS = {
    "sigma": Flag(0, 1e9, "noise multiplier: standard deviation of the noise on the sum / clipping norm"),
    "rate": Flag(0, 1, "chance of a unit to be in a batch"),
    "steps": Flag(1, MOST, "number of noisy steps", whole=True),
    "units": Flag(1, MOST, "size of the data set, counted in what is protected", whole=True),
    "batch_size": Flag(0, MOST, "expected units in a batch"),
    "epochs": Flag(0, 1e9, "passes over the data"),
    "cap": Flag(1, MOST, "largest batch of truncated_poisson", whole=True),
    "max_contributions": Flag(1, 1_000_000, "examples that one protected unit may own", whole=True),
    "delta": Flag(0, 1, "delta of the guarantee", open=True),
    "epsilon": Flag(0, 1e6, "epsilon of the guarantee"),
    "budget": Flag(0, 1e6, "an epsilon to compare with"),
    "canaries": Flag(1, 10**9, "examples that a coin put in or left out", whole=True),
    "guesses": Flag(0, 10**9, "canaries for which the attack guessed", whole=True),
    "correct": Flag(0, 10**9, "guesses that were right", whole=True),
    "significance": Flag(0, 0.5, "chance to refute what is true"),
    "clip_norm": Flag(0, 1e150, "clipping norm"),
    "features": Flag(1, 1000, "numbers of each made-up example", whole=True),
    "lr": Flag(0, 1e6, "learning rate"),
    "seed": Flag(0, MOST, "seed of the made-up run", whole=True),
}


def add(parser: argparse.ArgumentParser, *names: str) -> None:
    """Flags that take numbers; their values stay text until `number` reads them."""
    for name in names:
        also = ["--epsilon"] if name == "budget" else []  # who asks for epsilon can only mean the budget by it
        parser.add_argument(spelled(name), *also, metavar="N", dest=name, help=FLAGS[name].meaning)


def add_words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sampling", metavar="NAME", help=f"how batches are drawn: {', '.join(SAMPLINGS)} (default: poisson)")
    parser.add_argument("--adjacency", metavar="NAME", help=f"{', '.join(ADJACENCIES)} (default: add_remove)")


def spelled(name: str) -> str:
    """The flag as it is typed."""
    return f"--{name.replace('_', '-')}"


def number(args: argparse.Namespace, name: str) -> Any:
    """The number that was given, or None. ParameterError when it is no finite number in its range."""
    text = getattr(args, name, None)
    if text is None:
        return None
    flag = FLAGS[name]
    value = float(text) if len(text) <= 64 and _NUMBER.fullmatch(text) else math.nan
    small = value < flag.low or (value == flag.low and not flag.whole)
    large = value > flag.high or (value == flag.high and flag.open)
    if not math.isfinite(value) or small or large or (flag.whole and value != int(value)):
        raise ParameterError(f"{spelled(name)} is {safe(text[:64])!r}", f"{flag.rule()} {flag.meaning.capitalize()}.")
    return int(value) if flag.whole else value


def needed(args: argparse.Namespace, name: str) -> Any:
    """As `number`, and an error when nobody gave it."""
    found = number(args, name)
    if found is None:
        hint = f"{FLAGS[name].meaning.capitalize()}. See `licet dp {args.action} --help`."
        raise UsageError(f"`licet dp {args.action}` needs {spelled(name)}", hint)
    return found


def word(args: argparse.Namespace, name: str, known: tuple[str, ...]) -> str:
    """One of the known words, however its parts are joined; the first one by default."""
    said = getattr(args, name)
    if said is None:
        return known[0]
    found = str(said).replace("-", "_")
    if found not in known:
        near = difflib.get_close_matches(found, known, n=1)
        hint = f"Did you mean {near[0]}?" if near else f"One of: {', '.join(known)}."
        raise ParameterError(f"{spelled(name)} is {safe(said)[:64]!r}", hint)
    return found
