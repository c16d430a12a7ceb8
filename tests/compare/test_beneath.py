"""What the library changes beneath the council's own text: nothing of it is printed, and all of it is shown."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from policybuilder.compare import Comparison, compare
from policybuilder.compare.changes import Beneath
from policybuilder.compare.summary_document import summary_document
from policybuilder.compare.write_html import write_html
from policybuilder.compare.write_json import write_json
from policybuilder.compare.write_markdown import summary_rows, write_markdown
from policybuilder.compare.write_text import write_text
from policybuilder.document import Document, clauses
from policybuilder.lifecycle.sides import open_sides
from tests.lifecycle import story
from tests.resolution.anchoring import amended, clause, entry
from tests.resolution.reading import resolved
from tests.workspaces import tiny

OLD = "One.\n\nKeep the keys of {{ contact }} for 12 months.\n\nThree.\n"
NEW = OLD.replace("12 months", "6 months")
FIRST = "{version: 1.0.0, date: 2026-11-22, kind: major, why: First version}"
ASKED = "parameters: {contact: Help Desk}\n"


def history(kind: str) -> dict[str, str]:
    return {
        "version": "1.1.0",
        "changes": f"[{{version: 1.1.0, date: 2027-01-08, kind: {kind}, why: Keys leak}}, {FIRST}]",
    }


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tiny(tmp_path)


def then_and_now(root: Path, kind: str = "major", place: str = "replace", new: str = NEW) -> tuple[Document, Document]:
    """Return a draft before and after the library changed a paragraph, anchored anew in between."""
    clause(root, "care", OLD)
    amended(root, entry(place, "Ask {{ contact }} first.", was=OLD.split("\n\n")[1]), more=ASKED)
    before = resolved(root)
    clause(root, "care", new, **history(kind))
    amended(root, entry(place, "Ask {{ contact }} first.", was=new.split("\n\n")[1], at="1.1.0"), more=ASKED)
    return before, resolved(root)


def compared(*sides: Document) -> Comparison:
    return compare(*sides, "before", "after")


def test_a_change_in_the_paragraph_that_the_council_replaced_is_shown_as_then_now_and_yours(root: Path) -> None:
    comparison = compared(*then_and_now(root))
    (change,) = comparison.changes
    assert change.kinds == ("changed beneath",)
    assert change.beneath == (
        Beneath(
            "Keep the keys of Help Desk for 12 months.",
            "Keep the keys of Help Desk for 6 months.",
            "Ask Help Desk first.",
        ),
    )
    assert [reason.text for reason in change.reasons] == ["library version 1.1.0 of 2027-01-08 (major): Keys leak"]


@pytest.mark.parametrize("kind", ["editorial", "minor", "major"])
def test_it_weighs_what_the_library_says(root: Path, kind: str) -> None:
    (change,) = compared(*then_and_now(root, kind)).changes
    assert (change.weight, change.deciding.rule) == (kind, "changed-beneath")
    assert f"its version 1.1.0 is {'an' if kind == 'editorial' else 'a'} {kind} change" in change.deciding.text


def test_without_a_word_of_the_library_it_weighs_most(root: Path) -> None:
    before, after = then_and_now(root)
    (section,) = after.sections
    (one,) = section.clauses
    silent = replace(one, provenance=replace(one.provenance, version="1.0.0"))
    (change,) = compared(before, replace(after, sections=(replace(section, clauses=(silent,)),))).changes
    assert change.weight == "major"


def test_text_beside_a_paragraph_hides_nothing_so_the_change_is_shown_as_any_other(root: Path) -> None:
    (change,) = compared(*then_and_now(root, place="after")).changes
    assert change.kinds == ("reworded",)


def test_a_change_in_another_paragraph_is_no_change_beneath(root: Path) -> None:
    clause(root, "care", OLD)
    own = entry("replace", was=OLD.split("\n\n")[1])
    amended(root, own, more=ASKED)
    before = resolved(root)
    clause(root, "care", OLD.replace("Three", "Four"), **history("minor"))
    (change,) = compared(before, resolved(root)).changes
    assert change.kinds == ("reworded",)


def test_how_the_words_were_typed_is_no_change(root: Path) -> None:
    clause(root, "care", OLD)
    for was in ("Keep the keys of {{ contact }} for 12 months.", "Keep the keys of Help Desk for 12 months."):
        amended(root, entry("replace", was=was), more=ASKED)
        before = resolved(root)
        amended(root, entry("replace", was="Keep the keys  of {{contact}}\nfor 12 months."), more=ASKED)
        assert not compared(before, resolved(root))


def test_a_version_that_did_not_keep_the_words_says_so(root: Path) -> None:
    before, after = then_and_now(root)
    (section,) = before.sections
    (one,) = section.clauses
    (amendment,) = one.provenance.amendments
    bare = replace(one.provenance, amendments=(replace(amendment, was="", was_printed="", text_printed=""),))
    older = replace(before, sections=(replace(section, clauses=(replace(one, provenance=bare),)),))
    (change,) = compared(older, after).changes
    assert change.beneath[0].then == ""
    assert "Then: not recorded by the older version. Now: “Keep the keys of Help Desk for 6 months”" in summary(
        compared(older, after)
    )
    assert not compared(older, older)


def summary(comparison: Comparison) -> str:
    (row,) = summary_rows(comparison)
    return row[1]


def test_every_format_shows_the_three_texts(root: Path) -> None:
    comparison = compared(*then_and_now(root))
    assert summary(comparison) == (
        "The library changed words that the council's own text takes the place of. "
        "Then: “Keep the keys of Help Desk for 12 months”. Now: “Keep the keys of Help Desk for 6 months”. "
        "Yours: “Ask Help Desk first”."
    )
    assert "    then:  Keep the keys of Help Desk for 12 months.\n" in write_text(comparison)
    assert "    now:   Keep the keys of Help Desk for [-12-] {+6+} months.\n" in write_text(comparison)
    assert "    yours: Ask Help Desk first.\n" in write_text(comparison)
    markdown = write_markdown(comparison).decode()
    assert "| Then | Now | Yours |\n| --- | --- | --- |\n| Keep the keys of Help Desk for 12 months. | " in markdown
    assert " | Keep the keys of Help Desk for ~~12~~ **6** months. | Ask Help Desk first. |" in markdown
    page = write_html(comparison).decode()
    assert "<td>Keep the keys of Help Desk for 12 months.</td>" in page
    assert "<del>12</del>" in page
    assert "<td>Ask Help Desk first.</td>" in page
    (member,) = json.loads(write_json(comparison))["clauses"]
    assert member["beneath"] == [
        {
            "then": "Keep the keys of Help Desk for 12 months.",
            "now": "Keep the keys of Help Desk for 6 months.",
            "yours": "Ask Help Desk first.",
        }
    ]
    assert summary_document(comparison).sections


# Another library -----------------------------------------------------------------------------------------


def released(tmp_path: Path, body: str, kind: str = "major") -> Path:
    """Write the next release of the library, in which the clause reads differently."""
    other = tmp_path / "released"
    story.workspace(other)
    clause(other, "care", body, **history(kind))
    return other


@pytest.fixture
def council(tmp_path: Path) -> Path:
    root = story.workspace(tmp_path / "council")
    clause(root, "care", "One.\n\nKeep the keys for 12 months.\n\nThree.\n")
    return root


@pytest.mark.parametrize(
    "own", [entry("replace", was="Keep the keys for 12 months."), entry("replace", number=2), entry("replace")]
)
def test_what_a_release_changes_beneath_the_councils_text_is_shown_before_it_is_taken(
    council: Path, tmp_path: Path, own: str
) -> None:
    amended(council, own)
    other = released(tmp_path, "Zero.\n\nOne.\n\nKeep the keys for 6 months.\n\nThree.\n")
    before, after = open_sides(story.library(council), "riverton", f"library:{other}")
    changes = {change.id: change for change in compare(before.document, after.document).changes}
    (below,) = changes["care"].beneath
    assert below.yours == "Own."
    assert "Keep the keys for 12 months." in below.then
    assert "Keep the keys for 6 months." in below.now
    assert changes["care"].weight == "major"


def test_words_that_a_release_takes_out_are_shown_as_gone(council: Path, tmp_path: Path) -> None:
    amended(council, entry("replace", was="Keep the keys for 12 months."))
    other = released(tmp_path, "One.\n\nThree.\n")
    before, after = open_sides(story.library(council), "riverton", f"library:{other}")
    changes = {change.id: change for change in compare(before.document, after.document).changes}
    (below,) = changes["care"].beneath
    assert (below.then, below.now, below.yours) == ("Keep the keys for 12 months.", "", "Own.")
    assert "Now: no longer in the clause." in summary_of(changes["care"].id, before.document, after.document)


def summary_of(id: str, before: Document, after: Document) -> str:
    comparison = compare(before, after)
    titles = {clause.id: clause.title for clause in clauses(after)}
    return next(row[1] for row in summary_rows(comparison) if titles[id] in row[0])
