"""`init` on a terminal: what a person is asked, and what each answer makes of the profile."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.started import ALL_QUESTIONS, ONE, QUESTIONS, REQUIRED, lines, open_points, written

# With questions ------------------------------------------------------------------------------------------


def test_a_person_is_asked_and_every_answer_is_written(run: Run, empty: Path) -> None:
    result = run(
        "init",
        *ONE,
        typed=lines(
            "hounslow",
            "",
            "essential",
            "ai@hounslow.example",
            "dpo@hounslow.example",
            "",
            "",
            "non-sensitive-only",
            "yes",
            "n",
            "",
            "no",
            "",
            "pilot",
            "",
            'Head of "AI" & Data: digital',
            "Cabinet",
        ),
    )
    assert result.exit_code == 0, result.output
    content = written(empty, "hounslow")
    assert content["depth"] == "essential"
    assert content["tools"] == {
        "public_tools": "non-sensitive-only",
        "copilot_m365": "true",
        "copilot_chat": "false",
        "agents": "pilot",
    }
    assert content["parameters"] == {
        "ai_contact_email": "ai@hounslow.example",
        "dpo_email": "dpo@hounslow.example",
    }
    kept = content["kept"]
    assert isinstance(kept, dict)
    assert kept["tools.meeting_transcription"] == kept["tools.public_chatbot"] == "false"
    assert not {"tools.public_tools", "ai_contact_email"} & kept.keys()
    documents = content["documents"]
    assert isinstance(documents, dict)
    assert documents["generative-ai-policy"]["owner"] == 'Head of "AI" & Data: digital'
    assert documents["generative-ai-policy"]["approver"] == "Cabinet"
    assert "2 questions have no default" in result.stdout


OF_DOCUMENTS = {"document.owner", "document.approver"}


def test_enter_keeps_every_default_that_was_asked_about_and_nothing_is_decided(run: Run, empty: Path) -> None:
    result = run("init", "--council", "hounslow", typed=lines(*[""] * (1 + ALL_QUESTIONS + 1 + 6)))
    assert result.exit_code == 0, result.output
    content = written(empty, "hounslow")
    assert (content["tools"], content["roles"], content["parameters"]) == (None, None, None)
    kept = content["kept"]
    assert isinstance(kept, dict)
    assert (kept["tools.agents"], kept["tools.copilot_chat"]) == ("none", "true")
    assert kept["roles.dpo"] == "Data Protection Officer"
    assert kept["roles.exception_approver"] == "Senior Information Risk Owner"
    assert kept["recognised_unions"] == ["UNISON", "GMB", "Unite"]
    assert [row["approver"] for row in kept["approval_matrix"]][:1] == ["Line manager"]
    assert open_points(run) == REQUIRED | OF_DOCUMENTS


@pytest.mark.rest
def test_the_titles_that_are_different_are_asked_for_and_the_others_kept(run: Run, empty: Path) -> None:
    shown = run("init", "--council", "hounslow", *ONE, typed=lines(*[""] * (1 + QUESTIONS), "later", "", "")).stdout
    (empty / "profiles/hounslow.yaml").unlink()
    number = {
        line.split(". ")[1].split(":")[0]: line.split(".")[0].strip() for line in shown.splitlines() if ". " in line
    }
    which = [number[label] for label in ("owner of information risk", "related policies", "Data Protection Officer")]
    answers = ("IT Policy; Leave, pay and pensions", "Director of Money", "")
    typed = lines(*[""] * (1 + QUESTIONS), "?", "all", "99", ", ".join(which), *answers, "", "")
    result = run("init", "--council", "hounslow", *ONE, typed=typed)
    assert result.exit_code == 0, result.output
    asked = "What is the title of the officer who owns information risk? Ask: Information Governance Manager."
    assert asked in " ".join(result.stdout.split())
    assert result.stdout.count("  write numbers from 1 to ") == 2
    content = written(empty, "hounslow")
    assert content["roles"] == {"siro": "Director of Money"}
    assert content["parameters"] == {"related_policies": ["IT Policy", "Leave, pay and pensions"]}
    kept = content["kept"]
    assert isinstance(kept, dict)
    assert kept["roles.exception_approver"] == "Director of Money", "its default is the answer just given"
    assert not {"roles.siro", "related_policies", "roles.dpo"} & kept.keys()
    assert open_points(run) == {"roles.dpo", *REQUIRED, *OF_DOCUMENTS}


def test_titles_that_are_left_for_later_are_not_kept(run: Run, empty: Path) -> None:
    result = run("init", "--council", "hounslow", *ONE, typed=lines(*[""] * (1 + QUESTIONS), "later", "", ""))
    assert result.exit_code == 0, result.output
    kept = written(empty, "hounslow")["kept"]
    assert isinstance(kept, dict)
    assert all(name.startswith("tools.") for name in kept)
    assert "roles.siro" in open_points(run)


def test_only_titles_that_the_documents_of_this_council_print_are_listed(run: Run, empty: Path) -> None:
    left = lines(*[""] * (1 + QUESTIONS), "later", "", "")
    english = run("init", "--council", "hounslow", *ONE, typed=left).stdout
    welsh = run("init", "--council", "gwynedd", *ONE, typed=left).stdout
    assert "Welsh language officer: Welsh Language Officer" in welsh
    assert "Welsh language officer" not in english
    assert "body for complaints about councillors: Public Services Ombudsman for Wales" in welsh
    assert "body for complaints about councillors: Standards Committee" in english


def test_answers_that_do_not_go_together_do_not_stop_the_question_about_titles(run: Run, empty: Path) -> None:
    tools = ("", "yes", "", "", "", "", "")
    result = run(
        "init", "--council", "hounslow", *ONE, typed=lines("", *[""] * (QUESTIONS - len(tools)), *tools, "", "", "")
    )
    assert result.exit_code == 0, result.output
    assert "Data Protection Officer: Data Protection Officer" in result.stdout


def test_a_question_mark_gives_help_and_what_cannot_be_is_asked_again(run: Run, empty: Path) -> None:
    result = run(
        "init",
        "--council",
        "hounslow",
        *ONE,
        typed=lines(
            "",
            "?",
            "not an address",
            "a\x07@b.example",
            "x: [",
            "ai@hounslow.example",
            *["", "", ""],
            "allowed",
            "",
            *["maybe", "{", "yes: no", "[1", "YES"],
            *["", "", "", "", "", ""],
            "Head\x07",
            "Head of Digital",
            "Cabinet",
        ),
    )
    assert result.exit_code == 0, result.output
    for told in (
        "  Use a shared mailbox, not a person's address",
        "  Who would know: Head of Digital and ICT\n",
        '  ai_contact_email: "not an address" is not an email address: as in ai@example.gov.uk\n',
        "  a character that no document can show, U+0007: delete it; it was probably pasted in\n",
        '"x: [" is not an email address',
        '  tools.public_tools: "allowed" is not one of the choices: choose one of: ',
        *(f'expected yes or no, found "{typed}"' for typed in ("maybe", "{", "yes: no", "[1")),
    ):
        assert told in result.stdout
    assert result.stdout.count("Which email address should people use to ask about AI?\n") == 5
    content = written(empty, "hounslow")
    assert content["tools"] == {"copilot_m365": "true"}
    assert content["parameters"] == {"ai_contact_email": "ai@hounslow.example"}
    documents = content["documents"]
    assert isinstance(documents, dict)
    assert documents["generative-ai-policy"]["owner"] == "Head of Digital"
