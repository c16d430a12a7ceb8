"""Where files are, and that no path leads out of the workspace."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policybuilder.errors import Location
from policybuilder.library.workspace import (
    Layer,
    Workspace,
    built_in_root,
    built_in_workspace,
    find_root,
    open_workspace,
)
from tests.saying import said
from tests.workspaces import alone, tiny, write

unix = pytest.mark.skipif(os.name == "nt", reason="Windows words it otherwise, and makes links for administrators only")
HERE = Location("profiles/riverton.yaml", 9, 3)


# Finding it -----------------------------------------------------------------------------------------------


def test_a_workspace_is_found_by_walking_up(tmp_path: Path) -> None:
    tiny(tmp_path)
    deep = tmp_path / "output" / "riverton"
    deep.mkdir(parents=True)
    assert find_root(deep) == find_root(tmp_path) == tmp_path.resolve()
    assert open_workspace(start=deep).root == tmp_path.resolve()


def test_a_folder_without_profiles_is_no_workspace(tmp_path: Path) -> None:
    answer = (
        "error: no workspace here: no folder profiles/ [no-workspace]\n"
        "  hint: run `policybuilder init` to make one, or name one with --workspace FOLDER"
    )
    for missing in (tmp_path, tmp_path / "nowhere", write(tmp_path, "file.txt", "x")):
        assert said(lambda folder=missing: open_workspace(folder)) == f"{missing}: {answer}"  # type: ignore[misc]
    (tmp_path / "profiles").mkdir()
    assert open_workspace(tmp_path).root == tmp_path.resolve()


def test_a_workspace_lies_over_the_built_in_library(tmp_path: Path) -> None:
    layers = open_workspace(tiny(tmp_path)).layers
    assert [(layer.root, layer.prefix) for layer in layers] == [
        (tmp_path.resolve(), ""),
        (built_in_root(), "built-in"),
    ]


def test_the_repository_is_a_workspace_and_lies_over_nothing() -> None:
    workspace = open_workspace(built_in_root())
    assert [(layer.root, layer.prefix) for layer in workspace.layers] == [(built_in_root(), "")]
    assert built_in_workspace().root is None
    assert built_in_workspace().layers == workspace.layers


# Files ----------------------------------------------------------------------------------------------------


def test_files_are_named_from_their_layer_nearest_first(tmp_path: Path) -> None:
    own, built_in = tiny(tmp_path / "own"), tiny(tmp_path / "other")
    write(own, "clauses/about/.hidden.md", "x")
    workspace = Workspace((Layer(own, ""), Layer(built_in, "built-in")), own)
    names = [file.name for file in workspace.files("clauses", ".md", deep=True)]
    assert names == ["clauses/about/care.md", "built-in/clauses/about/care.md"]
    assert [file.name for file in workspace.versions_of("clauses/law.yaml")] == [
        "clauses/law.yaml",
        "built-in/clauses/law.yaml",
    ]
    assert workspace.versions_of("clauses/none.yaml") == ()


def test_a_folder_that_is_not_there_has_no_files(tmp_path: Path) -> None:
    assert list(alone(tmp_path).files("profiles", ".yaml")) == []


@unix
def test_a_file_that_cannot_be_read_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    (found,) = alone(tiny(tmp_path)).versions_of("profiles/riverton.yaml")
    found.path.unlink()
    assert said(found.text) == "profiles/riverton.yaml: error: cannot be read: No such file or directory [unreadable]"
    found.path.mkdir()
    assert (
        said(found.text)
        == "profiles/riverton.yaml: error: cannot be read: it is a folder, pipe or device, not a file [unreadable]"
    )


# Paths that a file names ----------------------------------------------------------------------------------


def test_a_named_file_is_looked_for_in_the_workspace_and_in_a_folder_of_it(tmp_path: Path) -> None:
    workspace = alone(tiny(tmp_path))
    write(tmp_path, "templates/word/own.docx", b"PK")
    for written in ("templates/word/own.docx", "word/own.docx", "word\\own.docx", "./word/own.docx"):
        assert workspace.named_file(written, HERE, "templates").name == "templates/word/own.docx"
    assert workspace.named_file("templates/word/own.docx", HERE).content() == b"PK"


def test_a_named_file_that_is_not_there_is_said_where_it_was_named(tmp_path: Path) -> None:
    workspace = alone(tiny(tmp_path))
    assert said(lambda: workspace.named_file("word/own.docx", HERE, "templates")) == (
        'profiles/riverton.yaml:9:3: error: no file "word/own.docx" [no-such-file]\n'
        "  hint: looked for word/own.docx or templates/word/own.docx in the workspace"
    )


OUTSIDE = [
    "../secret.docx",
    "templates/../../secret.docx",
    "templates/word/../../../secret.docx",
    "..",
    "..\\secret.docx",
    "/etc/passwd",
    "//server/share/x.docx",
    "\\\\server\\share\\x.docx",
    "C:\\secret.docx",
    "C:secret.docx",
    "c:/secret.docx",
]


@pytest.mark.parametrize("written", OUTSIDE)
def test_a_path_that_leads_out_of_the_workspace_is_refused(tmp_path: Path, written: str) -> None:
    write(tmp_path, "secret.docx", b"PK")
    workspace = alone(tiny(tmp_path / "workspace"))
    assert said(lambda: workspace.named_file(written, HERE, "templates")) == (
        f'profiles/riverton.yaml:9:3: error: the path "{written}" leads out of the workspace [outside-workspace]\n'
        "  hint: write a path inside the workspace, such as templates/word/letterhead.docx"
    )


@pytest.mark.parametrize(
    "written", ["x" * 5_000, "a/" * 3_000 + "b", "a\x00b", ".", "", "templates", "~", "~/x", "*.docx", "%2e%2e/x"]
)
def test_a_path_that_can_name_nothing_is_refused_and_no_crash(tmp_path: Path, written: str) -> None:
    workspace = alone(tiny(tmp_path))
    assert "[no-such-file]" in said(lambda: workspace.named_file(written, HERE, "templates"))


@unix
@pytest.mark.parametrize("linked", ["file", "folder"])
def test_a_link_that_leads_out_of_the_workspace_is_refused(tmp_path: Path, linked: str) -> None:
    outside = write(tmp_path, "outside/riverton.yaml", "id: riverton\n")
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    if linked == "file":
        (workspace / "profiles").mkdir()
        (workspace / "profiles/riverton.yaml").symlink_to(outside)
    else:
        (workspace / "profiles").symlink_to(outside.parent)
    (found,) = alone(workspace).files("profiles", ".yaml")
    assert said(found.text) == (
        "profiles/riverton.yaml: error: the file is a link that leads out of the workspace [outside-workspace]\n"
        "  hint: copy the file into the workspace"
    )


@unix
def test_a_link_within_the_workspace_and_a_workspace_behind_a_link_are_fine(tmp_path: Path) -> None:
    real = tiny(tmp_path / "real")
    (real / "profiles/millbeck.yaml").symlink_to(real / "profiles/riverton.yaml")
    (tmp_path / "link").symlink_to(real)
    for root in (real, tmp_path / "link"):
        texts = [file.text() for file in alone(root).files("profiles", ".yaml")]
        assert len(texts) == 2
        assert texts[0] == texts[1]


@unix
def test_links_in_a_circle_and_links_to_nothing_are_no_files(tmp_path: Path) -> None:
    tiny(tmp_path)
    (tmp_path / "profiles/a.yaml").symlink_to(tmp_path / "profiles/b.yaml")
    (tmp_path / "profiles/b.yaml").symlink_to(tmp_path / "profiles/a.yaml")
    (tmp_path / "profiles/c.yaml").symlink_to(tmp_path / "nothing.yaml")
    os.mkfifo(tmp_path / "profiles/pipe.yaml")
    assert [file.name for file in alone(tmp_path).files("profiles", ".yaml")] == ["profiles/riverton.yaml"]
    assert "[no-such-file]" in said(lambda: alone(tmp_path).named_file("profiles/a.yaml", HERE))


@settings(max_examples=100, deadline=None)
@given(
    st.text(max_size=20)
    | st.lists(st.sampled_from(["..", ".", "/", "\\", "a", "C:", "//", "~"]), max_size=6).map("".join)
)
def test_no_text_names_a_file_outside(tmp_path_factory: pytest.TempPathFactory, written: str) -> None:
    root = tmp_path_factory.getbasetemp() / "workspace"
    if not root.exists():
        tiny(root)
    answer = said(lambda: alone(root).named_file(written, HERE).content())
    assert "[outside-workspace]" in answer or "[no-such-file]" in answer
