"""The built pages of the illustrative councils, as they stand in output/, held against the rules of accessibility."""

from __future__ import annotations

from typing import Any

import pytest

from tests.some import one_in
from tests.test_outputs import COUNCILS, DOCUMENTS, NAMES, ROOT, each_of

FILES = dict(zip(NAMES, ((council, id) for council in COUNCILS for id in DOCUMENTS), strict=True))


@pytest.mark.browser
@pytest.mark.parametrize("name", one_in(3, each_of(NAMES)))
def test_axe_finds_nothing_wrong_with_the_page(name: str, browser: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

    council, id = FILES[name]
    page = browser.new_page()
    page.goto((ROOT / "output" / council / id / "draft" / f"{id}.html").as_uri())
    found = Axe().run(page)
    page.close()
    assert found.response["violations"] == []
