"""What a person asks not to see is counted and named, and never said to be the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policybuilder.api import compare
from policybuilder.compare import Comparison
from policybuilder.compare.ignored import IGNORABLE, Ignorable, without
from policybuilder.compare.sentences import summary_lines
from policybuilder.compare.write_json import write_json

OLD = "# Policy\n\n## Care\n\nThe council must take care of data bases, always.\n\n## Pens\n\nPens are blue.\n"


def compared(tmp_path: Path, new: str, *ignore: Ignorable, only_rules: bool = False) -> Comparison:
    sides = tmp_path / "old.md", tmp_path / "new.md"
    for path, text in zip(sides, (OLD, new), strict=True):
        path.write_text(text)
    return compare(None, *map(str, sides), ignore=ignore, only_rules=only_rules)


ALONE: dict[Ignorable, tuple[str, str]] = {
    "case": ("The council", "The COUNCIL"),
    "whitespace": ("data bases", "databases"),
    "formatting": ("take care", "**take care**"),
}


@pytest.mark.parametrize("ignored", IGNORABLE)
def test_what_differs_in_what_is_ignored_alone_is_counted_and_nothing_is_said_to_be_the_same(
    tmp_path: Path, ignored: Ignorable
) -> None:
    new = OLD.replace(*ALONE[ignored])
    others = [each for each in IGNORABLE if each != ignored]
    assert compared(tmp_path, new, *others), "it is no change of another kind"
    found = compared(tmp_path, new, ignored)
    assert not found
    assert found.verdict == "nothing-else"
    assert summary_lines(found) == [
        "No other change: what differs was ignored, as asked.",
        f"Ignored, as asked: 1 place where {ignored} alone differs.",
    ]
    assert json.loads(write_json(found))["ignored"] == [{"what": ignored, "places": 1}]


def test_a_place_that_differs_in_two_ways_is_ignored_only_with_both(tmp_path: Path) -> None:
    new = OLD.replace("data bases", "Databases")
    assert compared(tmp_path, new, "case")
    assert compared(tmp_path, new, "whitespace")
    (ignored,) = compared(tmp_path, new, "whitespace", "case").ignored
    assert ignored.what == "whitespace and case"


def test_a_clause_that_changed_otherwise_too_is_shown_whole(tmp_path: Path) -> None:
    new = OLD.replace("The council must", "The COUNCIL may")
    found = compared(tmp_path, new, *IGNORABLE)
    assert found.verdict == "changed"
    assert found.weight == "major"
    assert [edit.new for change in found.changes for edit in change.edits] == ["COUNCIL may"]
    assert not found.ignored


def test_words_that_came_or_went_are_never_ignored(tmp_path: Path) -> None:
    for new in (OLD + "\nAll pens.\n", OLD.replace(", always", ""), OLD.replace("## Pens\n\nPens are blue.\n", "")):
        assert compared(tmp_path, new, *IGNORABLE) == compared(tmp_path, new)


def test_a_heading_may_differ_in_case_alone(tmp_path: Path) -> None:
    found = compared(tmp_path, OLD.replace("## Pens", "## PENS"), "case")
    assert not found
    assert sum(each.places for each in found.ignored) >= 1


def test_only_rules_leaves_out_the_editorial_changes_and_says_how_many(tmp_path: Path) -> None:
    split = OLD.replace("care of data bases, always.", "care of data bases, always. Be kind.")
    before = split.replace(" Be kind.", "\n\nBe kind.")
    sides = tmp_path / "a.md", tmp_path / "b.md"
    sides[0].write_text(split)
    sides[1].write_text(before.replace("Pens are blue", "Pens must be blue"))
    whole = compare(None, *map(str, sides))
    assert {change.weight for change in whole.every} > {"editorial"}
    found = without(whole, only_rules=True)
    assert "editorial" not in {change.weight for change in found.every}
    assert "Not shown, as asked: 1 editorial change." in summary_lines(found)
