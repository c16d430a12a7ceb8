"""The paper that goes before the meeting, and how an approval is held against it."""

from __future__ import annotations

import json
import shutil
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from policybuilder.document_json import loads
from policybuilder.errors import PolicyBuilderError
from policybuilder.lifecycle.build import build_profile
from policybuilder.lifecycle.built import Order, ProfileOutcome
from policybuilder.lifecycle.lock import locked
from policybuilder.lifecycle.put import Making
from policybuilder.lifecycle.recorded_library import with_records
from policybuilder.lifecycle.words import words_digest
from policybuilder.ooxml.zip import read_parts, write_parts
from policybuilder.resolution import resolve
from tests import workspaces
from tests.lifecycle import story
from tests.some import one_in

PAPER_DAY = date(2026, 12, 2)
FORMATS = ("word", "markdown", "html")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return story.workspace(tmp_path)


def paper(root: Path, day: date = PAPER_DAY, formats: tuple[str, ...] = FORMATS, **more: Any) -> ProfileOutcome:
    """Build the paper on a day."""
    made = Making(datetime(day.year, day.month, day.day, 9, tzinfo=UTC), story.TOOL)
    return build_profile(story.library(root), "riverton", Order(formats=formats, paper=made, **more))


def place(root: Path) -> Path:
    return story.folder(root) / "paper"


def manifest(root: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((place(root) / "manifest.json").read_bytes())
    return content


def everything(root: Path) -> dict[str, bytes]:
    """Return every file below output/ with its bytes, folders among them."""
    paths = sorted((root / "output").rglob("*")) if (root / "output").exists() else []
    return {path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else b"" for path in paths}


def refused(root: Path, *words: str, **more: Any) -> list[str]:
    """Return the messages with which an approval is refused, having checked that a dry run says the same."""
    before = everything(root)
    told = []
    for dry_run in (True, False):
        with pytest.raises(PolicyBuilderError) as caught:
            story.approved(root, *words, dry_run=dry_run, **more)
        told.append([f"{problem.message} | {problem.hint}" for problem in caught.value.problems])
        assert everything(root) == before
    assert told[0] == told[1]
    return told[1]


# What a paper says ---------------------------------------------------------------------------------------


def test_a_paper_says_for_approval_claims_no_number_and_holds_no_draft_notes(root: Path) -> None:
    assert paper(root).problems == ()
    rows = {entry.id: entry for entry in loads((place(root) / "policy.json").read_bytes()).control}
    assert rows["status"].value.text == "For approval"
    assert rows["version"].value.text == "not yet numbered"
    assert rows["date"].label == "Date of this paper"
    word = zipfile.ZipFile(place(root) / "policy.docx")
    said = "".join(word.read(name).decode() for name in word.namelist() if name.endswith(".xml"))
    page = (place(root) / "policy.html").read_text()
    text = (place(root) / "policy.md").read_text()
    for content in (said, page, text):
        assert "For approval" in content
        for word_of_a_draft in ("DRAFT", "Draft", "Drafting note", "Before approval", "ersion 0.1"):
            assert word_of_a_draft not in content.replace("policybuilder-built", "")


def test_its_manifest_names_the_files_the_day_the_tool_and_the_words(root: Path) -> None:
    paper(root)
    found = manifest(root)
    assert (found["format"], found["profile"], found["document"], found["day"], found["tool"]) == (
        1, "riverton", "policy", "2026-12-02", story.TOOL,
    )  # fmt: skip
    assert set(found["files"]) == {path.name for path in place(root).iterdir()} - {"manifest.json"}
    assert found["words"] == words_digest(loads((place(root) / "policy.json").read_bytes()))


def test_a_paper_of_the_same_words_stays_the_paper_of_its_day(root: Path) -> None:
    paper(root)
    before = everything(root)
    assert paper(root, date(2026, 12, 5)).built[0].changed == ()
    assert everything(root) == before


def test_a_paper_of_other_words_takes_its_place_and_leaves_no_file_of_the_old_one(root: Path) -> None:
    paper(root)
    workspaces.clause(root, "care", "You must take great care.\n")
    (built,) = paper(root, date(2026, 12, 5), ("markdown",)).built
    assert sorted(path.name for path in place(root).iterdir()) == ["manifest.json", "policy.json", "policy.md"]
    assert manifest(root)["day"] == "2026-12-05"
    assert "output/riverton/policy/paper/policy.docx" in built.changed


def test_a_check_of_a_paper_writes_nothing(root: Path) -> None:
    assert len(paper(root, write=False).built[0].changed) == 6
    assert everything(root) == {}


# Approving it --------------------------------------------------------------------------------------------


def test_the_words_of_the_paper_are_frozen_and_the_record_names_it(root: Path) -> None:
    paper(root)
    record = story.approved(root, minute="CAB/26/114").record
    seen = manifest(root)
    assert record.paper is not None
    assert (record.paper.day, record.paper.words) == ("2026-12-02", seen["words"])
    assert (record.since_paper, record.no_paper) == (None, "")
    frozen = loads((story.folder(root) / "1.0/policy.json").read_bytes())
    assert frozen.control_text("version") == "1.0"
    assert frozen.control_text("status") == "Approved"
    assert "First approved version" in (story.folder(root) / "1.0/policy.md").read_text()


def test_dates_and_numbers_that_an_approval_gives_are_no_difference(root: Path) -> None:
    body = "Version {{ document.version }}, reviewed {{ document.review_date | date }}.\n"
    workspaces.clause(root, "care", body)
    paper(root)
    record = story.approved(root, effective=date(2027, 1, 1), review=date(2027, 6, 1)).record
    assert record.since_paper is None


def test_an_answer_that_changed_since_the_paper_is_listed_and_refused(root: Path) -> None:
    paper(root)
    story.decide(root, "parameters: {contact: the AI team, days: 20}\n")
    first, second = refused(root)
    assert first.startswith("1 difference from the paper of 2026-12-02 | put it back, or say why")
    assert "--since-paper" in first
    assert second.startswith(
        "not what members saw on paper (2026-12-02): 1.2 Keeping: You must keep it for [-30-] {+20+} days."
    )


def test_with_a_reason_the_present_words_are_frozen_and_the_list_is_kept(root: Path) -> None:
    paper(root)
    story.decide(root, "parameters: {contact: the AI team, days: 20}\n")
    record = story.approved(root, since_paper="Members shortened it").record
    assert record.since_paper is not None
    assert record.since_paper.reason == "Members shortened it"
    (change,) = record.since_paper.changes
    assert change == "1.2 Keeping: You must keep it for [-30-] {+20+} days. Ask the AI team."
    assert "20 days" in (story.folder(root) / "1.0/policy.md").read_text()
    kept = json.loads((story.folder(root) / "1.0/manifest.json").read_bytes())
    assert kept["since_paper"]["changes"] == list(record.since_paper.changes)
    assert kept["paper"]["day"] == "2026-12-02"


COUNCIL_DECIDES = story.DOCUMENTS.replace("approver: Cabinet", "approver: Council")


@pytest.mark.parametrize(
    ("change", "told"),
    one_in(
        4,
        [
            (
                lambda root: workspaces.clause(root, "care", "You may rest.\n"),
                "1.1 Care: [-You must take care.-]",
            ),
            (lambda root: workspaces.clause(root, "care", title="Caution"), "1.1 Caution: the title was [-Care-]"),
            (lambda root: workspaces.template(root, "keeping", "care", "history"), "1.2 Care: moved from 1.1"),
            (
                lambda root: story.decide(root, documents=COUNCIL_DECIDES),
                "Document control: To be approved by: [-Cabinet-] {+Council+}",
            ),
        ],
    ),
)
def test_whatever_changed_is_named(root: Path, change: Any, told: str) -> None:
    paper(root)
    change(root)
    listed = refused(root)
    assert any(told in line for line in listed), listed


def test_a_link_that_leads_elsewhere_is_a_difference(root: Path) -> None:
    workspaces.clause(root, "care", "You must take [care](https://old.example).\n")
    paper(root)
    workspaces.clause(root, "care", "You must take [care](https://new.example).\n")
    assert any("https://new.example" in line or "1.1 Care" in line for line in refused(root))


def test_a_reason_without_a_difference_is_refused_for_the_change_is_missing(root: Path) -> None:
    paper(root)
    (told,) = refused(root, since_paper="Members shortened it")
    assert told.startswith("the words are those of the paper of 2026-12-02: nothing was changed since")
    assert "put it into the profile first" in told


def test_an_approval_before_the_paper_was_made_needs_a_reason(root: Path) -> None:
    paper(root, date(2026, 12, 10))
    (told,) = refused(root)
    assert told.startswith("the paper was made on 2026-12-10, after the approval (2026-12-08)")
    record = story.approved(root, no_paper="The paper was typed by hand").record
    assert (record.paper, record.no_paper) == (None, "The paper was typed by hand")


def test_without_a_paper_an_officer_says_why(root: Path) -> None:
    (told,) = refused(root, no_paper="")
    assert told.startswith("no paper was made | `policybuilder build riverton --document policy --for-committee` makes")
    assert story.approved(root, no_paper="Delegated").record.no_paper == "Delegated"


def test_a_paper_that_is_there_cannot_be_passed_over(root: Path) -> None:
    paper(root)
    (told,) = refused(root, no_paper="In a hurry")
    assert told.startswith("there is a paper, made on 2026-12-02, and a reason was given why there is none")


def test_a_change_since_a_paper_that_does_not_exist_is_refused(root: Path) -> None:
    (told,) = refused(root, no_paper="", since_paper="Members shortened it")
    assert told.startswith("nothing can have changed since the paper: no paper was made")


def test_a_paper_serves_one_approval(root: Path) -> None:
    paper(root)
    story.approved(root)
    (told,) = refused(root, "1.1")
    assert told.startswith("the paper of 2026-12-02 was approved as 1.0, and no other was made since")
    assert story.approved(root, "1.1", no_paper="Reviewed by the officer").record.paper is None


def test_the_paper_of_the_next_version_is_held_against_its_own_words(root: Path) -> None:
    paper(root)
    story.approved(root)
    workspaces.clause(root, "care", "You must take care. AI can be wrong.\n")
    paper(root, date(2026, 12, 9))
    assert "First approved version" in (place(root) / "policy.md").read_text()
    record = story.approved(root, "1.1", date(2026, 12, 12)).record
    assert record.paper is not None
    assert (record.paper.day, record.since_paper) == ("2026-12-09", None)


# A paper that is not as it was made ----------------------------------------------------------------------


def edit_word(file: Path) -> None:
    """Change a word of a Word file, as a person does in Word."""
    parts = read_parts(file.read_bytes(), file.name)
    text = parts["word/document.xml"]
    assert b"take care" in text
    file.write_bytes(write_parts({**parts, "word/document.xml": text.replace(b"take care", b"be quick")}))


def test_a_paper_that_somebody_edited_in_word_is_noticed(root: Path) -> None:
    paper(root)
    edit_word(place(root) / "policy.docx")
    (told,) = refused(root)
    assert told.startswith("the file was changed since the paper was made on 2026-12-02 | what was changed shows with")
    assert "policybuilder compare output/riverton/policy/paper/policy.json" in told
    assert refused(root, no_paper="Never mind") == [told]


def test_an_edited_paper_is_not_built_over_and_can_be_set_aside(root: Path) -> None:
    paper(root)
    edit_word(place(root) / "policy.docx")
    edited = (place(root) / "policy.docx").read_bytes()
    (problem,) = paper(root, date(2026, 12, 5)).problems
    assert problem.code == "edited-since"
    assert "`policybuilder build riverton --for-committee --set-aside` moves it to paper/edited/" in problem.hint
    assert (place(root) / "policy.docx").read_bytes() == edited
    assert paper(root, date(2026, 12, 5), set_aside=True).problems == ()
    (kept,) = (place(root) / "edited").iterdir()
    assert kept.read_bytes() == edited
    story.approved(root)


def test_an_edited_file_that_is_no_part_of_the_next_paper_stops_it(root: Path) -> None:
    paper(root)
    edit_word(place(root) / "policy.docx")
    (problem,) = paper(root, date(2026, 12, 5), ("markdown",)).problems
    assert "is not part of the new one" in problem.message
    assert manifest(root)["day"] == "2026-12-02"


def test_what_a_document_library_adds_to_a_word_file_is_no_edit(root: Path) -> None:
    paper(root)
    file = place(root) / "policy.docx"
    parts = read_parts(file.read_bytes(), file.name)
    file.write_bytes(write_parts({**parts, "docMetadata/LabelInfo.xml": b"<labels/>"}))
    assert story.approved(root).record.paper is not None


@pytest.mark.parametrize("name", one_in(3, ["policy.md", "policy.json", "manifest.json"]))
def test_a_paper_that_lacks_a_file_is_not_whole(root: Path, name: str) -> None:
    paper(root)
    (place(root) / name).unlink()
    (told,) = refused(root)
    assert ("no manifest" if name == "manifest.json" else "the file is missing") in told
    assert paper(root).problems == ()
    story.approved(root)


def test_a_paper_of_which_half_was_replaced_is_refused_and_can_be_made_again(root: Path) -> None:
    paper(root)
    old = (place(root) / "manifest.json").read_bytes()
    workspaces.clause(root, "care", "You must take great care.\n")
    paper(root, date(2026, 12, 5))
    (place(root) / "manifest.json").write_bytes(old)
    assert all("the file was changed since the paper was made" in line for line in refused(root))
    assert paper(root, date(2026, 12, 5)).problems == ()
    story.approved(root)


@pytest.mark.parametrize(
    ("change", "message"),
    one_in(
        3,
        [
            ({"document": "strategy"}, "the paper is that of riverton/strategy, not of riverton/policy"),
            ({"day": "yesterday"}, "the manifest is damaged: day is no date: 'yesterday'"),
            ({"format": 2}, "the manifest has format 2; this version reads up to 1"),
            ({"files": {}}, "the manifest is damaged: files and marks are not lists"),
            ({"files": {}, "marks": {}}, "the paper is not whole: it has no policy.json"),
            (
                {"files": {"../policy.md": ""}, "marks": {"../policy.md": ""}},
                "the manifest is damaged: it names a file outside",
            ),
            ({"colour": "red"}, "the manifest is damaged: colour is unknown"),
        ],
    ),
)
def test_a_manifest_that_says_something_else_is_never_misread(root: Path, change: dict[str, Any], message: str) -> None:
    paper(root)
    (place(root) / "manifest.json").write_text(json.dumps({**manifest(root), **change}))
    (told,) = refused(root)
    assert told.startswith(message)


def test_a_paper_copied_from_another_council_is_refused(root: Path) -> None:
    paper(root)
    text = "parameters: {contact: the office}\n" + story.SIGNED
    workspaces.profile(root, text, id="millbeck", documents=story.DOCUMENTS)
    shutil.copytree(place(root), root / "output/millbeck/policy/paper")
    from policybuilder.lifecycle.approve import Approval, approve

    with pytest.raises(PolicyBuilderError, match="the paper is that of riverton/policy, not of millbeck/policy"):
        approve(story.library(root), "millbeck", "policy", Approval("1.0", "Cabinet", story.DAY), story.NOW, story.TOOL)


def test_a_paper_is_not_made_while_somebody_approves(root: Path) -> None:
    with locked(story.folder(root), "output/riverton/policy", story.NOW):
        (problem,) = paper(root).problems
    assert problem.code == "locked"
    assert not place(root).exists()


# A dry run -----------------------------------------------------------------------------------------------


def test_a_dry_run_says_what_would_be_recorded_and_writes_nothing(root: Path) -> None:
    paper(root)
    before = everything(root)
    would = story.approved(root, dry_run=True)
    assert everything(root) == before
    assert would.record == story.approved(root).record


def test_a_dry_run_of_a_first_version_makes_no_folder(root: Path) -> None:
    story.approved(root, dry_run=True)
    assert not (root / "output").exists()


def test_a_dry_run_proposes_the_number_that_fits(root: Path) -> None:
    assert story.approved(root, "", dry_run=True).record.version == "1.0"
    story.approved(root)
    assert story.approved(root, "", dry_run=True).record.version == "1.1"
    workspaces.clause(root, "care", "You should take care.\n")
    would = story.approved(root, "", dry_run=True).record
    assert (would.version, would.kind) == ("2.0", "major")
    frozen = story.approved(root, "2.0").record
    assert would == frozen


def test_a_dry_run_while_somebody_approves_is_refused_like_an_approval(root: Path) -> None:
    with locked(story.folder(root), "output/riverton/policy", story.NOW), pytest.raises(PolicyBuilderError) as caught:
        story.approved(root, dry_run=True)
    assert caught.value.problems[0].code == "locked"


# Words ---------------------------------------------------------------------------------------------------


def test_the_draft_the_paper_and_the_version_have_the_same_words(root: Path) -> None:
    paper(root)
    drafted = resolve(with_records(story.library(root), "riverton", "policy"), "riverton", "policy")
    assert words_digest(drafted) == manifest(root)["words"]


# Law that was signed off ---------------------------------------------------------------------------------


def test_no_paper_is_made_while_a_statement_of_law_is_unchecked_or_its_sign_off_is_still_to_come(root: Path) -> None:
    profile = root / "profiles/riverton.yaml"
    signed = profile.read_text()
    profile.write_text(signed.replace(story.NOTE, "0" * 12))
    assert [problem.code for problem in paper(root).problems] == ["law-unchecked"]
    profile.write_text(signed.replace("date: 2024-12-03", "date: 2026-12-03"))
    assert [problem.code for problem in paper(root).problems] == ["law-checked-date"]
    assert not place(root).exists()
    assert paper(root, date(2026, 12, 3)).problems == ()
    assert "checked by the Head of Legal, 3 December 2026" in (place(root) / "policy.md").read_text()
