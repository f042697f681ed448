# SPDX-License-Identifier: Apache-2.0
"""Text for people: the verdict, each finding at its line with its clause and remedy, the duties, the exit code."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from licet.renderers._finding import finding_lines
from licet.renderers._privacy import privacy_lines
from licet.renderers._quote import quote
from licet.renderers._words import OUTCOMES, accepted, cited, duties, ending, standing, tally, verdict, waived
from licet.terminal import Paint, painter, safe, wrap

_COLORS = {"allow": "bold green", "deny": "bold red", "review": "bold yellow", "error": "bold red"}
_HEADINGS = {
    "deny": ("DENY", "bold red"),
    "review": ("REVIEW: a human must decide", "bold yellow"),
    "unknown": ("UNKNOWN: a needed fact is missing", "bold yellow"),
    "warn": ("WARN", "bold blue"),
}
_BOXES = {"open": "[ ]", "met": "[x]", "unmet": "[!]"}


def render(
    report: Mapping[str, Any],
    *,
    color: bool = False,
    sources: Mapping[str, str],
    rules: Sequence[Mapping[str, Any]] = (),
) -> str:
    paint = painter(color)
    lines: list[str] = []
    for manifest in report["manifests"]:
        lines += [*_manifest(manifest, sources, paint), ""]
    lines += _summary(report, paint)
    return "\n".join(lines) + "\n"


def _manifest(manifest: Mapping[str, Any], sources: Mapping[str, str], paint: Paint) -> Iterator[str]:
    name = f" ({safe(manifest['name'])})" if manifest["name"] else ""
    yield paint(safe(manifest["path"]), "bold") + name
    yield paint(manifest["verdict"], _COLORS[manifest["verdict"]]) + f": {verdict(manifest)}"
    for problem in manifest["problems"]:
        yield from _problem(problem, sources, paint)
    for outcome in OUTCOMES:
        yield from _group(standing(manifest, outcome), *_HEADINGS[outcome], sources, paint)
    yield from privacy_lines(manifest["facts"], paint)
    yield from _obligations(manifest, paint)
    for found in waived(manifest):
        yield ""
        yield from wrap(f"{found['rule']} {safe(found['message'])}", "waived: ")
        yield from wrap(safe(accepted(found["waived"])), "        ")


def _problem(problem: Mapping[str, Any], sources: Mapping[str, str], paint: Paint) -> Iterator[str]:
    yield ""
    place = f"{safe(problem['file'])}:{problem['line']}:{problem['column']}:"
    yield from wrap(f"{place} {safe(problem['message'])}", rest="  ")
    for gutter, line in quote(sources, problem):
        yield paint(gutter, "dim") + line
    if problem["hint"]:
        yield from wrap(safe(problem["hint"]), "  hint: ")


def _group(
    findings: Sequence[Mapping[str, Any]], heading: str, style: str, sources: Mapping[str, str], paint: Paint
) -> Iterator[str]:
    if findings:
        yield ""
        yield paint(heading, style)
    for position, found in enumerate(findings):
        if position:
            yield ""
        yield from finding_lines(found, sources, paint)


def _obligations(manifest: Mapping[str, Any], paint: Paint) -> Iterator[str]:
    due = [duty for state in ("unmet", "open", "met") for duty in duties(manifest, state)]
    if due:
        yield ""
        yield paint("DUTIES that come with this use", "bold cyan")
    for duty in due:
        yield from _duty(duty)


def _duty(duty: Mapping[str, Any]) -> Iterator[str]:
    component = f" {safe(duty['component'])}:" if duty["component"] else ""
    if duty["status"] == "unmet":  # a finding above says all of it
        yield from wrap(f"{duty['duty']}{component} not met, see {duty.get('rule') or 'the findings'} above", "  [!] ")
        return
    said = duty.get("message") or duty["detail"] or duty["duty"].replace("_", " ")
    how = f"{duty['status']}, {duty['evidence']}" if duty["evidence"] else duty["status"]
    clauses = "; ".join(cited(each) for each in duty["citation"])
    asked = f" [{safe(clauses)}]" if clauses else ""
    yield from wrap(f"{duty['duty']}{component} {safe(said)} ({how}){asked}", f"  {_BOXES[duty['status']]} ")


def _summary(report: Mapping[str, Any], paint: Paint) -> Iterator[str]:
    manifests = report["manifests"]
    if len(manifests) > 1:
        kinds = [
            (sum(each["verdict"] == name for each in manifests), name) for name in ("error", "deny", "review", "allow")
        ]
        yield from wrap(
            f"{len(manifests)} manifests: " + ", ".join(f"{number} {name}" for number, name in kinds if number)
        )
    yield from wrap(tally(manifests))
    yield from wrap(f"as of {report['as_of']}, profile {safe(report['profile'])}, licet {safe(report['licet'])}")
    yield paint(ending(report), _COLORS[report["verdict"]])
    yield from wrap(safe(report["disclaimer"]))
