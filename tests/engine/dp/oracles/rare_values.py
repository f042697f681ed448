# SPDX-License-Identifier: Apache-2.0
"""Generator of rare_values.json: epsilon of rarely sampled DP-SGD to 12 digits by a contour integral in mpmath.

    delta(s) = e^(-cs)/pi Re int_0^inf M(c + it) e^(-its) / ((c + it)(c + 1 + it)) dt,   M(z) = (E f^(1+z))^k or (E f^(-z))^k

x runs on a line shifted into the complex plane, where f^(it) decays instead of oscillating. The images of the trapezoid,
e^(-c period) on the left and e^(c period) delta(s + period) on the right, are made smaller than 1e-14 delta by a longer
period (Chernoff). Nothing here comes from licet. `python rare_values.py` rewrites the fixture beside it in half an
hour; gmpy2, mpmath's own back end, does the inner loop.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import gmpy2
from mpmath import mp, mpc, mpf

mp.dps = 36
gmpy2.get_context().precision = 130

# sigma, rate, steps, group, direction, c, deltas
CONFIGURATIONS = [
    (0.5, 1e-5, 100, 1, "remove", 3, (1e-9, 1e-5)),
    (0.5, 1e-4, 100, 1, "remove", 3, (1e-5,)),
    (0.6, 1e-4, 100, 1, "remove", 4, (1e-5,)),
    (1.0, 1e-4, 100, 1, "remove", 12, (1e-9,)),
    (1.0, 1e-4, 10000, 1, "remove", 12, (1e-6,)),
    (0.5, 1e-5, 100000, 1, "remove", 3, (1e-5, 1e-9)),
    (2.0, 1e-3, 200, 1, "remove", 40, (1e-4,)),
    (1.0, 1e-3, 1000, 1, "remove", 8, (1e-2,)),
    (1.0, 1e-3, 1000, 1, "add", 8, (1e-2,)),
    (1.0, 1e-3, 50, 3, "remove", 3, (1e-6,)),
]


def line(sigma: mpf, rate: mpf, group: int, direction: str, c: mpf, shifted: bool = True) -> tuple[list[mpc], list[mpc]]:
    """Weights and ln f at the nodes."""
    shift = min(mp.pi * sigma**2 / (2 * group), sigma) * (1 if direction == "remove" else -1)
    step = 2 * mp.pi * abs(shift) / 82
    end = group * (1 + c) if direction == "remove" else 0
    count = int((end + 26 * sigma) / step) + 1
    chances = [mp.binomial(group, j) * rate**j * (1 - rate) ** (group - j) for j in range(group + 1)]
    weights, logs = [], []
    for i in range(count):
        x = mpc(-13 * sigma + i * step, shift if shifted else 0)
        weights.append(step * mp.exp(-(x**2) / (2 * sigma**2)) / (sigma * mp.sqrt(2 * mp.pi)))
        logs.append(mp.log(mp.fsum(chance * mp.exp((2 * j * x - j * j) / (2 * sigma**2)) for j, chance in enumerate(chances))))
    return weights, logs


def period(sigma: mpf, rate: mpf, steps: int, group: int, direction: str, c: int, delta: mpf) -> int:
    """The least period for which both images are below 1e-14 delta."""
    moments = []
    for z in (mpf(c) * factor / 4 for factor in (5, 6, 8, 10, 12, 16, 20)):
        weights, logs = line(sigma, rate, group, direction, z, shifted=False)
        power = 1 + z if direction == "remove" else -z
        total = mp.fsum(w.real * mp.exp(power * log.real) for w, log in zip(weights, logs, strict=True))
        moments.append((z, steps * mp.log(total)))
    wanted, length = mp.log(delta * mpf(10) ** -14), 1
    while -c * length > wanted or min(moment - (z - c) * length for z, moment in moments) > wanted:
        length += 1
    return length


def nodes(sigma: mpf, rate: mpf, steps: int, group: int, direction: str, c: int, length: int) -> list[mpc]:
    """M(z) / (z (z + 1)) at z = c + i j 2 pi / period until it is negligible."""
    weights, logs = line(sigma, rate, group, direction, c)
    spacing = 2 * mp.pi / length
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


def epsilon(found: list[mpc], c: int, length: int, delta: mpf) -> mpf:
    """The crossing of delta, by secant in ln delta."""
    spacing = 2 * mp.pi / length

    def ratio(s: mpf) -> mpf:
        turn, factor, total = mp.exp(mpc(0, -spacing * s)), mpc(1), -found[0].real / 2
        for value in found:
            total += (value * factor).real
            factor *= turn
        return mp.exp(-c * s) * spacing / mp.pi * total / delta

    low, high = START
    while ratio(high) < mpf(10) ** -6:
        high /= 2
    return mp.findroot(lambda s: mp.log(ratio(s)), (low, high), solver="anderson", tol=mpf(10) ** -44)


START = (mpf("0.001"), mpf("1.5"))


def main() -> None:
    rows = []
    for sigma, rate, steps, group, direction, c, deltas in CONFIGURATIONS:
        exact = (mpf(repr(sigma)), mpf(repr(rate)), steps, group, direction, c)
        length = period(*exact, mpf(repr(min(deltas))))
        found = nodes(*exact, length)
        for delta in deltas:
            value = mp.nstr(epsilon(found, c, length, mpf(repr(delta))), 14)
            row = {"noise_multiplier": sigma, "rate": rate, "steps": steps, "delta": delta, "group": group}
            rows.append({**row, "direction": direction, "c": c, "period": length, "nodes": len(found), "epsilon": value})
            print(rows[-1], file=sys.stderr, flush=True)
    Path(__file__).with_name("rare_values.json").write_text(json.dumps(rows, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
