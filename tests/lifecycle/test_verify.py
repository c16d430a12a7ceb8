"""Verify names what was altered; history reads what still can be read."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from policybuilder.errors import PolicyBuilderError
from policybuilder.lifecycle.records import find_version, read_records
from policybuilder.lifecycle.verify import verify, verify_document
from tests import workspaces
from tests.lifecycle import story


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the versions 1.0, 1.1 and 1.2."""
    root = story.workspace(tmp_path_factory.mktemp("three"))
    story.approved(root)
    for number, words in ((1, "Be kind."), (2, "Be kind and calm.")):
        workspaces.clause(root, "care", f"You must take care. {words}\n")
        story.approved(root, f"1.{number}")
    return root


@pytest.fixture
def root(three: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(three, tmp_path / "copy"))


def found(root: Path) -> list[tuple[str, str]]:
    """Return the place and the code of every problem."""
    problems = verify_document(root, "riverton", "policy").problems
    return [(problem.location.path.removeprefix("output/riverton/policy/"), problem.code) for problem in problems]


def test_versions_that_nobody_touched_are_as_approved(root: Path) -> None:
    (outcome,) = verify(root)
    assert (outcome.profile, outcome.document, outcome.versions, outcome.problems) == ("riverton", "policy", 3, ())
    assert outcome.files == 18


@pytest.mark.parametrize("name", ["policy.docx", "policy.json", "sources.zip"])
def test_an_altered_file_is_named(root: Path, name: str) -> None:
    file = story.folder(root) / "1.1" / name
    file.write_bytes(file.read_bytes() + b" ")
    assert found(root) == [(f"1.1/{name}", "altered")]


def test_a_missing_and_an_added_file_are_named(root: Path) -> None:
    (story.folder(root) / "1.0/policy.md").unlink()
    (story.folder(root) / "1.2/policy (conflicted copy).md").write_text("x")
    assert found(root) == [("1.0/policy.md", "missing"), ("1.2/policy (conflicted copy).md", "added")]


def test_an_altered_manifest_breaks_the_chain(root: Path) -> None:
    manifest = story.folder(root) / "1.0/manifest.json"
    manifest.write_text(manifest.read_text().replace("Cabinet", "Somebody"))
    assert found(root) == [("1.0/manifest.json", "altered")]


def test_a_version_taken_away_breaks_the_chain(root: Path) -> None:
    shutil.rmtree(story.folder(root) / "1.1")
    assert found(root) == [("1.2/manifest.json", "chain")]


def test_a_damaged_manifest_is_named_and_the_other_versions_are_read(root: Path) -> None:
    (story.folder(root) / "1.1/manifest.json").write_text("{")
    records = read_records(root, "riverton", "policy")
    assert [record.version for record in records.versions] == ["1.0", "1.2"]
    (problem,) = records.problems
    assert problem.location.path == "output/riverton/policy/1.1/manifest.json"
    assert "still holds policy.body.html, policy.docx" in problem.hint


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format": 3}, "the manifest has format 3; this version reads up to 2"),
        ({"format": True}, "the manifest has format True; this version reads up to 2"),
        ({"format": 1}, "the manifest is damaged"),
        ({"date": "31 June"}, "date is no date"),
        ({"by": 7}, "by is not text"),
        ({"profile": "elsewhere"}, "the manifest is that of elsewhere/policy@1.0, not of this folder"),
        ({"colour": "red"}, "colour is unknown"),
    ],
)
def test_a_manifest_that_says_something_else_is_never_misread(
    root: Path, change: dict[str, object], message: str
) -> None:
    file = story.folder(root) / "1.0/manifest.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), **change}))
    (problem,) = [p for p in read_records(root, "riverton", "policy").problems if "1.0/" in p.location.path]
    assert message in problem.message


def test_an_unknown_version_offers_the_nearest(root: Path) -> None:
    records = read_records(root, "riverton", "policy")
    with pytest.raises(PolicyBuilderError, match="has no version") as caught:
        find_version(records, "riverton/policy", "1.3")
    assert caught.value.problems[0].hint == 'did you mean "1.2"? the versions are 1.0, 1.1, 1.2, and draft'
    assert find_version(records, "riverton/policy", "approved").version == "1.2"


def test_copies_that_synchronising_made_are_named_and_not_taken_for_versions(root: Path) -> None:
    for name in ("1.1 (conflicted copy)", "1.2-LAPTOP", "1.0 - Copy"):
        shutil.copytree(story.folder(root) / "1.1", story.folder(root) / name)
    assert sorted(found(root)) == [
        ("1.0 - Copy", "conflicted-copy"),
        ("1.1 (conflicted copy)", "conflicted-copy"),
        ("1.2-LAPTOP", "conflicted-copy"),
    ]
