# SPDX-License-Identifier: Apache-2.0
"""Purposes against use restrictions and against the non-commercial and research tests."""

from __future__ import annotations

from typing import Any

from licet.facts.case import Case, missing, settled
from licet.facts.licenses.events import sells_outputs

JSON = dict[str, Any]
RESEARCH = frozenset({"academic_research"})
TRIALS = frozenset({"proof_of_concept"})
PROJECTS = RESEARCH | {"commercial_research"}
POLICY_UNREAD = "policy_unread"


def purpose_tests(case: Case, text: JSON) -> JSON:
    """Does this use pass the non-commercial test, and the research-only test?"""
    definition = (text["clauses"].get("nc_definition") or {}).get("value")
    return {"noncommercial": _noncommercial(case), "research": _research(case, definition)}


def restricted(case: Case, text: JSON, events: JSON) -> JSON:
    """Declared purposes that the text's use policy names, and users' bars."""
    clause = text["clauses"].get("acceptable_use")
    unread = clause is not None and not (clause.get("policy") or {}).get("read", True)
    purposes = case.deployment.get("purposes")
    if clause is None:
        found: JSON = {}
    elif not purposes:
        found = {"not stated": {"term": "any", **missing("/deployment/purposes")}}
    else:
        found = {name: row for name in purposes if (row := _purpose(case, name, clause, unread)) is not None}
    return {"purposes": found, "policy_unread": unread, "users": _users(text, events)}


def _purpose(case: Case, purpose: str, clause: JSON, unread: bool) -> JSON | None:
    terms = case.catalogue.parameter("use/purposes")[purpose]
    hits = {term: strength for term, strength in terms.items() if term in clause.get("restricted", [])}
    prohibited = [term for term, strength in hits.items() if strength == "prohibited"]
    if prohibited:
        return {"term": prohibited[0], **settled(True)}
    if unread and terms:
        return {"term": "any", "holds": None, "position": POLICY_UNREAD, "needs": None}
    if hits:
        return {"term": next(iter(hits)), "holds": None, "position": "conditional_use", "needs": None}
    return None


def _users(text: JSON, events: JSON) -> JSON:
    """Bars in users' contracts are conduct: judged where declared, a standing duty otherwise."""
    bars = (text["clauses"].get("user_restrictions") or {}).get("value") or []
    if "no_resale" not in bars or events["handed_over"] is False:
        return settled(False)
    return settled(True) if events["handed_over"] else missing("/deployment/mode")


def _noncommercial(case: Case) -> JSON:
    """The purpose decides, not who pursues it; whether a company's research is non-commercial is argued both ways."""
    plain = _unpaid(case)
    research = case.deployment.get("mode") == "research" or PROJECTS & set(case.deployment.get("purposes") or [])
    if plain["holds"] is True and research and case.organization.get("for_profit") is not False:
        return case.assume("nc_for_profit_research", allowed=True)
    return plain


def _unpaid(case: Case) -> JSON:
    commercial = case.deployment.get("commercial")
    if commercial is None:
        return missing("/deployment/commercial")
    if commercial or sells_outputs(case):
        return settled(False)
    earned = [(case.deployment.get(f"{period}_revenue") or {}).get("amount") for period in ("monthly", "annual")]
    if any(earned):
        return missing("/deployment/commercial")
    return settled(True)


def _research(case: Case, definition: str | None) -> JSON:
    purposes = case.deployment.get("purposes")
    if purposes is None:
        return missing("/deployment/purposes")
    fitting = RESEARCH | TRIALS if definition == "research_or_evaluation_only" else RESEARCH
    plain = _unpaid(case)
    if plain["holds"] is not True:
        return plain
    if not purposes or not set(purposes) <= fitting:
        return settled(False)
    if case.organization.get("for_profit") is not False:
        return case.assume("nc_for_profit_research", allowed=True)
    return settled(True)
