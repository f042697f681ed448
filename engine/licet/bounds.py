# SPDX-License-Identifier: Apache-2.0
"""Bounds on hostile input that several stages share."""

MAX_BYTES = 8 * 1024 * 1024  # of one file that is read as a manifest, evidence index or policy
