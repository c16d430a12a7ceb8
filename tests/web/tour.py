"""A tour of the page: every screen, in each state that it has, on invented councils over the whole library."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policybuilder.library.workspace import built_in_root
from tests.update.edited import Edited

REPOSITORY = Path(__file__).parents[2]
POLICY = "generative-ai-policy"
OLD = """\
# AI policy

## Using AI

You must check everything that AI writes before you use it.

Each service keeps a notebook of every use of AI that saved an hour or more.

You must not put personal data into a public AI tool such as the free version of ChatGPT.

This policy is reviewed every six months.
"""
Screen = Callable[["Tour"], None]


def workspace(folder: Path) -> Path:
    """Make a workspace of the illustrative councils, of which Ashcombe has approved versions, and return its folder."""
    shutil.copytree(built_in_root() / "profiles", folder / "profiles")
    kept = REPOSITORY / "output/ashcombe"
    shutil.copytree(kept, folder / "output/ashcombe")
    with zipfile.ZipFile(kept / POLICY / "2.0/sources.zip") as sources:
        (name,) = [each for each in sources.namelist() if each.endswith("ashcombe.yaml")]
        (folder / "profiles/ashcombe.yaml").write_bytes(sources.read(name))
    return folder


@dataclass
class Tour:
    """A browser's page that walks through the screens of a workspace, and the addresses that it has seen."""

    page: Any
    base: str
    root: Path
    edited: bytes = b""

    def go(self, path: str) -> None:
        """Go to an address, and wait for work that is under way there."""
        self.page.goto(self.base + path)
        self.settle()

    def settle(self) -> None:
        """Reload a screen for as long as it says that its work is under way."""
        for _ in range(600):
            if not self.page.locator("#progress").count():
                return
            self.page.wait_for_timeout(100)
            self.page.reload()
        raise AssertionError(f"{self.page.url} never ends")

    def press(self, button: str) -> None:
        """Press a button."""
        self.page.get_by_role("button", name=button, exact=True).first.click()

    def upload(self, label: str, name: str, content: bytes) -> None:
        """Choose a file."""
        self.page.get_by_label(label).set_input_files({"name": name, "mimeType": "text/plain", "buffer": content})


def screens() -> Iterator[tuple[str, Screen]]:
    """Yield each screen's name and what leads to it, in an order in which they can be walked."""
    for name, path in ADDRESSES.items():
        yield name, (lambda tour, path=path: tour.go(path))  # type: ignore[misc]
    yield from DEEDS.items()


ADDRESSES = {
    "councils": "/",
    "council-asked": "/new",
    "council-not-named": "/new?name=",
    "council-found": "/new?name=york",
    "council-not-found": "/new?name=zzzz",
    "council-started": "/new/YOR",
    "adopt": "/new/YOR/old-policy/",
    "tasks": "/c/riverton/",
    "tasks-of-one": "/c/riverton/?person=Records+Manager",
    "subject": "/c/riverton/subject/use",
    "question": "/c/riverton/question/review_months",
    "question-table": "/c/riverton/question/change_log",
    "hand-off": "/c/riverton/hand-off/",
    "open-points": "/c/riverton/open/",
    "law": "/c/riverton/law/caldicott-principles",
    "checked": "/c/riverton/open/check",
    "old-policy": "/c/riverton/old-policy/",
    "about": f"/c/riverton/documents/{POLICY}/about/",
    "documents-none-built": "/c/riverton/documents/",
    "clauses": f"/c/riverton/clauses/{POLICY}/",
    "clause": f"/c/riverton/clauses/{POLICY}/accuracy-checking",
    "clause-out": f"/c/riverton/clauses/{POLICY}/out/personal-use",
    "clause-added": f"/c/riverton/clauses/{POLICY}/accuracy-checking/after/2",
    "take": "/c/riverton/take/",
    "versions-none": "/c/riverton/versions/",
    "versions": "/c/ashcombe/versions/",
    "approve": f"/c/riverton/versions/approve/{POLICY}",
    "withdraw": f"/c/ashcombe/versions/withdraw/{POLICY}/2.0",
    "compare": "/c/ashcombe/compare/",
    "comparison": f"/c/ashcombe/compare/{POLICY}?old=ashcombe/{POLICY}@1.2&new=ashcombe/{POLICY}@2.0",
    "redline": f"/c/ashcombe/compare/{POLICY}/redline?old=ashcombe/{POLICY}@1.2&new=ashcombe/{POLICY}@2.0",
    "library": "/c/riverton/library/",
    "coverage": "/c/riverton/coverage",
    "build-forgotten": "/c/riverton/documents/built/none",
    "builds-forgotten": "/built/none",
    "made-forgotten": "/new/YOR/made/none",
    "no-such-page": "/nowhere",
    "no-such-council": "/c/nobody/",
}
"""The screens that an address alone leads to."""


def _answer_missing(tour: Tour) -> None:
    tour.go("/c/riverton/question/review_months")
    tour.page.locator("#answer").fill("soon")
    tour.page.get_by_role("radio", name="Save what is above").check()
    tour.press("Save and go on")


def _preview(tour: Tour) -> None:
    tour.go("/c/riverton/question/review_months")
    tour.page.locator("#answer").fill("7")
    tour.page.get_by_role("radio", name="Save what is above").check()
    wide = tour.page.get_by_role("button", name="What would this change?").is_visible()
    tour.press("What would this change?" if wide else "See what this would change")


def _preview_alone(tour: Tour) -> None:
    tour.go("/c/riverton/question/review_months")
    size = tour.page.viewport_size
    tour.page.set_viewport_size({"width": 390, "height": 844})
    tour.page.locator("#answer").fill("7")
    tour.page.get_by_role("radio", name="Save what is above").check()
    tour.press("See what this would change")
    tour.page.set_viewport_size(size)


def _question_stale(tour: Tour) -> None:
    tour.go("/c/riverton/question/review_months")
    other = tour.page.context.new_page()
    other.goto(f"{tour.base}/c/riverton/question/review_months")
    other.locator("#answer").fill("8")
    other.get_by_role("radio", name="Save what is above").check()
    other.get_by_role("button", name="Save and go on").click()
    other.close()
    tour.page.locator("#answer").fill("9")
    tour.page.get_by_role("radio", name="Save what is above").check()
    tour.press("Save and go on")


def _undo(tour: Tour) -> None:
    tour.go("/c/riverton/undo")


def _waiting(tour: Tour) -> None:
    tour.go("/c/riverton/documents/")
    tour.press("Build the drafts")
    assert tour.page.locator("#progress").count()


def _built(tour: Tour) -> None:
    tour.settle()


def _documents(tour: Tour) -> None:
    tour.go("/c/riverton/documents/")


def _clause_missing(tour: Tour) -> None:
    tour.go(f"/c/riverton/clauses/{POLICY}/accuracy-checking")
    tour.press("See what changes")


def _clause_preview(tour: Tour) -> None:
    field = tour.page.locator("textarea").first
    field.fill(field.input_value().rstrip() + "\n\nThe council publishes this policy on its website.\n")
    tour.page.locator("#reason").fill("The committee asked for it.")
    tour.press("See what changes")


def _piece_wrong(tour: Tour) -> None:
    tour.go(f"/c/riverton/clauses/{POLICY}/accuracy-checking/words/2")
    tour.page.locator("#text").fill("")
    tour.press("Save the amendment")


def _piece_preview(tour: Tour) -> None:
    tour.page.locator("#text").fill("facts, figures, dates and names, against a source that is not AI")
    tour.page.locator("#reason").fill("The committee asked for it.")
    tour.press("See what changes")


def _hand_off_wrong(tour: Tour) -> None:
    tour.go("/c/riverton/hand-off/")
    tour.press("See the answers")


def _returned(tour: Tour) -> None:
    form = tour.page.request.get(f"{tour.base}/c/riverton/hand-off/form.md?person=Records+Manager").text()
    lines = form.split("\n")
    at = next(at for at, line in enumerate(lines) if line.count("|") == 4 and line.split("|")[2].strip().isdecimal())
    cells = lines[at].split("|")
    cells[3] = " 5 "
    lines[at] = "|".join(cells)
    tour.go("/c/riverton/hand-off/")
    tour.upload("The form, filled in", "form.md", "\n".join(lines).encode())
    tour.press("See the answers")


def _take_wrong(tour: Tour) -> None:
    tour.go("/c/riverton/take/")
    tour.upload("Word files", "back.docx", b"no Word file")
    tour.press("See the changes")
    tour.settle()


def _take_changes(tour: Tour) -> None:
    word = Edited((tour.root / f"output/riverton/{POLICY}/draft/{POLICY}.docx").read_bytes(), "A. Reviewer")
    word.replace("must not", "must never")
    tour.edited = word.content
    tour.go("/c/riverton/take/")
    tour.upload("Word files", "back.docx", tour.edited)
    tour.press("See the changes")
    tour.settle()


def _take_change(tour: Tour) -> None:
    tour.page.get_by_role("link", name="1.").first.click()
    tour.settle()


def _take_missing(tour: Tour) -> None:
    tour.press("Take it")
    tour.settle()
    tour.press("Take them")


def _taken(tour: Tour) -> None:
    tour.page.locator("#reason").fill("The committee asked for it.")
    tour.page.locator("#by").fill("Cabinet")
    tour.press("Take them")


def _built_kept(tour: Tour) -> None:
    (tour.root / f"output/riverton/{POLICY}/draft/{POLICY}.docx").write_bytes(tour.edited)
    tour.go("/c/riverton/documents/")
    tour.press("Build the drafts")
    tour.settle()


def _set_aside(tour: Tour) -> None:
    tour.press("Move what was edited aside, and build")
    tour.settle()


def _approve_missing(tour: Tour) -> None:
    tour.go(f"/c/riverton/versions/approve/{POLICY}")
    tour.press("Check it")


def _approve_refused(tour: Tour) -> None:
    for name, words in (("version", "1.0"), ("by", "Cabinet"), ("date", "today"), ("no_paper", "It was urgent.")):
        tour.page.locator(f"#{name}").fill(words)
    tour.press("Check it")


def _withdraw_check(tour: Tour) -> None:
    tour.go(f"/c/ashcombe/versions/withdraw/{POLICY}/2.0")
    for name, words in (("reason", "It was called in."), ("by", "Cabinet"), ("date", "today")):
        tour.page.locator(f"#{name}").fill(words)
    tour.press("Check it")


def _old_policy_wrong(tour: Tour) -> None:
    tour.go("/c/riverton/old-policy/")
    tour.press("Read it")


def _old_policy_found(tour: Tour) -> None:
    tour.upload("Your old policy", "old.md", OLD.encode())
    tour.press("Read it")
    tour.settle()


def _old_policy_report(tour: Tour) -> None:
    tour.page.get_by_role("link", name="Read the whole report").click()
    tour.settle()


def _old_words(tour: Tour) -> None:
    tour.page.go_back()
    tour.page.get_by_role("link", name="Bring its words in as well").click()
    tour.settle()


def _old_words_preview(tour: Tour) -> None:
    tour.press("See what would be written")
    tour.settle()


def _adopt_passages(tour: Tour) -> None:
    tour.go("/new/YOR/old-policy/")
    tour.upload("The old policy", "old.md", OLD.encode())
    tour.press("Read it")
    tour.settle()


def _adopt_report(tour: Tour) -> None:
    tour.page.get_by_role("link", name="Read the whole report").click()
    tour.settle()


def _adopt_preview(tour: Tour) -> None:
    tour.page.get_by_role("link", name="Back: whose words stand?").click()
    tour.press("See what would be written")
    tour.settle()


def _adopted(tour: Tour) -> None:
    tour.press("Make the profile")
    tour.settle()


def _adopted_report(tour: Tour) -> None:
    tour.page.get_by_role("link", name="See the old policy beside the draft").click()
    tour.settle()


def _adopted_decisions(tour: Tour) -> None:
    tour.go("/c/york/old-policy/")


def _question_of_old(tour: Tour) -> None:
    tour.page.get_by_role("link", name="May people use public tools").click()
    tour.page.get_by_role("link", name="Put that into the form").click()


def _open_points_many(tour: Tour) -> None:
    tour.go("/c/york/open/")


def _law_missing(tour: Tour) -> None:
    tour.page.get_by_role("link", name="Sign off: ").first.click()
    tour.press("Sign it off")


def _about_wrong(tour: Tour) -> None:
    tour.go(f"/c/york/documents/{POLICY}/about/")
    tour.page.locator("#review_date").fill("soon")
    tour.press("Save")


def _broken(tour: Tour) -> None:
    file = tour.root / "profiles/slievebrae.yaml"
    text = file.read_text(encoding="utf-8")
    assert "  review_months: 12" in text
    file.write_text(text.replace("  review_months: 12", "  review_months:12") + "\n\tdays: 30\n", encoding="utf-8")
    tour.go("/c/slievebrae/")


def _councils_one_broken(tour: Tour) -> None:
    tour.go("/")


def _build_all(tour: Tour) -> None:
    tour.press("Build the drafts of every council")
    tour.settle()


DEEDS: dict[str, Screen] = {
    "question-wrong": _answer_missing,
    "question-preview": _preview,
    "changes": _preview_alone,
    "question-stale": _question_stale,
    "undo": _undo,
    "waiting": _waiting,
    "built": _built,
    "documents": _documents,
    "clause-wrong": _clause_missing,
    "clause-preview": _clause_preview,
    "clause-piece-wrong": _piece_wrong,
    "clause-piece": _piece_preview,
    "hand-off-wrong": _hand_off_wrong,
    "returned": _returned,
    "take-wrong": _take_wrong,
    "take-changes": _take_changes,
    "take-change": _take_change,
    "take-missing": _take_missing,
    "taken": _taken,
    "built-kept": _built_kept,
    "set-aside": _set_aside,
    "approve-missing": _approve_missing,
    "approve-refused": _approve_refused,
    "withdraw-check": _withdraw_check,
    "old-policy-wrong": _old_policy_wrong,
    "old-policy-found": _old_policy_found,
    "old-policy-report": _old_policy_report,
    "old-words": _old_words,
    "old-words-preview": _old_words_preview,
    "adopt-passages": _adopt_passages,
    "adopt-report": _adopt_report,
    "adopt-preview": _adopt_preview,
    "adopted": _adopted,
    "adopted-report": _adopted_report,
    "adopted-decisions": _adopted_decisions,
    "question-of-old": _question_of_old,
    "open-points-many": _open_points_many,
    "law-wrong": _law_missing,
    "about-wrong": _about_wrong,
    "broken": _broken,
    "councils-one-broken": _councils_one_broken,
    "builds": _build_all,
}
"""The screens that something must be done to see, in order: some go on from the one before."""
