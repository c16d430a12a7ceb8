"""A version that is withdrawn stays where it is, and everything knows that it no longer stands."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from policybuilder.compare import compare
from policybuilder.errors import PolicyBuilderError
from policybuilder.lifecycle.build import build_profile
from policybuilder.lifecycle.built import Order
from policybuilder.lifecycle.fresh import Ledger
from policybuilder.lifecycle.records import find_version, read_records
from policybuilder.lifecycle.review import Review, reviews
from policybuilder.lifecycle.sides import open_sides
from policybuilder.lifecycle.verify import verify_document
from policybuilder.lifecycle.withdraw import Withdrawing, Withdrawn, withdraw
from tests import workspaces
from tests.lifecycle import story

DAY = date(2026, 12, 12)
REASON = "Approved without the union's view"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = story.workspace(tmp_path_factory.mktemp("made"))
    story.approved(root)
    workspaces.clause(root, "care", "You must take care. AI can be wrong.\n")
    story.approved(root, "1.1", date(2026, 12, 10))
    return root


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    """A workspace with the versions 1.0 and 1.1."""
    return shutil.copytree(made, tmp_path, dirs_exist_ok=True)


def withdrawn(root: Path, version: str = "1.1", day: date = DAY, **more: Any) -> Withdrawn:
    given = Withdrawing(version, "Cabinet", day, REASON, "CAB/26/120")
    return withdraw(root, "riverton", "policy", given, story.NOW, story.TOOL, **more)


def refused(root: Path, *words: Any, **more: Any) -> str:
    before = sorted(path.name for path in story.folder(root).iterdir())
    with pytest.raises(PolicyBuilderError) as caught:
        withdrawn(root, *words, **more)
    assert sorted(path.name for path in story.folder(root).iterdir()) == before
    return "\n".join(f"{problem.message} | {problem.hint}" for problem in caught.value.problems)


def states(root: Path) -> list[tuple[str, str]]:
    records = read_records(root, "riverton", "policy")
    assert records.problems == ()
    return [(record.version, records.state(record)) for record in records.versions]


def test_a_withdrawal_is_a_record_and_nothing_is_deleted(root: Path) -> None:
    before = {path: path.read_bytes() for path in story.folder(root).glob("1.*/*")}
    done = withdrawn(root)
    assert {path: path.read_bytes() for path in before} == before
    content = json.loads((story.folder(root) / "1.1-withdrawn/manifest.json").read_bytes())
    told = ("withdraws", "by", "date", "minute", "reason", "previous")
    assert [content[name] for name in told] == ["1.1", "Cabinet", "2026-12-12", "CAB/26/120", REASON, "1.1"]
    assert done.stands is not None
    assert (done.stands.version, done.next_versions) == ("1.0", ("1.2", "2.0"))
    assert verify_document(root, "riverton", "policy").problems == ()


def test_the_version_before_it_stands_again(root: Path) -> None:
    assert states(root) == [("1.0", "superseded"), ("1.1", "approved")]
    withdrawn(root)
    assert states(root) == [("1.0", "approved"), ("1.1", "withdrawn")]
    first, second = open_sides(story.library(root), "riverton@approved", "riverton@1.1")
    assert first.name == "riverton/policy, version 1.0 of 2026-12-08"
    assert second.name == "riverton/policy, version 1.1 of 2026-12-10, withdrawn"
    assert [change.id for change in compare(first.document, second.document).changes][:1] == ["care"]


def test_an_older_version_can_be_withdrawn_and_the_last_still_stands(root: Path) -> None:
    withdrawn(root, "1.0")
    assert states(root) == [("1.0", "withdrawn"), ("1.1", "approved")]


@pytest.mark.parametrize(
    ("version", "message"),
    [
        ("1.2", 'riverton/policy has no version "1.2" | did you mean "1.1"?'),
        ("latest", 'riverton/policy has no version "latest"'),
        ("approved", "name the version by its number | the versions are 1.0, 1.1"),
    ],
)
def test_a_version_that_is_not_there_is_refused(root: Path, version: str, message: str) -> None:
    assert message in refused(root, version)


def test_a_version_is_not_withdrawn_twice(root: Path) -> None:
    withdrawn(root)
    told = refused(root)
    assert told.startswith(f"version 1.1 was withdrawn already, by Cabinet on 2026-12-12: {REASON}")


@pytest.mark.parametrize(
    ("day", "message"),
    [
        (date(2026, 12, 21), "the withdrawal is dated 2026-12-21, in the future | today is 2026-12-20"),
        (date(2026, 12, 9), "the withdrawal is dated 2026-12-09, before the approval of version 1.1 (2026-12-10)"),
    ],
)
def test_a_date_that_cannot_be_right_is_refused(root: Path, day: date, message: str) -> None:
    assert message in refused(root, day=day)


def test_a_document_without_versions_is_refused_and_no_folder_is_made(tmp_path: Path) -> None:
    root = story.workspace(tmp_path)
    with pytest.raises(PolicyBuilderError, match="riverton/policy has no approved version"):
        withdrawn(root)
    assert not (root / "output").exists()


def test_a_dry_run_says_the_same_and_writes_nothing(root: Path) -> None:
    before = sorted(story.folder(root).rglob("*"))
    would = withdrawn(root, dry_run=True)
    assert sorted(story.folder(root).rglob("*")) == before
    assert would.record == withdrawn(root).record


# What follows --------------------------------------------------------------------------------------------


def test_the_number_is_not_used_again_and_changes_are_weighed_against_what_stands(root: Path) -> None:
    withdrawn(root)
    with pytest.raises(PolicyBuilderError) as caught:
        story.approved(root, "1.1", date(2026, 12, 14))
    (problem,) = caught.value.problems
    assert problem.message == "version 1.1 was withdrawn"
    assert "the next is 1.2 after an editorial or minor change, 2.0 after a major one" in problem.hint
    record = story.approved(root, "1.2", date(2026, 12, 14)).record
    assert record.previous == "1.1-withdrawn"
    assert "AI can be wrong" in record.summary, "it is new since 1.0, which stood"
    assert states(root) == [("1.0", "superseded"), ("1.1", "withdrawn"), ("1.2", "approved")]
    assert verify_document(root, "riverton", "policy").problems == ()


def test_an_approval_is_not_dated_before_the_withdrawal(root: Path) -> None:
    withdrawn(root)
    with pytest.raises(PolicyBuilderError, match=r"before the withdrawal of 1.1 \(2026-12-12\)"):
        story.approved(root, "1.2", date(2026, 12, 11))


def test_when_nothing_stands_the_policy_is_approved_anew(root: Path) -> None:
    withdrawn(root)
    done = withdrawn(root, "1.0")
    assert done.stands is None
    records = read_records(root, "riverton", "policy")
    with pytest.raises(PolicyBuilderError, match="no version of riverton/policy stands: each was withdrawn"):
        find_version(records, "riverton/policy", "approved")
    record = story.approved(root, "", date(2026, 12, 14), dry_run=True).record
    assert (record.version, record.kind, record.summary) == ("2.0", "major", "Approved anew after 1.1")
    assert story.approved(root, "1.2", date(2026, 12, 14)).record.previous == "1.0-withdrawn"
    assert verify_document(root, "riverton", "policy").problems == ()


def test_the_draft_has_the_next_number_and_tells_of_the_withdrawal_in_its_history(root: Path) -> None:
    found = Ledger(workspaces.alone(root))
    order = Order(formats=("markdown",))
    found.note(build_profile(story.library(root), "riverton", order), order)
    withdrawn(root)
    assert found.fresh("riverton", order) is None
    build_profile(story.library(root), "riverton", order)
    text = (story.folder(root) / "draft/policy.md").read_text()
    assert 'version: "1.2"' in text
    assert f"withdrawn on 12 December 2026: {REASON}" in text


def due(root: Path) -> Review:
    (found,) = reviews(story.library(root), date(2027, 1, 1), timedelta(days=90)).reviews
    return found


def test_a_review_is_of_the_version_that_stands(root: Path) -> None:
    assert due(root).version == "1.1"
    withdrawn(root)
    assert due(root).version == "1.0"
    withdrawn(root, "1.0")
    assert (due(root).version, due(root).due, due(root).review) == ("1.1", "withdrawn", "")


def test_a_paper_of_a_withdrawn_version_can_be_approved_again(tmp_path: Path) -> None:
    from tests.lifecycle.test_paper import paper

    root = story.workspace(tmp_path)
    paper(root)
    story.approved(root, minute="CAB/26/141")
    withdrawn(root, "1.0")
    record = story.approved(root, "1.1", DAY, minute="CAB/26/114").record
    assert record.paper is not None


# Proof ---------------------------------------------------------------------------------------------------


def problems(root: Path) -> list[tuple[str, str]]:
    found = verify_document(root, "riverton", "policy").problems
    return [(problem.location.path.removeprefix("output/riverton/policy/"), problem.code) for problem in found]


def test_a_withdrawal_that_was_taken_away_is_seen_be_it_the_last(root: Path) -> None:
    withdrawn(root)
    shutil.rmtree(story.folder(root) / "1.1-withdrawn")
    assert problems(root) == [("1.1-withdrawn", "missing")]


def test_a_withdrawal_that_was_taken_away_later_is_seen(root: Path) -> None:
    withdrawn(root)
    story.approved(root, "1.2", date(2026, 12, 14))
    shutil.rmtree(story.folder(root) / "1.1-withdrawn")
    assert problems(root) == [("1.2/manifest.json", "chain")]
    with pytest.raises(PolicyBuilderError, match=r"1\.2 follows 1\.1-withdrawn, which is not here"):
        story.approved(root, "1.3", date(2026, 12, 15))


@pytest.mark.parametrize("later", [False, True])
def test_an_altered_withdrawal_is_named(root: Path, later: bool) -> None:
    withdrawn(root)
    if later:
        story.approved(root, "1.2", date(2026, 12, 14))
    manifest = story.folder(root) / "1.1-withdrawn/manifest.json"
    manifest.write_text(manifest.read_text().replace("Cabinet", "Nobody"))
    assert problems(root) == [("1.1-withdrawn/manifest.json", "altered")]


def test_a_damaged_withdrawal_is_one_problem_and_stops_everything_that_builds_on_it(root: Path) -> None:
    withdrawn(root)
    (story.folder(root) / "1.1-withdrawn/manifest.json").write_text("{")
    assert problems(root) == [("1.1-withdrawn/manifest.json", "manifest")]
    with pytest.raises(PolicyBuilderError, match="the manifest is damaged"):
        story.approved(root, "1.2", date(2026, 12, 14))


def test_what_is_added_to_a_withdrawal_or_copied_from_it_is_named(root: Path) -> None:
    withdrawn(root)
    (story.folder(root) / "1.1-withdrawn/note.txt").write_text("x")
    shutil.copytree(story.folder(root) / "1.1-withdrawn", story.folder(root) / "1.1-withdrawn-LAPTOP")
    assert problems(root) == [("1.1-withdrawn-LAPTOP", "conflicted-copy"), ("1.1-withdrawn/note.txt", "added")]


def test_two_who_recorded_at_once_on_two_machines_are_told(root: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(root, tmp_path / "other"))
    withdrawn(root)
    story.approved(other, "1.2", date(2026, 12, 14))
    shutil.copytree(story.folder(other) / "1.2", story.folder(root) / "1.2")
    assert ("1.2/manifest.json", "chain") in problems(root)
    (told,) = [p.message for p in verify_document(root, "riverton", "policy").problems if p.code == "chain"]
    assert told == "1.2 follows 1.1, and 1.1-withdrawn came between them"


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"reason": "TBC"}, 'the reason: "TBC" is no answer yet'),
        ({"reason": "\u200b \n"}, "the reason is not said"),
        ({"by": "  "}, "who decided it is not said"),
        ({"by": "???", "minute": "tbc."}, 'the minute: "tbc." is no answer yet'),
    ],
)
def test_a_record_that_would_say_nothing_is_not_made(root: Path, said: dict[str, str], message: str) -> None:
    given = replace(Withdrawing("1.1", "Cabinet", DAY, REASON), **said)
    for dry_run in (True, False):
        with pytest.raises(PolicyBuilderError) as caught:
            withdraw(root, "riverton", "policy", given, story.NOW, story.TOOL, dry_run=dry_run)
        assert message in [problem.message for problem in caught.value.problems]
    assert not (story.folder(root) / "1.1-withdrawn").exists()


def test_a_record_keeps_its_words_on_one_line_without_what_cannot_be_seen(root: Path) -> None:
    given = Withdrawing("1.1", " Full\n Council ", DAY, "Approved\r\nin error", "CAB/\u202e26")
    done = withdraw(root, "riverton", "policy", given, story.NOW, story.TOOL)
    assert (done.record.by, done.record.reason, done.record.minute) == ("Full Council", "Approved in error", "CAB/26")
