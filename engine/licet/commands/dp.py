# SPDX-License-Identifier: Apache-2.0
"""Privacy accounting: epsilon, delta or noise of a training, what an audit or a log says about it, and a run to look at."""

from __future__ import annotations

import argparse
from importlib import import_module

HELP = {
    "epsilon": ("_dp_account", "the epsilon of a training, between two certified ends"),
    "delta": ("_dp_account", "the delta at a given epsilon"),
    "sigma": ("_dp_account", "the noise multiplier that keeps to a budget"),
    "audit": ("_dp_audit", "the epsilon that an attack on one run refutes"),
    "logs": ("_dp_logs", "whether batch sizes, noise and clipping were as declared"),
    "simulate": ("_dp_simulate", "a small DP-SGD run on made-up data"),
}
_EXAMPLES = """\
examples:
  licet dp epsilon --sigma 1 --rate 0.01 --steps 1000 --delta 1e-6
  licet dp epsilon --sigma 1 --units 50000 --batch-size 500 --epochs 10 --delta 1e-6 --budget 3 --plot spent.svg
  licet dp sigma --epsilon 3 --delta 1e-6 --units 50000 --batch-size 500 --epochs 10
  licet dp audit --canaries 1000 --guesses 100 --correct 95 --delta 1e-5
  licet dp logs --batch-sizes sizes.csv --units 50000 --rate 0.01

exit codes: 0 answered, 1 a log or an audit refutes what was declared, 2 bad input, 3 no number is supported
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    actions = parser.add_subparsers(dest="action", metavar="WHAT", required=True)
    for name, (module, meaning) in HELP.items():
        action = actions.add_parser(name, help=meaning, description=f"{meaning[0].upper()}{meaning[1:]}.", allow_abbrev=False)
        import_module(f"licet.commands.{module}").add_arguments(action, name)
        action.add_argument("--format", choices=("text", "json"), default="text", help="how to print (default: text)")


def run(args: argparse.Namespace) -> int:
    module, _ = HELP[args.action]
    code: int = import_module(f"licet.commands.{module}").run(args)
    return code
