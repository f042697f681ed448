# SPDX-License-Identifier: Apache-2.0
"""`python -m licet`."""

import sys

from licet.cli import main

sys.exit(main())
