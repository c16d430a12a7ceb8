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

from PIL import Image  # noqa: E402

from policybuilder.web import start  # noqa: E402
from tests import programs  # noqa: E402
from tests.web.tour import Tour, screens, workspace  # noqa: E402

FOLDER = REPOSITORY / "docs/screens"
WIDTHS = {"desk": (1280, 800), "phone": (390, 780)}
TALLEST = 1600
"""How many pixels of a long screen are shown."""
COLOURS = 24
SHOWN = {
    "councils": "The councils of the workspace",
    "council-found": "A new council is looked up in the register",
    "council-started": "What its policies are to be",
    "adopt-passages": "A new council of an old policy: whose words stand?",
    "adopt-preview": "What would be written of the old policy",
    "adopted": "The profile is made",
    "tasks": "The tasks of a council",
    "subject": "The questions of a subject",
    "question-preview": "A question, and what an answer would change",
    "question-wrong": "An answer that is none",
    "question-stale": "An answer that somebody else gave meanwhile",
    "undo": "The last change, to be taken back",
    "hand-off": "Who answers what",
    "returned": "A form that came back",
    "open-points": "What is still open",
    "clauses": "The clauses of a document",
    "clause-preview": "A clause in the council's own words, and what that changes",
    "waiting": "A build that is under way",
    "built": "What came of it",
    "documents": "The documents, to download",
    "take-changes": "A Word file that came back",
    "take-change": "One change of it",
    "taken": "What was taken",
    "old-policy-found": "What an old policy decided, beside the answers now",
    "compare": "Two versions to compare",
    "comparison": "The comparison",
    "approve-refused": "An approval, and what is in its way",
    "versions": "Versions and reviews",
    "withdraw-check": "A withdrawal, to be checked",
    "library": "What a newer library brings",
    "coverage": "Which items of the frameworks the documents answer",
    "broken": "A file that somebody broke in an editor",
}
"""The screens that are shown, each with what it is."""


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
