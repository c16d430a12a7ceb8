"""No clause grows by more than a third unless law or a decision of the council asks for its words.

words_before.csv holds how many words each of the first 181 clauses had in the documents of a council of each nation, at
each depth, before the library took in what readers, law and real decisions asked for: in the document where it was
longest, with nothing decided or with every tool in use. An optional clause that no document took then is not in it.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest

from policybuilder.document import block_text, clauses
from tests.library.example_council import DEPTHS, GOVERNANCE, GUIDE, POLICY, TYPES, Council
from tests.some import one_in

IN_USE = """\
tools: {copilot_m365: true, copilot_chat: true, meeting_transcription: true, coding_assistants: true,
  public_chatbot: true, iot: true, agents: pilot, in_house_models: true, public_tools: with-approval}
lgr: {status: merging}
structure: {shared_services: true, companies: true}
parameters: {adm_position: permitted-with-safeguards}
risk: {has_high_risk_uses: true}
"""
OPTIONAL = {
    POLICY: ", ".join(
        f"{{clause: {id}, section: about}}" for id in ("acknowledgement", "build-and-train-models", "scope-partners")
    ),
    GOVERNANCE: "adm-special-category",
}

GREW: Mapping[str, tuple[int, str]] = {
    "app-approved-tools": (190, "a decision: a tool that is switched on has its row among the approved ones"),
    "appeals-redress": (88, "law: at essential, too, people are told of the complaint and of each ombudsman"),
    "equality-duty": (
        152,
        "law: a difference between groups is lawful only where it is justified, which somebody must show (the "
        "duty asks for evidence on groups), and in Northern Ireland rural needs count",
    ),
    "formal-meetings-minutes": (125, "law: a recording of council meetings is required in Northern Ireland"),
    "legal-framework-list": (
        950,
        "law: a row for each instrument that is relied on, with what it requires and its days",
    ),
    "meeting-transcription": (200, "law: a recording of council meetings is required in Northern Ireland"),
    "privacy-notices": (90, "law: from June 2026 a notice must say that people may complain to the council"),
    "public-law-fairness": (125, "law: officers' delegated decisions in England need a written record with reasons"),
}
"""The clauses that grew by more, with the most words that each may have, and why."""


def words_before() -> Mapping[str, Mapping[str, int]]:
    """Return how many words each clause had, by nation and depth."""
    with (Path(__file__).parent / "words_before.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {row.pop("clause"): {place: int(count) for place, count in row.items() if count} for row in rows}


def words_now(root: Path, nation: str, depth: str) -> Mapping[str, int]:
    """Return how many words each clause has in the document where it is longest."""
    found: dict[str, int] = {}
    for answers in ("", IN_USE):
        for id in (POLICY, GOVERNANCE, GUIDE):
            front = (
                f"{{approver: Cabinet, owner: Head of Digital, include: [{OPTIONAL.get(id, '') if answers else ''}]}}"
            )
            council = Council(
                root, answers, nation=nation, depth=depth, documents=(id,), policy=front, governance=front
            )
            for clause in clauses(council.document(id)):
                words = sum(len(block_text(block).split()) for block in clause.blocks)
                found[clause.id] = max(found.get(clause.id, 0), words)
    return found


@pytest.mark.parametrize(("nation", "depth"), one_in(12, [(nation, depth) for nation in TYPES for depth in DEPTHS]))
def test_no_clause_grows_by_more_than_a_third(tmp_path: Path, nation: str, depth: str) -> None:
    now, before = words_now(tmp_path, nation, depth), words_before()
    grown = {}
    for id, was in before.items():
        here, most = was.get(f"{nation}/{depth}"), GREW.get(id, (0, ""))[0]
        if here and id in now and now[id] > max(here * 4 / 3, most):
            grown[id] = f"{here} words before, {now[id]} now"
    assert grown == {}
    assert len(now) > {"essential": 70, "standard": 110, "full": 150}[depth]


def test_what_may_grow_is_a_clause_that_was_there() -> None:
    assert len(words_before()) == 180
    assert set(GREW) <= set(words_before())
