# SPDX-License-Identifier: Apache-2.0
"""The Rego profile as a lint: what rules may be written in, so that every evaluator gives the same answer."""
