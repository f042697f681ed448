# SPDX-License-Identifier: Apache-2.0
"""`licet dp` as a process: numbers, tables, files, and every odd value as a clear error."""

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from command import Answer, environment, licet

RUN = ("--sigma", "1", "--rate", "0.01", "--steps", "100")
AUDIT = {"--canaries": "1000", "--guesses": "100", "--correct": "95", "--delta": "1e-5"}


def dp(*words: str | Path, folder: Path, **more: str) -> Answer:
    return licet("dp", *words, folder=folder, **more)


def told(*words: str | Path, folder: Path) -> Any:
    answer = dp(*words, "--format", "json", folder=folder)
    assert answer.code == 0, answer.shown
    return json.loads(answer.out)


def refused(*words: str | Path, folder: Path, says: str = "") -> None:
    """Exit code 2, a message with a hint, and nothing on stdout."""
    answer = dp(*words, folder=folder)
    assert (answer.code, answer.out) == (2, ""), answer.shown
    lines = answer.err.splitlines()
    assert lines[0].startswith("licet: ") and lines[-1].startswith("do: ") and len(lines[-1]) > 10, answer.shown
    assert "unexpected fault" not in answer.err and says in answer.err, answer.shown


def test_epsilon_of_a_gaussian(tmp_path: Path) -> None:
    """100 releases at 5 are one at 0.5: 10.997151 (the design's closed form)."""
    found = told("epsilon", "--sigma", "5", "--steps", "100", "--sampling", "full_batch", "--delta", "1e-6", folder=tmp_path)
    assert set(found) == {"epsilon", "delta", "method", "reasons"} and set(found["epsilon"]) == {"lower", "upper"}
    assert found["epsilon"]["lower"] <= 10.997151 + 1e-6 and found["epsilon"]["upper"] >= 10.997151 - 1e-6
    assert found["epsilon"]["upper"] - found["epsilon"]["lower"] < 1e-4 and found["delta"] == 1e-6 and found["reasons"] == []


def test_the_table_is_rounded_outward(tmp_path: Path) -> None:
    words = ("epsilon", "--sigma", "5", "--steps", "100", "--sampling", "full-batch", "--delta", "1e-6")
    answer = dp(*words, "--budget", "11", folder=tmp_path)
    assert answer.code == 0, answer.shown
    rows = dict(line.split(maxsplit=1) for line in answer.out.splitlines())
    _, low, _, high = rows["epsilon"].split()
    exact = told(*words, folder=tmp_path)["epsilon"]
    assert float(low) <= exact["lower"] <= exact["upper"] <= float(high) and float(high) - float(low) < 1e-4
    assert rows["budget"] == "11: kept" and rows["adjacency"] == "add_remove"


@pytest.mark.parametrize(
    ("words", "event"),
    [
        ("--rate 0.01 --steps 100", "poisson_gaussian (noise_multiplier 1, rate 0.01, steps 100)"),
        ("--units 50000 --batch-size 500 --epochs 3", "poisson_gaussian (noise_multiplier 1, rate 0.01, steps 300)"),
        ("--units 50000 --batch-size 256 --epochs 3", "poisson_gaussian (noise_multiplier 1, rate 0.00512, steps 586)"),
        ("--rate 0.01 --units 50000 --batch-size 500 --epochs 3 --steps 300", "rate 0.01, steps 300)"),
        ("--rate 1e-6 --epochs 1", "rate 1e-06, steps 1000000)"),
        ("--rate .5 --epochs .1", "steps 1)"),
        (
            "--rate 0.01 --steps 1e2 --max-contributions 3",
            "group (event poisson_gaussian (noise_multiplier 1, rate 0.01, steps 100), size 3)",
        ),
        (
            "--sampling truncated_poisson --rate 0.02 --steps 50 --cap 1200 --units 50000",
            "truncated_poisson_gaussian (noise_multiplier 1, rate 0.02, steps 50, cap 1200, units 50000)",
        ),
        (
            "--sampling fixed_batch --units 50000 --batch-size 500 --steps 10",
            "fixed_batch_gaussian (noise_multiplier 1, batch_size 500, units 50000, steps 10)",
        ),
        ("--sampling fixed_batch --units 300 --rate 0.01 --epochs 2", "batch_size 3, units 300, steps 200)"),
        (
            "--sampling shuffle --units 1000 --batch-size 100 --epochs 2",
            "shuffled_gaussian (noise_multiplier 1, batches_per_epoch 10, steps 20)",
        ),
        ("--sampling shuffle --units 1050 --batch-size 100 --epochs 2", "batches_per_epoch 11, steps 22)"),
        ("--sampling shuffle --units 1050 --batch-size 100 --epochs 2 --steps 20", "batches_per_epoch 10, steps 20)"),
        ("--sampling shuffle --rate 0.1 --steps 7", "batches_per_epoch 10, steps 7)"),
        (
            "--sampling random_allocation --rate 0.1 --epochs 3",
            "random_allocation_gaussian (noise_multiplier 1, batches 10, selected 1, rounds 3)",
        ),
        ("--sampling full_batch --steps 4", "gaussian (noise_multiplier 1, steps 4)"),
        ("--sampling full_batch --epochs 4 --units 9 --batch-size 9 --rate 1", "gaussian (noise_multiplier 1, steps 4)"),
    ],
)
def test_what_follows_from_the_flags(words: str, event: str) -> None:
    """In this process: a hundred starts of Python would take a minute."""
    found = _events(words)
    assert event in found


def _events(words: str) -> str:
    import argparse

    from licet.commands import _dp_events, _dp_flags, _dp_print

    parser = argparse.ArgumentParser()
    _dp_flags.add(parser, "sigma")
    _dp_events.add_arguments(parser)
    (event,) = _dp_events.read(parser.parse_args(["--sigma", "1", *words.split()]))
    return _dp_print.event(event)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("--steps 100", "rate"),
        ("--rate 0.01", "--steps"),
        ("--batch-size 500 --steps 100", "rate"),
        ("--rate 0.02 --units 50000 --batch-size 500 --steps 100", "--rate contradicts --batch-size"),
        ("--units 100 --batch-size 500 --steps 100", "--batch-size contradicts --units"),
        ("--rate 0.01 --epochs 3 --steps 400", "300 steps"),
        ("--rate 0.01 --steps 100 --cap 7", "--cap"),
        ("--rate 0.01 --steps 100 --sampling truncated_poisson --cap 7", "--units"),
        ("--rate 0.01 --steps 100 --sampling truncated_poisson --units 70", "--cap"),
        ("--rate 0.01 --steps 100 --sampling fixed_batch", "--units"),
        ("--rate 0.01 --steps 100 --sampling fixed_batch --units 250", "not a whole number"),
        ("--rate 0.3 --steps 9 --sampling random_allocation", "not a whole number"),
        ("--rate 0.1 --steps 7 --sampling random_allocation", "not a whole number"),
        ("--rate 0.1 --steps 7 --sampling full_batch", "full batch"),
        ("--units 10 --batch-size 9 --steps 7 --sampling full_batch", "full batch"),
        ("--sampling full_batch", "--steps"),
        ("--rate 1e-300 --steps 7", "rate"),
        ("--rate 5e-324 --epochs 7", "rate"),
        ("--rate 1e-15 --epochs 1e9", "steps"),
        ("--rate 0.1 --steps 7 --sampling poison", "Did you mean poisson?"),
        ("--rate 0.1 --steps 7 --sampling \u202ex", "One of: poisson"),
    ],
)
def test_flags_that_do_not_fit(words: str, says: str) -> None:
    from licet.errors import UsageError

    with pytest.raises(UsageError) as caught:
        _events(words)
    assert says in str(caught.value) and caught.value.hint


HOSTILE = (
    "nan",
    "inf",
    "-inf",
    "-1",
    "0",
    "1e400",
    "1e-400",
    "",
    "ten",
    "0x10",
    "1_0",
    "1,5",
    "\u0663",
    "9" * 70,
    "1e999999999",
)
NUMBERS = (
    "sigma",
    "rate",
    "steps",
    "units",
    "batch_size",
    "epochs",
    "cap",
    "max_contributions",
    "delta",
    "epsilon",
    "budget",
    "canaries",
    "significance",
    "clip_norm",
    "features",
    "lr",
)


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("value", HOSTILE)
def test_no_odd_value_becomes_a_number(name: str, value: str) -> None:
    import argparse

    from licet.commands import _dp_flags
    from licet.errors import ParameterError

    with pytest.raises(ParameterError) as caught:
        _dp_flags.number(argparse.Namespace(**{name: value}), name)
    assert _dp_flags.spelled(name) in caught.value.message and caught.value.hint


@pytest.mark.parametrize("value", ["nan", "inf", "-1", "0", "1e400", "ten"])
def test_odd_values_on_the_command_line(value: str, tmp_path: Path) -> None:
    refused("epsilon", "--sigma", value, "--rate", "0.01", "--steps", "100", "--delta", "1e-5", folder=tmp_path, says="--sigma")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("epsilon", *RUN), "--delta"),
        (("epsilon", "--rate", "0.01", "--steps", "5", "--delta", "1e-5"), "--sigma"),
        (("epsilon", *RUN, "--delta", "1"), "--delta"),
        (("epsilon", *RUN, "--delta", "1e-5", "--adjacency", "ad_remove"), "Did you mean add_remove?"),
        (("delta", *RUN), "--epsilon"),
        (("sigma", "--epsilon", "3", "--rate", "0.1", "--steps", "9"), "--delta"),
        (("audit", "--canaries", "10", "--guesses", "11", "--correct", "1", "--delta", "1e-5"), "11 guesses"),
        (("audit", "--canaries", "10", "--guesses", "5", "--correct", "6", "--delta", "1e-5"), "6 correct"),
        (("audit", "--canaries", "0", "--guesses", "0", "--correct", "0", "--delta", "1e-5"), "--canaries"),
        (("audit", "--canaries", "10.5", "--guesses", "5", "--correct", "6", "--delta", "1e-5"), "--canaries"),
        (("logs",), "needs a log"),
        (("logs", "--batch-sizes", "absent.csv", "--units", "10", "--rate", "0.1"), "no such file"),
        (("simulate", "--steps", "100000000"), "too long"),
        (("epsilon", "--events", "absent.json", "--delta", "1e-5"), "no such file"),
        (("epsilon", *RUN, "--events", "x.json", "--delta", "1e-5"), "both say"),
        (("epsilon", *RUN, "--delta", "1e-5", "--plot", "picture.png"), ".svg"),
        (
            ("epsilon", "--sigma", "1", "--steps", "3", "--sampling", "full_batch", "--delta", "1e-5", "--plot", "no/x.svg"),
            "no/x.svg",
        ),
    ],
)
def test_what_is_missing_or_wrong(words: tuple[str, ...], says: str, tmp_path: Path) -> None:
    refused(*words, folder=tmp_path, says=says)


@pytest.mark.parametrize(
    "words", [(), ("epsilo",), ("epsilon", "--sigm", "1"), ("audit", "--sigma", "1"), ("epsilon", "--format", "xml")]
)
def test_usage(words: tuple[str, ...], tmp_path: Path) -> None:
    answer = dp(*words, folder=tmp_path)
    assert answer.code == 2 and answer.out == "" and "usage: licet dp" in answer.err


def test_help(tmp_path: Path) -> None:
    answer = dp("--help", folder=tmp_path)
    assert answer.code == 0 and all(f"licet dp {action}" in answer.out for action in ("epsilon", "sigma", "audit", "logs"))
    for action in ("epsilon", "delta", "sigma", "audit", "logs", "simulate"):
        answer = dp(action, "--help", folder=tmp_path)
        assert answer.code == 0 and "--format" in answer.out


def test_events_from_a_file(tmp_path: Path) -> None:
    events = [
        {"type": "gaussian", "noise_multiplier": 5.0, "steps": 60},
        {"type": "gaussian", "noise_multiplier": 5.0, "steps": 40},
    ]
    (tmp_path / "events.json").write_text(json.dumps(events))
    found = told("epsilon", "--events", "events.json", "--delta", "1e-6", folder=tmp_path)
    assert found["epsilon"]["upper"] == pytest.approx(10.997151, abs=1e-5)
    answer = dp("epsilon", "--events", "events.json", "--delta", "1e-6", folder=tmp_path)
    assert answer.out.count("noise_multiplier 5") == 2


def test_the_reference_run(tmp_path: Path) -> None:
    """Noise 1, rate 0.01, 1000 steps: between 2.124515 and 2.124516 at delta 1e-6; delta and sigma invert it."""
    words = ("--units", "50000", "--batch-size", "500", "--epochs", "10")
    found = told("epsilon", "--sigma", "1", *words, "--delta", "1e-6", folder=tmp_path)["epsilon"]
    assert 2.124515 < found["lower"] <= found["upper"] < 2.124516
    back = told("delta", "--sigma", "1", *words, "--epsilon", str(found["upper"]), folder=tmp_path)
    assert set(back) == {"delta"} and back["delta"]["lower"] == pytest.approx(1e-6, rel=1e-4) == back["delta"]["upper"]
    noise = told("sigma", "--epsilon", str(found["upper"]), *words, "--delta", "1e-6", folder=tmp_path)
    assert set(noise) == {"sigma", "epsilon"} and noise["sigma"] == pytest.approx(1, rel=1e-3)
    assert noise["epsilon"]["upper"] <= found["upper"]


def test_noise_for_a_composition(tmp_path: Path) -> None:
    events = [{"type": "gaussian", "noise_multiplier": 3.0}, {"type": "gaussian", "noise_multiplier": 6.0, "steps": 4}]
    (tmp_path / "events.json").write_text(json.dumps(events))
    found = told("sigma", "--events", "events.json", "--epsilon", "4.377178", "--delta", "1e-5", folder=tmp_path)
    assert found["sigma"] == pytest.approx(2**0.5, rel=1e-3)  # 1/s^2 + 4/(2s)^2 = 1
    answer = dp(
        "sigma", "--events", "events.json", "--epsilon", "4.377178", "--delta", "1e-5", "--plot", "x.svg", folder=tmp_path
    )
    assert answer.code == 0 and "is not enough" in answer.out and "all noise of the file times 0.47" in answer.out, answer.shown
    assert "budget 4.37718: within" in (tmp_path / "x.svg").read_text()


def test_an_unsupported_event_has_no_number(tmp_path: Path) -> None:
    (tmp_path / "events.json").write_text('[{"type": "unsupported", "reason": "data_dependent_sampling"}]')
    answer = dp("epsilon", "--events", "events.json", "--delta", "1e-6", "--format", "json", folder=tmp_path)
    found = json.loads(answer.out)
    assert answer.code == 3 and found["epsilon"] == {"lower": None, "upper": None}
    assert "data_dependent_sampling" in found["reasons"]
    answer = dp("epsilon", "--events", "events.json", "--delta", "1e-6", folder=tmp_path)
    assert answer.code == 3 and "no number is supported" in answer.out and "data" in answer.out
    answer = dp("sigma", "--events", "events.json", "--epsilon", "1", "--delta", "1e-6", "--format", "json", folder=tmp_path)
    assert answer.code == 3 and json.loads(answer.out) == {"sigma": None, "epsilon": {"lower": None, "upper": None}}
    answer = dp("delta", "--events", "events.json", "--epsilon", "1", "--format", "json", folder=tmp_path)
    assert answer.code == 3 and json.loads(answer.out) == {"delta": {"lower": None, "upper": None}}


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("[]", 1, "no list of events"),
        ("{}", 1, "no list of events"),
        ('[\n{"type": "gaussian", "noise_multiplier": 1},\n{"type": "gausian"}]', 3, "gausian"),
        ('[\n\n{"type": "gaussian", "noise_multiplier": -1}]', 3, "noise_multiplier is -1"),
        ('[{"type": "gaussian", "noise_multiplier": NaN}]', 1, "NaN"),
        ('[{"type": "gaussian", "noise_multiplier": 1e400}]', 1, "1e400"),
        ('[{"type": "gaussian", "noise_multiplier": 1, "steps": true}]', 1, "steps"),
        ('[{"type": "gaussian", "sigma": 1}]', 1, "sigma"),
        ("[7, null]", 1, "no privacy event"),
    ],
)
def test_broken_events_are_shown_at_their_place(text: str, line: int, says: str, tmp_path: Path) -> None:
    (tmp_path / "events.json").write_text(text)
    answer = dp("epsilon", "--events", "events.json", "--delta", "1e-6", folder=tmp_path)
    assert answer.code == 2 and answer.out == "" and f"events.json:{line}:" in answer.err and says in answer.err, answer.shown


def test_an_audit(tmp_path: Path) -> None:
    words = [word for pair in AUDIT.items() for word in pair]
    found = told("audit", *words, folder=tmp_path)
    assert set(found) == {"epsilon", "epsilon_fdp"}
    assert found["epsilon"]["lower"] == pytest.approx(2.165176, abs=1e-6)
    assert found["epsilon_fdp"]["lower"] == pytest.approx(3.323300, abs=1e-6)
    kept, refuted = (dp("audit", *words, "--epsilon", claim, folder=tmp_path) for claim in ("3", "2"))
    assert kept.code == 0 and "not refuted, which proves nothing" in kept.out
    assert refuted.code == 1 and "is refuted (p 0.0" in refuted.out
    assert "at least 2.16517 " in refuted.out.replace("2.165175", "2.16517 "), refuted.shown


@pytest.mark.parametrize("flag", AUDIT)
@pytest.mark.parametrize("value", ["nan", "-1", "1e400", "x", None])
def test_an_audit_of_odd_numbers(flag: str, value: str | None, tmp_path: Path) -> None:
    words = [
        word
        for name, number in AUDIT.items()
        if (name, value) != (flag, None)
        for word in (name, value if name == flag else number)
    ]
    refused("audit", *(str(word) for word in words), folder=tmp_path, says=flag)


def test_logs(tmp_path: Path) -> None:
    (tmp_path / "equal.csv").write_text("batch_size\n" + "500\n" * 100)
    np.save(tmp_path / "drawn.npy", np.random.default_rng(1).binomial(50_000, 0.01, 100))
    np.save(tmp_path / "noise.npy", np.random.default_rng(1).normal(0, 1.2, (100, 400)))
    about = ("--units", "50000", "--rate", "0.01", "--steps", "100")
    refuted = dp("logs", "--batch-sizes", "equal.csv", *about, folder=tmp_path)
    assert refuted.code == 1 and "equal batch sizes" in refuted.out and "refutes" in refuted.out, refuted.shown
    found = told(
        "logs",
        "--batch-sizes",
        "drawn.npy",
        "--noise",
        "noise.npy",
        *about,
        "--sigma",
        "0.8",
        "--clip-norm",
        "1.5",
        folder=tmp_path,
    )
    assert found["state"] == "tested" and not any(test["refutes"] for test in found["tests"])
    quiet = dp("logs", "--noise", "noise.npy", "--sigma", "1", "--clip-norm", "1.5", "--format", "json", folder=tmp_path)
    assert quiet.code == 1 and {test["code"] for test in json.loads(quiet.out)["tests"] if test["refutes"]} == {
        "log_noise_mismatch"
    }
    unknown = dp("logs", "--noise", "noise.npy", folder=tmp_path)
    assert unknown.code == 3 and "not tested" in unknown.out, unknown.shown
    fewer = dp("logs", "--batch-sizes", "drawn.npy", *about[:4], "--steps", "300", folder=tmp_path)
    assert fewer.code == 0 and "100 rows, but 300 steps" in fewer.out, fewer.shown


def test_a_broken_log_is_shown_at_its_place(tmp_path: Path) -> None:
    (tmp_path / "sizes.csv").write_text("batch_size\n500\nfive\n")
    refused("logs", "--batch-sizes", "sizes.csv", "--units", "10", "--rate", "0.1", folder=tmp_path, says="sizes.csv:3:1")


def test_plots(tmp_path: Path) -> None:
    words = (
        "--sigma",
        "5",
        "--steps",
        "100",
        "--sampling",
        "full_batch",
        "--delta",
        "1e-6",
        "--budget",
        "12",
        "--plot",
        "spent.svg",
    )
    assert dp("epsilon", *words, folder=tmp_path).code == 0
    root = ET.parse(tmp_path / "spent.svg").getroot()
    assert any((one.text or "").startswith("budget 12: within") for one in root.iter())
    (curve,) = (one for one in root.iter() if one.get("class") == "upper")
    assert len((curve.get("points") or "").split()) > 10


def test_a_plot_of_a_composition(tmp_path: Path) -> None:
    events = [
        {"type": "gaussian", "noise_multiplier": 9.0, "steps": 5},
        {"type": "zcdp", "rho": 0.1},
        {"type": "matrix", "sensitivity": 1.0, "noise_multiplier": 2.0},
    ]
    (tmp_path / "events.json").write_text(json.dumps(events))
    answer = dp("epsilon", "--events", "events.json", "--delta", "1e-6", "--plot", "x.SVG", folder=tmp_path)
    assert answer.code == 0 and "Epsilon after 7 steps" in (tmp_path / "x.SVG").read_text(), answer.shown


def test_prefixes_of_a_composition() -> None:
    from licet.commands import _dp_plot
    from licet.dp.events import Gaussian, Group, Matrix, PoissonGaussian, Tree

    inner = PoissonGaussian(1.0, 0.1, 10)
    events = (Group(inner, 2), Matrix(1.0, 1.0), Gaussian(1.0, 3))
    assert _dp_plot.prefix(events, 4) == (Group(PoissonGaussian(1.0, 0.1, 4), 2),)
    assert _dp_plot.prefix(events, 12) == (*events[:2], Gaussian(1.0, 1))
    assert _dp_plot.prefix(events, 14) == events
    tree = Tree(1.0, 8, 2, 2)
    assert _dp_plot.prefix((tree,), 3) == (tree,)


def test_a_simulation(tmp_path: Path) -> None:
    found = told("simulate", "--rate", "0.5", "--steps", "6", "--units", "200", "--seed", "3", folder=tmp_path)
    assert [row["step"] for row in found["steps"]] == [1, 2, 3, 4, 5, 6] and found["plan"]["seed"] == 3
    upper = [row["epsilon"]["upper"] for row in found["steps"]]
    assert upper == sorted(upper) and all(row["epsilon"]["lower"] <= row["epsilon"]["upper"] for row in found["steps"])
    answer = dp("simulate", "--rate", "0.5", "--steps", "6", "--units", "200", "--plot", "x.svg", folder=tmp_path)
    assert answer.code == 0 and len(answer.out.splitlines()) >= 8 and (tmp_path / "x.svg").is_file()


def modules(*words: str, folder: Path) -> set[str]:
    """What is loaded once the command has answered."""
    code = "import sys; from licet.cli import main; main(sys.argv[1:]); print('modules:', *sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code, *words], cwd=folder, env=environment(), capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.rsplit("modules:", 1)[1].split())


def test_nothing_is_imported_that_is_not_needed(tmp_path: Path) -> None:
    """`--version` needs no numpy; an audit needs neither the accountant nor the gate."""
    version = modules("--version", folder=tmp_path)
    assert "licet.cli" in version and not {"numpy", "licet.dp", "licet.commands.dp"} & version
    audit = modules("dp", "audit", *(word for pair in AUDIT.items() for word in pair), folder=tmp_path)
    assert "licet.dp.audit" in audit
    assert not audit & {
        "licet.dp.accountant",
        "licet.dp.logs",
        "licet.gate",
        "licet.catalogue",
        "sqlalchemy",
        "scipy",
        "regorus",
    }
    epsilon = modules("dp", "epsilon", *RUN, "--delta", "1e-5", folder=tmp_path)
    assert "licet.dp.accountant" in epsilon
    assert not epsilon & {"licet.dp.audit", "licet.dp.plot", "licet.gate", "licet.catalogue", "sqlalchemy", "scipy", "regorus"}
