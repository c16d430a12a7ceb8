"""The table of facts at the front of a policy is no part of its text, whatever file it is in; other tables are."""

from __future__ import annotations

import pytest

from policybuilder.adopt.old_policy import control_rows, old_policy
from policybuilder.readers.old_policy import read_old_policy

FACTS = """| Policy reference | IG-027 |
| --- | --- |
| Responsible director | Chief Digital Officer |
| Ratified by | Quality Committee |
| Review date | 3 March 2028 |
"""
IN_PAIRS = """| Owner | Head of ICT | Version | 2 |
| --- | --- | --- | --- |
| Approved by | Cabinet | Next review | May 2027 |
"""
ROLES = """| Responsible officer | Must see that each tool is assessed before it is used |
| --- | --- |
| Document owner | Keeps this policy and answers questions about it |
| Reviewers | Read output before it leaves the council, and correct what is wrong before they sign it off at last |
| Contacts | Give the Digital Team the name of each tool |
"""
REST = "\n## Rules\n\nOutput must be checked.\n"


def passages_and_facts(text: str, name: str = "old.md") -> tuple[list[str], list[str]]:
    policy = old_policy(read_old_policy(text.encode(), name), name)
    return [passage.text for passage in policy.passages], [row.text for row in control_rows(policy)]


@pytest.mark.parametrize("above", ["", "## Document information\n\n", "## Version control\n\n"])
def test_the_facts_of_a_document_are_no_passages_and_are_heard_as_its_control_table(above: str) -> None:
    passages, facts = passages_and_facts(f"# AI policy\n\n{above}{FACTS}{REST}")
    assert passages == ["Output must be checked."]
    assert facts[2] == "Ratified by | Quality Committee"


def test_facts_that_stand_in_pairs_are_read_pair_by_pair() -> None:
    passages, facts = passages_and_facts(f"# AI policy\n\n{IN_PAIRS}{REST}")
    assert passages == ["Output must be checked."]
    assert facts == ["Owner | Head of ICT", "Version | 2", "Approved by | Cabinet", "Next review | May 2027"]


@pytest.mark.parametrize("text", [f"## Duties\n\n{FACTS}", f"## Document information\n\n{ROLES}"])
def test_a_table_under_another_heading_and_one_of_duties_stay_in_the_policy(text: str) -> None:
    passages, _ = passages_and_facts(f"# AI policy\n\n{text}{REST}")
    assert len(passages) == 5


def test_rows_of_a_plain_text_are_no_headings() -> None:
    text = (
        "AI policy\n\nScope\n\nStaff are covered.\n\nDuties\n\nManager | Knows the tools\n\nOwner | Keeps the list\n\n"
        "Council | Pays\n\nReview\n\nThe policy is reviewed every year.\n"
    )
    policy = old_policy(read_old_policy(text.encode(), "old.txt"), "old.txt")
    assert [passage.heading for passage in policy.passages] == ["Scope", "Duties", "Duties", "Duties", "Review"]
