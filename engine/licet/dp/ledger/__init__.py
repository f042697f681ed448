# SPDX-License-Identifier: Apache-2.0
"""The privacy-budget ledger: what was released from which data, composed by the accountant, within a limit.

It stores events and no epsilons, because epsilons of several releases do not add up to the truth: ten runs that cost
2.12 each cost 6.9 together and not 21. See docs/ledger.md. Importing this package imports SQLAlchemy.
"""

from licet.dp.ledger.book import Ledger, open_ledger
from licet.dp.ledger.records import (
    Account,
    Entry,
    Head,
    Key,
    Limit,
    Refused,
    Release,
    Spend,
    Total,
    Verification,
    release,
)

__all__ = [
    "Account",
    "Entry",
    "Head",
    "Key",
    "Ledger",
    "Limit",
    "Refused",
    "Release",
    "Spend",
    "Total",
    "Verification",
    "open_ledger",
    "release",
]
