"""Verify names what was put in the place of an approved file or folder: links, folders, copies, names that lead out."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from policybuilder.errors import PolicyBuilderError
from policybuilder.lifecycle.records import find_version, read_records, recorded
from policybuilder.lifecycle.verify import verify, verify_document
from tests import workspaces
from tests.lifecycle import story


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the versions 1.0 and 1.1."""
    root = story.workspace(tmp_path_factory.mktemp("two"))
    story.approved(root)
    workspaces.clause(root, "care", "You must take care. Be kind.\n")
    story.approved(root, "1.1")
    return root


@pytest.fixture
def root(two: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(two, tmp_path / "copy"))


def found(root: Path) -> list[tuple[str, str]]:
    """Return the place and the code of every problem."""
    problems = verify_document(root, "riverton", "policy").problems
    assert all(problem.hint for problem in problems)
    return [(problem.location.path.removeprefix("output/riverton/policy/"), problem.code) for problem in problems]


def elsewhere(path: Path) -> Path:
    """Move a file or folder out of the workspace, and return where it is."""
    place = path.parents[4] / f"elsewhere-{path.name}"
    path.rename(place)
    return place


@pytest.mark.parametrize("name", ["1.0", "1.1", "1.0/policy.docx", "1.1/sources.zip", "1.1/manifest.json", "last.json"])
def test_a_link_is_named_although_it_leads_to_the_very_same_bytes(root: Path, name: str) -> None:
    place = story.folder(root) / name
    place.symlink_to(elsewhere(place))
    assert found(root) == [(name, "link")]


def test_a_link_that_leads_nowhere_or_back_to_a_sibling_is_a_link(root: Path) -> None:
    for name, leads in (("1.0/policy.md", "nowhere"), ("1.0/policy.html", "policy.body.html")):
        (story.folder(root) / name).unlink()
        (story.folder(root) / name).symlink_to(leads)
    assert found(root) == [("1.0/policy.md", "link"), ("1.0/policy.html", "link")]


def test_a_version_that_is_a_link_to_another_version_is_not_taken_for_one(root: Path) -> None:
    shutil.rmtree(story.folder(root) / "1.1")
    (story.folder(root) / "1.1").symlink_to("1.0", target_is_directory=True)
    assert found(root) == [("1.1", "link")]


def _emptied(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    path.mkdir()


def _a_file(path: Path) -> None:
    shutil.rmtree(path)
    path.write_text("moved to the shared drive")


def _a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("name", "replace", "code"),
    [
        ("1.0", _emptied, "missing"),
        ("1.1", _emptied, "missing"),
        ("1.0", _a_file, "replaced"),
        ("1.0/policy.docx", _emptied, "replaced"),
        ("1.0/policy.docx", _a_pipe, "replaced"),
    ],
)
def test_what_stands_in_a_place_instead_is_named_there_alone(
    root: Path, name: str, replace: Callable[[Path], None], code: str
) -> None:
    replace(story.folder(root) / name)
    assert found(root) == [(name, code)]


def test_folders_and_links_that_were_added_are_named_even_when_they_are_empty(root: Path) -> None:
    folder = story.folder(root) / "1.0"
    (folder / "evidence/old").mkdir(parents=True)
    (folder / "more").mkdir()
    (folder / "more/note.txt").write_text("x")
    (folder / "there").symlink_to("..", target_is_directory=True)
    assert found(root) == [("1.0/evidence/old/", "added"), ("1.0/more/note.txt", "added"), ("1.0/there", "added")]


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("Copy of 1.1", "1.1"),
        ("Copy (2) of 1.1", "1.1"),
        ("1.1 (1)", "1.1"),
        ("1.1 - Copy", "1.1"),
        ("1.1 copy", "1.1"),
        ("1.1-DESKTOP-AB12", "1.1"),
        ("1.1 (Cllr's conflicted copy 2026-11-03)", "1.1"),
        ("1.1.bak", "1.1"),
        ("v1.1", "1.1"),
        ("Version 1.1", "1.1"),
        ("1.1-withdrawn (1)", "1.1-withdrawn"),
        ("last-LAPTOP-7.json", "last.json"),
        ("last (1).json", "last.json"),
    ],
)
def test_a_copy_beside_the_versions_is_named_with_what_it_is_a_copy_of(root: Path, name: str, of: str) -> None:
    folder = story.folder(root)
    if name.endswith(".json"):
        shutil.copy(folder / "last.json", folder / name)
    else:
        (folder / name).mkdir()
    (problem,) = verify_document(root, "riverton", "policy").problems
    assert (problem.location.path, problem.code) == (f"output/riverton/policy/{name}", "conflicted-copy")
    assert f"copy of {of} " in problem.message
    assert f"compare it with {of}" in problem.hint


@pytest.mark.parametrize("name", ["draft", "paper", "comparisons", "notes 12.5.2026", "minutes", "README.md"])
def test_what_is_no_copy_of_a_version_may_lie_beside_them(root: Path, name: str) -> None:
    (story.folder(root) / name).mkdir()
    assert found(root) == []


@pytest.mark.parametrize(
    "name",
    ["../1.1/policy.md", "/etc/hosts", "a/../../x.md", "./policy.md", "C:\\policy.md", "..\\x.md", "a//b", "", "c:x"],
)
def test_a_manifest_that_names_a_file_outside_its_version_is_damaged_and_nothing_there_is_read(
    root: Path, name: str
) -> None:
    manifest = story.folder(root) / "1.1/manifest.json"
    content = json.loads(manifest.read_text())
    content["files"][name] = content["files"]["policy.md"]
    manifest.write_text(json.dumps(content))
    (problem,) = verify_document(root, "riverton", "policy").problems
    assert problem.location.path == "output/riverton/policy/1.1/manifest.json"
    assert "it names a file outside its folder" in problem.message
    assert "restore it from a copy" in problem.hint


def test_a_version_that_was_replaced_is_not_approved_over_and_not_compared(root: Path) -> None:
    place = story.folder(root) / "1.1"
    place.symlink_to(elsewhere(place))
    with pytest.raises(PolicyBuilderError, match=r"1\.1: error: a link stands in the folder's place"):
        story.approved(root, "1.2")
    with pytest.raises(PolicyBuilderError, match="a link stands"):
        find_version(read_records(root, "riverton", "policy"), "riverton/policy", "1.1")


def test_versions_that_are_all_gone_are_missed(root: Path) -> None:
    for version in ("1.0", "1.1"):
        shutil.rmtree(story.folder(root) / version)
    assert list(recorded(root)) == [("riverton", "policy")]
    assert found(root) == [("1.1", "missing")]


@pytest.mark.parametrize("name", ["riverton/Copy of policy", "riverton - Copy/policy", "riverton/policy-LAPTOP-7"])
def test_a_copy_of_a_documents_or_a_councils_folder_is_named(root: Path, name: str) -> None:
    shutil.copytree(story.folder(root), root / "output" / name)
    (problem,) = [problem for each in verify(root) for problem in each.problems]
    assert (problem.location.path, problem.code) == (f"output/{name}", "conflicted-copy")
