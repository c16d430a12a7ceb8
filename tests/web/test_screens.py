"""Every screen in a real browser: axe-core finds nothing, nothing scrolls sideways, four journeys go to their end."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from policybuilder.library import workspace
from policybuilder.web import start
from tests import workspaces
from tests.lifecycle import story
from tests.update.edited import Edited

pytestmark = [pytest.mark.browser, pytest.mark.long]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESK, PHONE = 1200, 320


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace whose policy is ready to be approved, and has been once."""
    root, shelf = story.workspace(tmp_path / "workspace"), tmp_path / "built-in"
    for name in ("policy", "guide"):
        workspaces.shell(shelf, f"templates/word/{name}.docx")
    monkeypatch.setattr(workspace, "built_in_root", lambda: shelf)
    return root


@pytest.fixture
def address(root: Path) -> Iterator[str]:
    """The address of the page of the workspace, with its token, while it is served."""
    serving = start(root)
    thread = threading.Thread(target=serving.run, daemon=True)
    thread.start()
    yield serving.address
    serving.server.close()  # type: ignore[attr-defined]


def opened(browser: Any, address: str, width: int, **more: Any) -> Any:
    """Return a browser page that has entered."""
    context = browser.new_context(viewport={"width": width, "height": 800}, **more)
    page = context.new_page()
    page.goto(address)
    page.wait_for_url(address.partition("/enter")[0] + "/")
    return page


def settled(page: Any) -> None:
    """Reload a screen, as a person without scripts does, for as long as it says that its work is under way."""
    for _ in range(200):
        if not page.locator("#progress").count():
            return
        page.wait_for_timeout(100)
        page.reload()
    raise AssertionError(f"{page.url} never ends")


SCREENS = (
    "/",
    "/new",
    "/new?name=",
    "/c/riverton/",
    "/c/riverton/?person=Anyone",
    "/c/riverton/subject/use",
    "/c/riverton/question/days",
    "/c/riverton/question/tools.agents",
    "/c/riverton/question/tools.transcription",
    "/c/riverton/question/uses",
    "/c/riverton/question/change_log",
    "/c/riverton/question/lgr.vesting_date",
    "/c/riverton/old-policy/",
    "/c/riverton/hand-off/",
    "/c/riverton/open/",
    "/c/riverton/law/foia",
    "/c/riverton/documents/policy/about/",
    "/c/riverton/documents/",
    "/c/riverton/clauses/policy/",
    "/c/riverton/clauses/policy/keeping",
    "/c/riverton/clauses/policy/keeping/words/1",
    "/c/riverton/take/",
    "/c/riverton/versions/",
    "/c/riverton/versions/approve/policy",
    "/c/riverton/versions/withdraw/policy/1.0",
    "/c/riverton/compare/",
    "/c/riverton/library/",
    "/c/nobody/",
    "/nowhere",
)


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(browser: Any, address: str, root: Path, width: int) -> None:
    # axe is put into the page as a script, which the page's own policy forbids.
    story.approved(root)
    page = opened(browser, address, width, bypass_csp=True)
    base = address.partition("/enter")[0]
    for path in SCREENS:
        page.goto(base + path)
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_a_wrong_answer_is_reached_from_the_summary_by_keyboard(browser: Any, address: str) -> None:
    page = opened(browser, address, DESK)
    page.goto(address.partition("/enter")[0] + "/c/riverton/question/days")
    page.get_by_label("retention period").fill("soon")
    page.get_by_role("button", name="Save and go on").press("Enter")
    assert page.title().startswith("Error: ")
    assert page.evaluate("document.activeElement.className").startswith("govuk-error-summary")
    page.get_by_role("link").filter(has_text="Retention period").first.press("Enter")
    assert page.evaluate("document.activeElement.id") == "answer"


@pytest.mark.parametrize("scripts", [True, False])
def test_the_first_hour(browser: Any, address: str, root: Path, scripts: bool) -> None:
    page = opened(browser, address, DESK, java_script_enabled=scripts)
    page.get_by_role("link", name="Riverton Council").click()
    page.get_by_role("link", name="Using AI").click()
    page.get_by_role("link", name="retention period").click()
    page.get_by_label("retention period").fill("60")
    page.get_by_role("button", name="What would this change?").click()
    assert page.locator("ins").first.inner_text() == "60"
    page.get_by_role("radio", name="Save what is above").check()
    page.get_by_role("button", name="Save and go on").click()
    assert "days: 60" in (root / "profiles/riverton.yaml").read_text(encoding="utf-8")
    page.get_by_role("link", name="riverton").click()
    page.get_by_role("link", name="Build and download").click()
    page.get_by_role("button", name="Build the drafts").click()
    settled(page)
    assert page.inner_text("h1") == "The drafts are ready"
    page.get_by_role("link", name="Download the documents").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="draft (Word").click()
    assert download.value.suggested_filename == "riverton-policy-draft.docx"


def test_the_committee(browser: Any, address: str, root: Path) -> None:
    story.decide(root, documents=story.DOCUMENTS.replace("2026-12-01", "2025-12-01"))
    page = opened(browser, address, DESK)
    base = address.partition("/enter")[0]
    page.goto(f"{base}/c/riverton/documents/")
    page.get_by_role("button", name="Make the papers").click()
    settled(page)
    page.goto(f"{base}/c/riverton/versions/approve/policy")
    page.get_by_label("Number of the version").fill("1.0")
    page.get_by_label("Who approved it?").fill("Cabinet")
    page.get_by_label("On which day?").fill("today")
    page.get_by_role("button", name="Check it").click()
    assert "The words are those of the paper" in page.inner_text("main")
    page.get_by_role("button", name="Approve and freeze").click()
    assert "Every approved version is what was approved." in page.inner_text("main")
    assert (root / "output/riverton/policy/1.0/manifest.json").is_file()


def test_a_year_later(browser: Any, address: str, root: Path) -> None:
    story.approved(root)
    page = opened(browser, address, DESK)
    base = address.partition("/enter")[0]
    page.goto(f"{base}/c/riverton/documents/")
    page.get_by_role("button", name="Build the drafts").click()
    settled(page)
    word = Edited((root / "output/riverton/policy/draft/policy.docx").read_bytes(), "A. Reviewer")
    word.replace("You must take care.", "You must always take care.")
    back = root.parent / "back.docx"
    back.write_bytes(word.content)
    page.goto(f"{base}/c/riverton/take/")
    page.get_by_label("Word files").set_input_files(back)
    page.get_by_role("button", name="See the changes").click()
    settled(page)
    page.get_by_role("link", name="1.").click()
    page.get_by_role("button", name="Take it").click()
    page.get_by_label("Why is it changed?").fill("The review asked for it.")
    page.get_by_label("Who moved it?").fill("Audit Committee")
    page.get_by_role("button", name="Take them").click()
    assert "1 change is in the profile" in page.inner_text("main")
    page.goto(f"{base}/c/riverton/compare/")
    page.get_by_role("button", name="Compare").click()
    settled(page)
    assert "always" in page.inner_text("body")


def test_a_hand_off(browser: Any, address: str, root: Path) -> None:
    page = opened(browser, address, PHONE)
    page.goto(address.partition("/enter")[0] + "/c/riverton/hand-off/")
    with page.expect_download() as download:
        page.get_by_role("link", name="text for the Records manager").click()
    form = root.parent / "form.md"
    download.value.save_as(form)
    words = form.read_text(encoding="utf-8")
    form.write_text(words.replace("| days | 30 |  |", "| days | 30 | 45 |"), encoding="utf-8")
    page.get_by_label("The form, filled in").set_input_files(form)
    page.get_by_role("button", name="See the answers").click()
    page.get_by_role("button", name="Take the answers").click()
    assert "days: 45" in (root / "profiles/riverton.yaml").read_text(encoding="utf-8")
