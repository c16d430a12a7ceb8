"""A small workspace with its page open, as a visitor that was let in sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.library import workspace
from policybuilder.web import make_app
from tests import workspaces
from tests.web.visitor import HOST, TOKEN, Visitor


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
    app = make_app(root, TOKEN, [HOST])
    return Visitor(app.test_client()).enter()
