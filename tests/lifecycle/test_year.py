"""The story of a year: what each version changed, why, how much, and who approved it."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.compare import Comparison, compare
from policybuilder.library.library import open_library
from policybuilder.library.workspace import built_in_root, open_workspace
from policybuilder.lifecycle.records import read_records
from policybuilder.lifecycle.sides import open_sides
from policybuilder.lifecycle.verify import verify_document
from tests.lifecycle import year

pytestmark = pytest.mark.rest


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("year")
    year.tell(root)
    return root


def between(root: Path, old: str, new: str) -> Comparison:
    library = open_library(open_workspace(root))
    policy = f"{year.COUNCIL}/{year.DOCUMENT}"
    first, second = open_sides(library, f"{policy}@{old}", f"{policy}@{new}")
    return compare(first.document, second.document)


def found(comparison: Comparison) -> dict[str, tuple[str, str, str]]:
    """Return each clause that changed, but for the record of versions, with its rule, reason and approver."""
    return {
        change.id: (change.deciding.rule, change.reasons[0].text, change.approver)
        for change in comparison.changes
        if change.deciding.rule not in ("record", "job-title")
    }


DELEGATE = "Chief Digital and Information Officer, after consulting the Director of Resources"


def test_the_year_ends_in_four_versions_of_two_kinds(told: Path) -> None:
    records = read_records(told, year.COUNCIL, year.DOCUMENT)
    assert [(record.version, record.kind, record.by) for record in records.versions] == [
        ("1.0", "major", year.CABINET),
        ("1.1", "minor", year.OFFICER),
        ("1.2", "minor", year.OFFICER),
        ("2.0", "major", year.CABINET),
    ]
    assert verify_document(told, year.COUNCIL, year.DOCUMENT).problems == ()


def test_an_officer_could_approve_1_1_and_the_library_says_why(told: Path) -> None:
    clause = (told / "clauses/meetings/meeting-transcription.md").read_text(encoding="utf-8")
    corrected = clause.partition("\nversion: ")[2].partition("\n")[0]
    changes = found(between(told, "1.0", "1.1"))
    assert changes == {
        "meeting-transcription": (
            "safeguard-added",
            f"library version {corrected} of 2027-01-18 (minor): "
            "Officers asked who corrects a wrong name in a transcript",
            DELEGATE,
        )
    }


def test_members_approve_2_0_and_it_shows_their_amendment(told: Path) -> None:
    comparison = between(told, "1.2", "2.0")
    changes = found(comparison)
    assert changes["synthetic-media"][0] == "clause-added"
    assert changes["synthetic-media"][1].startswith(
        f"the template generative-ai-policy lists it now ({year.SHIPPED_TEMPLATE} became {year.NEXT_TEMPLATE})"
    )
    assert changes["synthetic-media"][2] == "Cabinet"
    assert changes["accuracy-checking"][0] == "safeguard-added"
    days = "retention_transcripts_days: 30 became 14 (profile ashcombe)"
    assert any(days == reason.text for change in comparison.changes for reason in change.reasons)
    (amended,) = [change for change in comparison.changes if change.id == "synthetic-media"]
    assert amended.marked.new is not None
    (amendment,) = amended.marked.new.provenance.amendments
    assert amendment.reason == "Members agreed this amendment at the Cabinet meeting of 16 November 2027."
    assert [reason.kind for reason in amended.reasons] == ["template", "amendment"]
    assert comparison.weight == "major"


def test_the_shipped_example_is_as_approved() -> None:
    folder = built_in_root() / "output" / year.COUNCIL / year.DOCUMENT
    if not folder.is_dir():
        pytest.skip("the example is not here: it ships in the repository")
    outcome = verify_document(built_in_root(), year.COUNCIL, year.DOCUMENT)
    assert outcome.versions == 4
    assert outcome.problems == ()
