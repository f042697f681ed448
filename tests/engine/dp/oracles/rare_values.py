# SPDX-License-Identifier: Apache-2.0
"""Generator of rare_values.json: epsilon of rarely sampled DP-SGD to 20 digits by a contour integral in mpmath.

    delta(s) = e^(-cs)/pi Re int_0^inf M(c + it) e^(-its) / ((c + it)(c + 1 + it)) dt,   M(z) = (E f^(1+z))^k or (E f^(-z))^k

x runs on a line shifted into the complex plane, where f^(it) decays instead of oscillating. Nothing here comes from licet.
Run `python rare_values.py` (some minutes; gmpy2, mpmath's own back end, does the inner loop); it rewrites the fixture beside it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import gmpy2
from mpmath import mp, mpc, mpf

mp.dps = 36
gmpy2.get_context().precision = 130

# sigma, rate, steps, delta, group, direction, c, period: e^(-c period) and the mass beyond s + period are far below delta.
CONFIGURATIONS = [
    (0.5, 1e-5, 100, 1e-9, 1, "remove", 4, 16),
    (0.5, 1e-5, 100, 1e-5, 1, "remove", 4, 14),
    (0.5, 1e-4, 100, 1e-5, 1, "remove", 3, 18),
    (0.6, 1e-4, 100, 1e-5, 1, "remove", 4, 14),
    (1.0, 1e-4, 100, 1e-9, 1, "remove", 12, 6),
    (1.0, 1e-4, 10000, 1e-6, 1, "remove", 12, 6),
    (0.5, 1e-5, 100000, 1e-5, 1, "remove", 3, 18),
    (2.0, 1e-3, 200, 1e-4, 1, "remove", 40, 2),
    (1.0, 1e-3, 1000, 1e-2, 1, "remove", 8, 8),
    (1.0, 1e-3, 1000, 1e-2, 1, "add", 8, 8),
    (1.0, 1e-3, 50, 1e-6, 3, "remove", 3, 22),
]


def line(sigma: mpf, rate: mpf, group: int, direction: str, c: int) -> tuple[list[mpc], list[mpc]]:
    """Weights and ln f at the nodes."""
    shift = min(mp.pi * sigma**2 / (2 * group), sigma) * (1 if direction == "remove" else -1)
    step = 2 * mp.pi * abs(shift) / 82
    end = group * (1 + c) if direction == "remove" else 0
    count = int((end + 26 * sigma) / step) + 1
    weights, logs = [], []
    for i in range(count):
        x = mpc(-13 * sigma + i * step, shift)
        weights.append(step * mp.exp(-(x**2) / (2 * sigma**2)) / (sigma * mp.sqrt(2 * mp.pi)))
        parts = (mp.binomial(group, j) * rate**j * (1 - rate) ** (group - j) * mp.exp((2 * j * x - j * j) / (2 * sigma**2)) for j in range(group + 1))
        logs.append(mp.log(mp.fsum(parts)))
    return weights, logs


def nodes(sigma: mpf, rate: mpf, steps: int, group: int, direction: str, c: int, period: int) -> list[mpc]:
    """M(z) / (z (z + 1)) at z = c + i j 2 pi / period until it is negligible."""
    weights, logs = line(sigma, rate, group, direction, c)
    spacing = 2 * mp.pi / period
    sign, power = (1, 1 + c) if direction == "remove" else (-1, -c)
    values = [fast(w * mp.exp(power * log)) for w, log in zip(weights, logs, strict=True)]
    turns = [fast(mp.exp(mpc(0, sign * spacing) * log)) for log in logs]
    found: list[mpc] = []
    while len(found) < 2 or abs(found[-1]) > abs(found[0]) * mpf(10) ** -24:
        z = mpc(c, len(found) * spacing)
        total = sum(values, gmpy2.mpc(0))
        found.append(mpc(mpf(str(total.real)), mpf(str(total.imag))) ** steps / (z * (z + 1)))
        values = [value * turn for value, turn in zip(values, turns, strict=True)]
    return found


def fast(value: mpc) -> gmpy2.mpc:
    return gmpy2.mpc(gmpy2.mpfr(mp.nstr(value.real, 38)), gmpy2.mpfr(mp.nstr(value.imag, 38)))


def epsilon(found: list[mpc], c: int, period: int, delta: mpf) -> mpf:
    """The crossing of delta, by secant in ln delta."""
    spacing = 2 * mp.pi / period

    def height(s: mpf) -> mpf:
        turn, factor, total = mp.exp(mpc(0, -spacing * s)), mpc(1), -found[0].real / 2
        for value in found:
            total += (value * factor).real
            factor *= turn
        return mp.log(mp.exp(-c * s) * spacing / mp.pi * total / delta)

    return mp.findroot(height, START, solver="anderson", tol=mpf(10) ** -44)


START = (mpf("0.001"), mpf("1.5"))


def main() -> None:
    rows = []
    for sigma, rate, steps, delta, group, direction, c, period in CONFIGURATIONS:
        exact = [mpf(repr(number)) for number in (sigma, rate, delta)]
        found = nodes(exact[0], exact[1], steps, group, direction, c, period)
        value = epsilon(found, c, period, exact[2])
        row = {"noise_multiplier": sigma, "rate": rate, "steps": steps, "delta": delta, "group": group, "direction": direction}
        rows.append({**row, "c": c, "period": period, "nodes": len(found), "epsilon": mp.nstr(value, 20)})
        print(rows[-1], file=sys.stderr, flush=True)
    Path(__file__).with_name("rare_values.json").write_text(json.dumps(rows, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
