"""Four journeys in a real browser, with the mistakes that people make on the way: nothing is lost or done twice."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error

from policybuilder.library import workspace
from policybuilder.web import start
from tests import workspaces
from tests.lifecycle import story
from tests.update.edited import Edited
from tests.web.test_screens import DESK, PHONE, opened, settled

pytestmark = [pytest.mark.browser, pytest.mark.long]

DAY = "/c/riverton/question/lgr.vesting_date"
SCRIPTS = pytest.mark.parametrize("scripts", [True, False])


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace whose policy is ready to be approved, on a day that is past."""
    root, shelf = story.workspace(tmp_path / "workspace"), tmp_path / "built-in"
    workspaces.shell(shelf)
    monkeypatch.setattr(workspace, "built_in_root", lambda: shelf)
    ends = "{% if lgr.vesting_date %}\nIt ends on {{ lgr.vesting_date | date }}.\n{% endif %}\n"
    workspaces.clause(root, "care", f"You must take care.\n\n{ends}", parameters="[lgr.vesting_date]")
    story.decide(root, documents=story.DOCUMENTS.replace("2026-12-01", "2025-12-01"))
    return root


@pytest.fixture
def address(root: Path) -> Iterator[str]:
    """The address of the page of the workspace, with its token, while it is served."""
    serving = start(root)
    threading.Thread(target=serving.run, daemon=True).start()
    yield serving.address
    serving.server.close()  # type: ignore[attr-defined]


def profile(root: Path) -> str:
    return (root / "profiles/riverton.yaml").read_text(encoding="utf-8")


def main(page: Any) -> str:
    """Return the words of a screen."""
    return " ".join(page.inner_text("main").split())


def press_twice(page: Any, button: str) -> None:
    """Press a button twice in a row, as people do who open files."""
    before = page.query_selector("main")
    page.get_by_role("button", name=button, exact=True).first.dblclick()
    for _ in range(100):  # the second press stops what the first one opens
        try:
            if not before.is_visible():
                break
        except Error:
            break
        page.wait_for_timeout(100)
    page.wait_for_load_state("networkidle")


def reload_and_back(page: Any) -> None:
    """Reload a screen that answers a form, go back and forward again: it shows the same, and nothing is sent again."""
    before, sent = main(page), []
    listen = lambda request: sent.append(request.method)  # noqa: E731
    page.on("request", listen)
    page.reload()
    assert main(page) == before
    page.go_back()
    page.go_forward()
    assert main(page) == before
    page.remove_listener("request", listen)
    assert "POST" not in sent


@SCRIPTS
def test_the_first_hour_with_its_mistakes(browser: Any, address: str, root: Path, scripts: bool) -> None:
    page = opened(browser, address, PHONE, java_script_enabled=scripts)
    base = address.partition("/enter")[0]
    # A day that is none, in words of people, sent with Enter from the first box.
    page.goto(base + DAY)
    page.get_by_label("Day").fill("31")
    page.get_by_label("Month").fill("Feb")
    page.get_by_label("Year").fill("2026")
    page.get_by_label("Day").press("Enter")
    assert page.title().startswith("Error: ")
    assert "there is no 31 February 2026" in main(page)
    assert page.get_by_label("Month").input_value() == "Feb"
    reload_and_back(page)
    page.get_by_label("Day").fill("28")
    press_twice(page, "Save and go on")
    assert "vesting_date: 2026-02-28" in profile(root)
    assert main(page).count("Saved: vesting day") == 1
    # Back to the form that was sent, another answer, and sent again: it is a form of what is saved now.
    page.go_back()
    page.goto(base + DAY)
    page.get_by_label("Day").fill("27")
    page.get_by_role("button", name="Save and go on").click()
    assert "vesting_date: 2026-02-27" in profile(root)
    # The tab is closed in the middle; a new one knows how far things are.
    page.goto(f"{base}/c/riverton/question/days")
    page.get_by_label("retention period").fill("60")
    page.close()
    page = browser.contexts[-1].new_page()
    page.goto(f"{base}/c/riverton/")
    assert "2 of 6" in main(page)
    # Somebody breaks the profile in an editor while a form is open.
    page.goto(f"{base}/c/riverton/question/days")
    page.get_by_label("retention period").fill("60 days")
    whole = profile(root)
    (root / "profiles/riverton.yaml").write_text(f"{whole}\n\tdays: 30\n", encoding="utf-8")
    page.get_by_role("button", name="Save and go on").click()
    assert "Indent with spaces, not tabs" in main(page)
    assert f"line {len(whole.splitlines()) + 2}" in main(page)
    assert "60 days" in main(page), "what was typed is shown"
    (root / "profiles/riverton.yaml").write_text(whole, encoding="utf-8")
    page.get_by_role("link", name="Look again").click()
    page.get_by_label("retention period").fill("60 days")
    page.get_by_role("button", name="Save and go on").click()
    assert "days: 60" in profile(root)
    # Undone once, though the button is pressed twice.
    page.goto(f"{base}/c/riverton/undo")
    press_twice(page, "Undo it")
    assert "days: 60" not in profile(root)
    assert "vesting_date: 2026-02-27" in profile(root)
    # One build, though the button is pressed twice.
    page.goto(f"{base}/c/riverton/documents/")
    press_twice(page, "Build the drafts")
    settled(page)
    assert page.inner_text("h1") == "The drafts are ready"
    reload_and_back(page)


@SCRIPTS
def test_the_committee_with_its_mistakes(browser: Any, address: str, root: Path, scripts: bool) -> None:
    page = opened(browser, address, DESK, java_script_enabled=scripts)
    base = address.partition("/enter")[0]
    approve = f"{base}/c/riverton/versions/approve/policy"
    page.goto(approve)
    page.get_by_label("Number of the version").press("Enter")
    assert page.title().startswith("Error: ")
    page.get_by_label("Number of the version").fill("1.0")
    page.get_by_label("Who approved it?").fill("Cabinet")
    page.get_by_label("On which day?").fill("3/12/26")
    page.get_by_label("On which day?").press("Enter")
    assert "write the year in four figures" in main(page)
    # Approved before there is a paper: the way to it is a link, and what was typed is there again by going back.
    page.get_by_label("On which day?").fill("today")
    page.get_by_role("button", name="Check it").click()
    assert "Make the paper before the meeting." in main(page)
    page.get_by_role("link", name="Make the paper", exact=True).click()
    press_twice(page, "Make the papers for the committee")
    settled(page)
    assert page.inner_text("h1") == "The papers are ready"
    for _ in range(20):
        page.go_back()
        if "/approve/" in page.url:
            break
    assert page.get_by_label("Who approved it?").input_value() == "Cabinet"
    page.get_by_role("button", name="Check it").click()
    assert "The words are those of the paper" in main(page)
    reload_and_back(page)
    # Another tab changes the words between the check and the approval.
    other = page.context.new_page()
    other.goto(f"{base}/c/riverton/clauses/policy/care")
    text = other.get_by_label("The words of the clause")
    text.fill(text.input_value().replace("take care.", "take great care."))
    other.get_by_label("Why is it changed?").fill("Asked.")
    press_twice(other, "Save the amendment")
    assert profile(root).count("take great care.") == 1
    page.get_by_role("button", name="Approve and freeze").click()
    assert "Make the paper" in main(page) or "say why they were changed" in main(page)
    assert not (root / "output/riverton/policy/1.0").exists()
    other.goto(f"{base}/c/riverton/undo")
    press_twice(other, "Undo it")
    page.get_by_role("button", name="Check it").click()
    press_twice(page, "Approve and freeze")
    assert "Approved: riverton/policy@1.0" in main(page)
    assert (root / "output/riverton/policy/1.0/manifest.json").is_file()
    # Back to the check, and approved once more: it is told that it is done, and what is next.
    page.go_back()
    page.wait_for_timeout(5100)  # no longer the same press
    page.get_by_role("button", name="Approve and freeze").click()
    assert "Version 1.0 is approved already" in main(page)
    reload_and_back(page)


@SCRIPTS
def test_a_year_later_with_its_mistakes(browser: Any, address: str, root: Path, scripts: bool) -> None:
    story.approved(root)
    page = opened(browser, address, PHONE, java_script_enabled=scripts)
    base = address.partition("/enter")[0]
    old = Edited((root / "output/riverton/policy/1.0/policy.docx").read_bytes(), "A. Reviewer")
    old.replace("30 days", "45 days")
    page.goto(f"{base}/c/riverton/take/")
    page.get_by_role("button", name="See the changes").press("Enter")
    assert "Choose the Word file that came back" in main(page)
    for name, content, said in (
        ("README.md", b"# Read me", "Choose a Word document (.docx)"),
        ("policy.pdf", b"%PDF-1.4\n%%EOF", "The file is a PDF"),
    ):
        page.get_by_label("Word files").set_input_files({"name": name, "mimeType": "text/plain", "buffer": content})
        page.get_by_role("button", name="See the changes").click()
        settled(page)
        assert said in main(page)
        reload_and_back(page)
    # An approved version that somebody wrote into, a year later: it is held against what it was.
    page.get_by_label("Word files").set_input_files(
        {"name": "policy 1.0 FINAL (2).docx", "mimeType": "application/zip", "buffer": old.content}
    )
    press_twice(page, "See the changes")
    settled(page)
    page.get_by_role("link", name="1.").click()
    press_twice(page, "Take it")
    settled(page)
    page.get_by_label("Why is it changed?").fill("The review asked for it.")
    page.get_by_label("Why is it changed?").press("Enter")  # before the field that must be filled in
    assert "Say which body or role moved it" in main(page)
    assert page.get_by_label("Why is it changed?").input_value() == "The review asked for it."
    page.get_by_label("Who moved it?").fill("Audit Committee")
    press_twice(page, "Take them")
    assert "1 change is in the profile" in main(page)
    assert "days: 45" in profile(root)
    reload_and_back(page)
    # Back to the changes, and taken once more: they are taken, and nothing is done.
    after = profile(root)
    page.go_back()
    page.wait_for_timeout(5100)
    page.get_by_role("button", name="Take them").click()
    assert "What you took of it is in the profile" in main(page)
    assert profile(root) == after
    # Two tabs with the newer library.
    page.goto(f"{base}/c/riverton/library/")
    page.wait_for_timeout(1100)  # two tabs, not one press
    other = page.context.new_page()
    other.goto(f"{base}/c/riverton/library/")
    if other.get_by_role("button", name="Take it in").count():
        press_twice(other, "Take it in")
        page.get_by_role("button", name="Take it in").click()
        assert "Nothing was saved" in main(page)


@SCRIPTS
def test_a_hand_off_with_its_mistakes(browser: Any, address: str, root: Path, scripts: bool) -> None:
    page = opened(browser, address, PHONE, java_script_enabled=scripts)
    base = address.partition("/enter")[0]
    at = f"{base}/c/riverton/hand-off/"
    page.goto(f"{base}/c/riverton/question/days")
    page.get_by_role("radio", name="Somebody else knows").check()
    page.get_by_label("Who would know?").fill("Head of Care")
    page.get_by_label("Who would know?").press("Enter")
    assert "Noted: Head of Care is to answer" in main(page)
    page.goto(at)
    with page.expect_download() as download:
        page.get_by_role("link", name="text for the Head of Care").click()
    form = root.parent / "form.md"
    download.value.save_as(form)
    row = "| days | 30 |  |"
    words = form.read_text(encoding="utf-8")
    assert row in words

    def bring(name: str, content: bytes) -> None:
        page.get_by_label("The form, filled in").set_input_files(
            {"name": name, "mimeType": "text/markdown", "buffer": content}
        )
        press_twice(page, "See the answers")

    for name, content, said in (
        ("README.md", b"# Read me", "Send the form that the hand-off made, filled in"),
        ("form.doc", b"\xd0\xcf\x11\xe0", "save it as a Word document (.docx)"),
    ):
        bring(name, content)
        assert said in main(page)
        reload_and_back(page)
    bring("form.md", words.encode())
    assert "The form has no answers in it." in main(page)
    page.goto(at)
    bring("form.md", words.replace(row, "| days | 30 | TBC |").encode())
    assert "“TBC” is no answer yet".replace("“", '"').replace("”", '"') in main(page)
    page.goto(at)
    bring("form.md", words.replace(row, "| days | 30 | 45 days |").encode())
    reload_and_back(page)
    press_twice(page, "Take the answers that are ticked")
    assert main(page).count("Taken: retention period") == 1
    assert "days: 45" in profile(root)
    # The person has no questions left; a tab of before still offers their form.
    page.goto(f"{base}/c/riverton/hand-off/form.md?person=Head+of+Care")
    assert "Nothing is asked of the Head of Care now." in main(page)
    # Back to the answers that came, and taken once more after somebody answered otherwise.
    page.goto(f"{base}/c/riverton/question/days")
    page.get_by_label("retention period").fill("50")
    page.get_by_role("button", name="Save and go on").click()
    for _ in range(20):
        page.go_back()
        if "Came back" in main(page):
            break
    page.get_by_role("button", name="Take the answers that are ticked").click()
    assert "Not taken, for somebody answered meanwhile" in main(page)
    assert "days: 50" in profile(root)
