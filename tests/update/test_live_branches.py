"""What a branch of the library says and nobody changed goes on being decided after the passage was amended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import indent

import pytest
import yaml

from policybuilder import api
from policybuilder.document import block_text, clauses
from policybuilder.resolution import resolve
from policybuilder.update.amending import live_text
from tests.update.edited import Edited
from tests.workspaces import clause, library, profile, shell, template, tiny, write


@dataclass
class Case:
    """A passage as authored, what a meeting makes of it as it prints, and the words that stand in the profile then."""

    body: str
    change: Callable[[str], str]
    text: str
    answers: str = "contact: the Head of Digital"


LEAD = "Keep it safe{% if motto %}, for {{ motto }}{% endif %}. Ask {{ contact }} first."
PLURAL = "Keep it {{ days }} {% if days == 1 %}day{% else %}days{% endif %}. Then burn it."
EXTRA = "Ask {{ contact }}. {% if tools.transcription %}Stop the recording. {% endif %}Then leave."
OWN_SPACE = "Ask first.{% if tools.transcription %} Stop the recording.{% endif %} Then leave."
NESTED = (
    "Ask {% if tools.transcription %}and record{% if motto %} ({{ motto }}){% endif %}, {% endif %}"
    "before you leave. Go."
)
ON = "contact: the Head of Digital\n"
TOOLS = "tools: {transcription: true}\n"

CASES = {
    "a lead-in that prints nothing yet, behind words that stay": Case(
        LEAD, lambda t: t.replace("first", "at once"), LEAD.replace("first", "at once")
    ),
    "the word before it changed": Case(LEAD, lambda t: t.replace("safe.", "locked."), LEAD.replace("safe{", "locked{")),
    "the sign after it changed": Case(
        LEAD, lambda t: t.replace("safe. Ask", "safe: ask"), LEAD.replace(". Ask", ": ask")
    ),
    "both beside it changed": Case(
        LEAD, lambda t: t.replace("safe. Ask", "away; ring"), "Keep it away; ring {{ contact }} first."
    ),
    "a lead-in that prints stays": Case(
        LEAD, lambda t: t.replace("first", "at once"), LEAD.replace("first", "at once"), "contact: me\nmotto: Bees"
    ),
    "words of the branch changed": Case(
        LEAD,
        lambda t: t.replace("for {{", "all for {{"),
        "Keep it safe, all for {{ motto }}. Ask {{ contact }} first.",
        "contact: me\nmotto: Bees",
    ),
    "the other branch of two": Case(PLURAL, lambda t: t.replace("burn", "shred"), PLURAL.replace("burn", "shred")),
    "the branch that prints taken out": Case(
        PLURAL, lambda t: t.replace("{{ days }} days", "a month"), "Keep it a month. Then burn it."
    ),
    "a sentence that is not printed": Case(
        EXTRA, lambda t: t.replace("leave", "go home"), EXTRA.replace("leave", "go home")
    ),
    "a sentence that is printed": Case(
        EXTRA, lambda t: t.replace("leave", "go home"), EXTRA.replace("leave", "go home"), ON
    ),
    "a sentence with its own space, printed": Case(
        OWN_SPACE, lambda t: t.replace("leave", "go home"), OWN_SPACE.replace("leave", "go home"), ON
    ),
    "a sentence with its own space, not printed": Case(
        OWN_SPACE, lambda t: t.replace("leave", "go home"), OWN_SPACE.replace("leave", "go home")
    ),
    "a branch in a branch": Case(NESTED, lambda t: t.replace("Go", "Run"), NESTED.replace("Go", "Run"), ON),
    "a branch in a branch that was changed": Case(
        NESTED,
        lambda t: t.replace("and record", "and film"),
        "Ask and film{% if motto %} ({{ motto }}){% endif %}, before you leave. Go.",
        ON,
    ),
    "an item": Case(
        "You may:\n\n- ask {{ contact }}{% if motto %}, for {{ motto }}{% endif %}; or\n- go.\n",
        lambda t: t.replace("ask {{", "ring {{"),
        "- ring {{ contact }}{% if motto %}, for {{ motto }}{% endif %}; or",
    ),
    "a row": Case(
        "| What | Who |\n| --- | --- |\n| Notes{% if motto %} ({{ motto }}){% endif %} | {{ contact }} |\n",
        lambda t: t.replace("| {{ contact }} |", "| {{ contact }}, always |"),
        "| Notes{% if motto %} ({{ motto }}){% endif %} | {{ contact }}, always |",
    ),
    "a test on lines of its own": Case(
        "Keep it safe.\n{% if motto %}\nThat is {{ motto }}.\n{% endif %}\nAsk {{ contact }}.\n",
        lambda t: t.replace("Ask", "Ring"),
        "Keep it safe.\n{% if motto %}\nThat is {{ motto }}.\n{% endif %}\nRing {{ contact }}.",
    ),
    "words put in beside it": Case(
        LEAD,
        lambda t: t.replace("safe.", "safe and dry."),
        LEAD.replace("safe{% if motto %}", "safe{% if motto %}").replace("{% endif %}.", "{% endif %} and dry."),
    ),
}


def workspace(root: Path, case: Case) -> Path:
    tiny(root)
    known = [name for name in ("contact", "motto", "days", "tools.transcription") if name in case.body]
    clause(root, "keeping", case.body, parameters=f"[{', '.join(known)}]")
    template(root, "care", "keeping")
    profile(root, f"parameters:\n{indent(case.answers, '  ')}\n{TOOLS if case.answers == ON else ''}")
    return root


def amended(root: Path, case: Case) -> str:
    """Amend the clause as it prints, and return the words in the profile."""
    known = library(root)
    text = case.change(live_text(known, "riverton", "policy", "keeping"))
    api.amend(known, "riverton", "keeping", "policy", text=text, reason="Members asked.", dry_run=False)
    return texts(root)[0]


def texts(root: Path) -> list[str]:
    """Return the words of the amendments in the profile."""
    read = yaml.safe_load((root / "profiles/riverton.yaml").read_text(encoding="utf-8"))
    return [entry["text"].strip("\n") for entry in read["documents"]["policy"]["amend"]]


@pytest.mark.parametrize("name", CASES)
def test_the_branches_that_nobody_changed_stay_in_the_councils_words(tmp_path: Path, name: str) -> None:
    case = CASES[name]
    before = live_text(library(workspace(tmp_path, case)), "riverton", "policy", "keeping")
    assert amended(tmp_path, case).split() == case.text.split()
    assert live_text(library(tmp_path), "riverton", "policy", "keeping").split() == case.change(before).split()


def later(root: Path, answer: str, instead: str = "") -> str:
    """Return how the clause reads once the council gives an answer; `instead` is what stood there."""
    path = root / "profiles/riverton.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(instead or "parameters:\n", answer if instead else f"parameters:\n  {answer}\n"))
    document = resolve(library(root), "riverton", "policy")
    return next(block_text(each.blocks[0]) for each in clauses(document) if each.id == "keeping")


def test_an_answer_that_comes_after_the_amendment_has_its_lead_in(tmp_path: Path) -> None:
    amended(workspace(tmp_path, CASES["the word before it changed"]), CASES["the word before it changed"])
    assert later(tmp_path, "motto: the bees") == "Keep it locked, for the bees. Ask the Head of Digital first."


def test_a_decision_that_changes_after_the_amendment_changes_its_words(tmp_path: Path) -> None:
    amended(workspace(tmp_path, CASES["a sentence that is printed"]), CASES["a sentence that is printed"])
    assert (
        later(tmp_path, "{transcription: false}", "{transcription: true}") == "Ask the Head of Digital. Then go home."
    )


def test_the_branches_stay_when_the_council_amends_its_own_words_again(tmp_path: Path) -> None:
    case = CASES["a lead-in that prints nothing yet, behind words that stay"]
    first = amended(workspace(tmp_path, case), case)
    again = amended(tmp_path, replace(case, change=lambda text: text.replace("at once", "today")))
    assert again == first.replace("at once", "today")
    assert len(texts(tmp_path)) == 1


def test_what_was_edited_in_word_keeps_the_branches_too_also_in_the_councils_own_words(tmp_path: Path) -> None:
    case = CASES["a lead-in that prints nothing yet, behind words that stay"]
    shell(workspace(tmp_path, case))
    for old, new in (("first", "at once"), ("at once", "today")):
        known = library(tmp_path)
        edited = Edited(api.write(resolve(known, "riverton", "policy"), "word", known))
        edited.replace(old, new)
        back = write(tmp_path, "back.docx", edited.content)
        done = api.take(known, [back], reason="Members asked.", by="Cabinet")
        assert [each.kind for each in done.taken] == ["words"]
        assert not done.not_taken
        assert [text.split() for text in texts(tmp_path)] == [case.text.replace("at once", new).split()]


def test_a_newer_library_changes_a_branch_that_the_council_left_alone(tmp_path: Path) -> None:
    case = CASES["a lead-in that prints nothing yet, behind words that stay"]
    amended(workspace(tmp_path, case), case)
    clause(
        tmp_path,
        "keeping",
        case.body.replace(", for {{ motto }}", ", in memory of {{ motto }}"),
        parameters="[contact, motto]",
        version="1.1.0",
        changes="[{version: 1.1.0, date: 2026-11-23, kind: minor, why: Plainer}, "
        "{version: 1.0.0, date: 2026-11-22, kind: major, why: First version}]",
    )
    assert later(tmp_path, "motto: the bees") == (
        "Keep it safe, in memory of the bees. Ask the Head of Digital at once."
    )
