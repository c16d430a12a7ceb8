"""What stands round an old policy in its file comes into no draft, and the report and the comparison say so."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from policybuilder import api
from policybuilder.adopt.adoption import Adoption, adopted
from policybuilder.adopt.old_policy import old_policy
from policybuilder.adopt.words import front_sentences, ranges
from policybuilder.cli import adopt as command
from policybuilder.cli import main
from policybuilder.document import clauses
from policybuilder.library.councils import unregistered
from policybuilder.library.library import Library
from policybuilder.readers.old_policy import read_old_policy
from policybuilder.update.adopting import TakenOver, chosen, only_likely, taken_over
from policybuilder.update.adopting_files import old_to_new

ROOT = Path(__file__).resolve().parents[2]
REPORT = """# Kettles and AI: adoption of a policy

## 1 Purpose of the report

To ask Cabinet to approve the policy in the annex.

## 2 Recommendations

That Cabinet approves the policy from 1 April.

## 3 Financial implications

The cost of the kettles is met from the reserve.

## 4 Consultation

The caretaker was asked and was content.

## Our kettles

The caretaker fills the big kettles.

No decision with a significant effect on a person is made by AI alone.

## Background papers

None.
"""
CONTROLLED = """# Kettle and AI policy

| Policy owner | Head of Kettles |
| --- | --- |
| Approved by | Kettle Committee |
| Version | 3 |

## Tools

A limited number of full Copilot licences has been allotted to the kettle room.

## Review

This policy will be reviewed every eighteen months.
"""


@cache
def library() -> Library:
    return api.load(ROOT)


def adoption_of(text: str) -> Adoption:
    return adopted(library(), old_policy(read_old_policy(text.encode(), "old.md"), "old.md"), "generative-ai-policy")


def taken_from(adoption: Adoption, *asked: int) -> TakenOver:
    council = unregistered("Wyrefold Council", "unitary", "england", library().reference.facts)
    choices = chosen(adoption, dict.fromkeys(asked, "ours"))
    return taken_over(adoption, library(), "wyrefold", council, choices, "2026-11-27", asked)


def test_the_report_that_a_policy_came_with_stands_in_no_clause_unless_somebody_asks() -> None:
    made = taken_from(adoption_of(REPORT))
    own = " ".join(clause.content for clause in made.own)
    assert "big kettles" in own
    assert "reserve" not in own
    assert "Cabinet" not in own
    assert sorted(made.left) == [1, 2, 3, 4, 7]
    asked = taken_from(adoption_of(REPORT), 3)
    assert any("from the reserve" in clause.content for clause in asked.own)


def test_the_front_page_and_the_command_say_which_passages_are_of_the_report(
    capsys: pytest.CaptureFixture[str],
) -> None:
    adoption = adoption_of(REPORT)
    assert "Passages 1 to 4 and 7 are of the report to a committee that it came with." in " ".join(
        front_sentences(adoption)
    )
    command._show_left(taken_from(adoption).left)
    said = "not taken: passages 1 to 4 and 7, because the report to a committee is no part of the policy"
    assert said in capsys.readouterr().out


@pytest.mark.parametrize(
    "text",
    [
        REPORT.replace("Purpose of the report", "Purpose").replace("Recommendations", "What we want"),
        REPORT.partition("## Our kettles")[0],
    ],
)
def test_a_policy_with_a_heading_or_two_of_a_report_and_a_report_without_a_policy_stay_as_they_are(text: str) -> None:
    assert "report to a committee" not in " ".join(front_sentences(adoption_of(text)))


def test_the_front_page_says_whose_law_counts() -> None:
    scottish = REPORT.replace("Cabinet", "the Council, under the Scottish AI strategy,")
    assert "It is read as the policy of a body in England." in " ".join(front_sentences(adoption_of(REPORT)))
    assert "It is read as the policy of a body in Scotland." in " ".join(front_sentences(adoption_of(scottish)))


@pytest.mark.parametrize(
    ("numbers", "said"),
    [([4], "passage 4"), ([4, 5], "passages 4 and 5"), ([1, 2, 3, 9], "passages 1 to 3 and 9")],
)
def test_numbers_that_follow_one_another_are_said_from_the_first_to_the_last(numbers: list[int], said: str) -> None:
    assert ranges(numbers) == said


def test_what_stands_in_the_control_table_of_both_is_no_change_and_what_the_old_one_lacks_none_either() -> None:
    adoption = adoption_of(CONTROLLED)
    made = taken_from(adoption)
    assert made.document.control_text("approver") == "Kettle Committee"
    details = old_to_new(made, adoption).details
    assert [(each.label, [reason.text for reason in each.reasons]) for each in details] == [
        ("Title", ["the library's document has it"])
    ]


def test_a_note_beside_a_question_gives_the_answer_as_it_would_be_typed() -> None:
    text = " ".join(taken_from(adoption_of(CONTROLLED)).text.replace("# ", "").split())
    assert "It may mean: true. Please confirm." in text
    assert "It may mean: True" not in text


DUTIES = """# Kettle and AI policy

## Duties

| Kettle Officer | Fills the big kettle before the first meeting of the day |
| --- | --- |
| Tea Guardian | Keeps the biscuits in the tin |

## What may go where

| Leaves | Pot | Mug |
| --- | --- | --- |
| Loose | Green | Red |
| In a bag | Red | Green |
"""
UNHEADED = """The town has one kettle and three cups.

Shortening letters saves the town time.
"""


def own_clauses(text: str) -> dict[str, str]:
    made = taken_from(adoption_of(text))
    return {clause.id: clause.content.rpartition("---\n")[2] for clause in made.own}


def test_rows_whose_columns_have_no_names_become_a_list_and_no_duty_a_heading_of_columns() -> None:
    own = own_clauses(DUTIES)
    assert own["own-duties"].startswith(
        "- Kettle Officer: Fills the big kettle before the first meeting of the day\n- Tea Guardian: Keeps"
    )
    assert own["own-what-may-go-where"].startswith("| Leaves | Pot | Mug |\n| --- | --- | --- |\n| Loose |")


def test_words_under_no_heading_stand_beside_the_clause_whose_subject_they_are_on() -> None:
    made = taken_from(adoption_of(UNHEADED))
    own = own_clauses(UNHEADED)
    assert "Shortening letters" in own["own-permitted-uses-our-own-words"]
    assert "kettle" in own["own-more-of-the-councils-own"]
    printed = [clause.id for clause in clauses(made.document)]
    assert printed[printed.index("own-permitted-uses-our-own-words") - 1] == "permitted-uses"


def test_the_reason_for_words_of_the_council_s_own_names_the_clauses_on_their_subject() -> None:
    made = taken_from(adoption_of(UNHEADED))
    assert "The earlier policy says it; permitted-uses is on its subject, so decide which words stand" in made.text


def test_a_council_that_the_register_does_not_hold_is_told_the_whole_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("old policy.md").write_text(CONTROLLED, encoding="utf-8")
    said = (
        CliRunner().invoke(main, ["adopt", "old policy.md", "--council", "Kettle Magna Town Council", "--yes"]).output
    )
    assert "policybuilder init --council" in said
    assert 'then `policybuilder adopt "old policy.md" --profile ID`' in " ".join(said.split())


def test_what_is_only_likely_is_counted_with_the_place_to_look() -> None:
    likely = only_likely(adoption_of(CONTROLLED), library())
    assert "tools.copilot_m365" in likely
    assert not {"review_months", "document.approver"} & {*likely}
