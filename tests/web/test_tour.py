"""Every screen in each of its states, in a real browser: axe-core finds nothing, and nothing scrolls sideways."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from werkzeug.exceptions import HTTPException

from policybuilder.web import make_app, start
from tests.web.test_screens import TAGS, opened
from tests.web.tour import Tour, screens, workspace
from tests.web.visitor import HOST, TOKEN

pytestmark = [pytest.mark.browser, pytest.mark.long]

WIDTH = 1280
NO_SCREENS = {
    "static",
    "enter",
    "hand_off.form",
    "documents.take_file",
    "reports.changes",
    "reports.redline_file",
    "versions.calendar",
    "versions.version_file",
}
"""What gives files, or goes on at once."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The workspace of the tour."""
    return workspace(tmp_path / "workspace")


@pytest.fixture
def address(root: Path) -> Iterator[str]:
    """The address of the page of the workspace, with its token, while it is served."""
    serving = start(root)
    threading.Thread(target=serving.run, daemon=True).start()
    yield serving.address
    serving.server.close()  # type: ignore[attr-defined]


UNSEEN = """() => {
    const shows = style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    const found = [];
    for (const each of document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')) {
        if (each.type === 'hidden' || !each.getClientRects().length) continue;
        if (each.tagName !== 'SUMMARY' && each.closest('details:not([open])')) continue;
        each.focus();
        const name = each.outerHTML.slice(0, 90);
        if (document.activeElement !== each) { found.push('cannot be reached: ' + name); continue; }
        const drawn = /radio|checkbox/.test(each.type) && each.nextElementSibling;
        if (!shows(getComputedStyle(each)) && !(drawn && shows(getComputedStyle(drawn, '::before'))))
            found.push('no sign that it has the focus: ' + name);
    }
    document.activeElement.blur();
    return found;
}"""


def small_and_in_forced_colours(page: Any) -> list[str]:
    """Return what is wrong with a screen at 400 % on a usual display, in the colours of somebody's system.

    That is 320 by 256 CSS pixels (WCAG 2.2, criterion 1.4.10). Backgrounds and shadows are gone in forced colours.
    """
    page.emulate_media(forced_colors="active")
    page.set_viewport_size({"width": 320, "height": 256})
    wide = page.evaluate("document.documentElement.scrollWidth")
    wrong = [f"scrolls sideways at 320 pixels: {wide}"] if wide > 320 else []
    wrong += page.evaluate(UNSEEN)
    page.set_viewport_size({"width": WIDTH, "height": 800})
    page.emulate_media(forced_colors="none")
    return wrong


WORDS = """() => {
    const page = document.body.cloneNode(true);
    for (const said of page.querySelectorAll('.govuk-notification-banner, script, style')) said.remove();
    return page.innerText.replace(/\\s+/g, ' ').trim();
}"""
"""The words of a screen, but for what was done just before, which is said once."""


def reloaded(page: Any) -> list[str]:
    """Return what is wrong with a screen that is reloaded: it shows the same, and no form is sent again for it."""
    before, sent = page.evaluate(WORDS), []
    page.on("request", lambda request: sent.append(request.method))
    page.reload()
    wrong = [f"reloading it sends a form again: {sent}"] if sent[:1] != ["GET"] else []
    after = page.evaluate(WORDS)
    return wrong if after == before else [*wrong, f"reloaded, it shows something else: {before} | {after}"]


@pytest.mark.timeout(600)
def test_every_screen_is_sound_in_each_state(browser: Any, address: str, root: Path) -> None:
    # axe is put into the page as a script, which the page's own policy forbids.
    page = opened(browser, address, WIDTH, bypass_csp=True)
    tour = Tour(page, address.partition("/enter")[0], root)
    wrong, seen = [], set()
    routes = make_app(root, TOKEN, [HOST]).url_map
    for name, lead in screens():
        lead(tour)
        try:
            seen.add(routes.bind(HOST).match(urlsplit(page.url).path, method="GET")[0])
        except HTTPException:
            assert name == "no-such-page", page.url
        if name != "waiting":  # which goes on
            wrong += (f"{name}: {each}" for each in reloaded(page))
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
        if found.violations_count:
            wrong.append(f"{name}: {found.generate_report()}")
        if page.evaluate("document.documentElement.scrollWidth") > WIDTH:
            wrong.append(f"{name} scrolls sideways")
        # Twice the letters, as a person may set them: nothing is cut off or pushed out.
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if page.evaluate("document.documentElement.scrollWidth") > WIDTH:
            wrong.append(f"{name} scrolls sideways with letters of twice the size")
        page.evaluate("document.documentElement.style.fontSize = ''")
        wrong += (f"{name}: {each}" for each in small_and_in_forced_colours(page))
    assert not wrong, "\n".join(wrong)
    asked = {rule.endpoint for rule in routes.iter_rules() if rule.methods and "GET" in rule.methods}
    assert asked - NO_SCREENS == seen & asked
