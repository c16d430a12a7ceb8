"""Take a picture of each screen of the page, at the width of a desk and of a phone, and list them in docs/screens.md.

Run it from the repository, with the extras `dev` and `screens` and a Chromium: python docs/screens/make.py
"""

from __future__ import annotations

import io
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[2]
sys.path.insert(0, str(REPOSITORY))

from policybuilder.web import start  # noqa: E402
from tests import programs  # noqa: E402
from tests.web.tour import Tour, screens, workspace  # noqa: E402

FOLDER = REPOSITORY / "docs/screens"
WIDTHS = {"desk": (1280, 800), "phone": (390, 780)}
TALLEST = 1300
"""How many pixels of a long screen are shown."""
COLOURS = 32
SHOWN = {
    "councils": "The councils of the workspace",
    "council-found": "A new council is looked up in the register",
    "council-started": "What its policies are to be",
    "adopt": "A new council that has a policy already",
    "adopt-passages": "A new council of an old policy: whose words stand?",
    "adopt-preview": "What would be written of the old policy",
    "adopted": "The profile is made",
    "tasks": "The tasks of a council",
    "subject": "The questions of a subject",
    "question-preview": "A question, and what an answer would change",
    "changes": "The same on a page of its own, as a phone shows it",
    "question-wrong": "An answer that is none",
    "question-stale": "An answer that somebody else gave meanwhile",
    "undo": "The last change, to be taken back",
    "hand-off": "Who answers what",
    "returned": "A form that came back",
    "open-points-many": "What is still open, by the person who would know it",
    "law-wrong": "Law to check: its sign-off, with what is missing",
    "checked": "What the check found",
    "about": "Who owns and approves a document, when it is reviewed, and how much it says",
    "clauses": "The clauses of a document",
    "clause": "A clause as it prints, with what can be done to each piece",
    "clause-piece": "One item in other words, and what that changes",
    "clause-preview": "The whole clause in the council's own words",
    "clause-out": "A clause that is not in the document, and why",
    "waiting": "A build that is under way",
    "built": "What came of it",
    "built-kept": "A draft that somebody edited in Word, which is left as it is",
    "set-aside": "The edited draft moved aside, and built again",
    "builds": "The drafts of every council",
    "documents": "The documents, to download",
    "take-changes": "A Word file that came back",
    "take-change": "One change of it",
    "taken": "What was taken",
    "old-policy-found": "What an old policy decided, beside the answers now",
    "old-words": "Whose words stand, passage by passage",
    "old-words-preview": "What would change in the profile",
    "old-policy-report": "The report on an old policy",
    "compare": "Two versions to compare",
    "comparison": "The comparison",
    "redline": "A redline, with its proof",
    "approve-refused": "An approval, and what is in its way",
    "versions": "Versions and reviews",
    "withdraw-check": "A withdrawal, to be checked",
    "library": "What a newer library brings",
    "coverage": "Which items of the frameworks the documents answer",
    "broken": "A file that somebody broke in an editor",
}
"""The screens that are shown, each with what it is."""
AS_OTHERS = {
    "council-asked": "council-found",
    "council-not-named": "question-wrong",
    "council-not-found": "council-found",
    "tasks-of-one": "tasks",
    "question": "question-preview",
    "question-table": "question-preview",
    "open-points": "open-points-many",
    "law": "law-wrong",
    "old-policy": "adopt",
    "about-wrong": "about",
    "documents-none-built": "documents",
    "clause-added": "clause-piece",
    "clause-wrong": "clause-preview",
    "clause-piece-wrong": "clause-piece",
    "take": "adopt",
    "take-wrong": "adopt",
    "take-missing": "take-changes",
    "hand-off-wrong": "hand-off",
    "old-policy-wrong": "adopt",
    "versions-none": "versions",
    "approve": "approve-refused",
    "approve-missing": "approve-refused",
    "withdraw": "withdraw-check",
    "adopt-report": "old-policy-report",
    "adopted-report": "comparison",
    "adopted-decisions": "old-policy-found",
    "question-of-old": "question-wrong",
    "councils-one-broken": "councils",
    "build-forgotten": "waiting",
    "builds-forgotten": "waiting",
    "made-forgotten": "waiting",
    "no-such-page": "broken",
    "no-such-council": "broken",
}
"""The states of screens that have no picture of their own, each with the one that it is most like."""


_NAMES = {"City of York Council": "Norbridge City Council", "York": "Norbridge", "york": "norbridge"}
"""The register has real councils alone; what is shown of one here is invented, and so is its name."""
_RENAME = """([words, shown]) => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) walker.currentNode.textContent = walker.currentNode.textContent.replaceAll(words, shown);
  for (const field of document.querySelectorAll("input[type=text]")) field.value = field.value.replaceAll(words, shown);
}"""


def main() -> None:
    """Walk through the screens at each width, take the pictures, and write the page that lists them."""
    with programs.browser() as browser:
        for kind, (width, height) in WIDTHS.items():
            with tempfile.TemporaryDirectory() as folder:
                _walk(browser, workspace(Path(folder) / "policies"), kind, width, height)
    (FOLDER.parent / "screens.md").write_text(_listed(), encoding="utf-8")


def _walk(browser: Any, root: Path, kind: str, width: int, height: int) -> None:
    serving = start(root)
    threading.Thread(target=serving.run, daemon=True).start()
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    page.goto(serving.address)
    base = serving.address.partition("/enter")[0]
    page.wait_for_url(f"{base}/")
    tour = Tour(page, base, root)
    for name, lead in screens():
        lead(tour)
        if name in SHOWN:
            for words, shown in (*_NAMES.items(), (str(root), "policies")):
                page.evaluate(_RENAME, [words, shown])
            _keep(page.screenshot(full_page=True), FOLDER / f"{name}-{kind}.png")
    serving.server.close()  # type: ignore[attr-defined]


def _keep(picture: bytes, path: Path) -> None:
    """Keep the top of a picture in few colours: what a screen has of them is enough to read it by."""
    from PIL import Image

    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image = image.crop((0, 0, image.width, min(image.height, TALLEST)))
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def _listed() -> str:
    lines = [
        "# The screens of the page",
        "",
        "Each at the width of a desk and of a phone; long ones are cut off below.",
    ]
    lines += [
        "[page.md](page.md) says what is done on which. `python docs/screens/make.py` takes the pictures anew.",
        "",
    ]
    for name, words in SHOWN.items():
        lines += [f"## {words}", ""]
        lines += [f"![{words}, {kind}](screens/{name}-{kind}.png)" for kind in WIDTHS]
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
