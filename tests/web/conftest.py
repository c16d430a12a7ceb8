"""A small workspace with its page open, as a visitor that was let in sees it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from policybuilder.library import workspace
from tests import workspaces
from tests.web.visitor import Visitor, opened


class Compiled(BytecodeCache):
    """What Jinja made of each template, for every page that is opened in this process."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(autouse=True, scope="session")
def templates_are_compiled_once() -> Iterator[None]:
    """Share what Jinja made of the screens' templates: each test opens a page of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(Flask.jinja_options, "bytecode_cache", Compiled())
        yield


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a tiny workspace, with nothing below it but the Word shell."""
    root, shelf = workspaces.tiny(tmp_path / "workspace"), tmp_path / "built-in"
    workspaces.shell(shelf)
    workspaces.shell(shelf, "templates/word/guide.docx")
    monkeypatch.setattr(workspace, "built_in_root", lambda: shelf)
    return root


@pytest.fixture
def visitor(root: Path) -> Visitor:
    """Return a visitor that has entered the page of the workspace."""
    return opened(root)
