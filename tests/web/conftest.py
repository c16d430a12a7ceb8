"""A small workspace with its page open, as a browser that was let in sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.library import workspace
from policybuilder.web import make_app
from tests import workspaces
from tests.web.browser import HOST, TOKEN, Browser


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a tiny workspace, with nothing below it but the Word shell."""
    root, shelf = workspaces.tiny(tmp_path / "workspace"), tmp_path / "built-in"
    workspaces.shell(shelf)
    workspaces.shell(shelf, "templates/word/guide.docx")
    monkeypatch.setattr(workspace, "built_in_root", lambda: shelf)
    return root


@pytest.fixture
def browser(root: Path) -> Browser:
    """Return a browser that has entered the page of the workspace."""
    app = make_app(root, TOKEN, [HOST])
    return Browser(app.test_client()).enter()
