"""A year of one policy: five releases of the library and a year of decisions, ending in versions 1.0, 1.1, 1.2 and 2.0.

The council is invented. `tell(folder)` writes the story's workspace into an empty folder and approves the versions; run
as a program, it puts the versions and their comparisons into output/ as the example that ships:

    python -m tests.lifecycle.year
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from policybuilder import api
from policybuilder.compare import compare
from policybuilder.compare.write_html import write_html
from policybuilder.compare.write_markdown import write_summary
from policybuilder.errors import PolicyBuilderError
from policybuilder.library.library import open_library
from policybuilder.library.workspace import built_in_root, open_workspace
from policybuilder.lifecycle.approve import Approval, approve
from policybuilder.lifecycle.build import build_profile
from policybuilder.lifecycle.built import Order
from policybuilder.lifecycle.put import Making
from policybuilder.lifecycle.sides import open_sides
from policybuilder.lifecycle.summary import changes_file, summary_file
from tests.update.edited import Edited

COUNCIL, DOCUMENT = "ashcombe", "generative-ai-policy"
CABINET = "Cabinet"
OFFICER = "Chief Digital and Information Officer"
APART = "The AI governance policy is still with the trade unions, and staff need the rules of use now"
"""Why the policy is approved before the one that it refers to."""
COMPARISONS = (("1.0", "1.1"), ("1.1", "1.2"), ("1.2", "2.0"), ("1.0", "2.0"))
TOOL = "0.1.0"

NEW_CLAUSE = """\
---
id: synthetic-media
title: Voices and faces made by AI
version: 1.0.0
level: mandatory
changes:
  - {version: 1.0.0, date: 2027-06-14, kind: major, why: Tools that copy a voice are now in everyday office software}
---
You must not use AI to copy the voice or face of a real person who has not agreed in writing, even inside the council.

If you receive a call or a video that may have been made by AI, you must check who it is from before you act on it.
"""

SHIPPED_TEMPLATE = re.search(
    r"^version: (.*)$", (built_in_root() / "templates/generative-ai-policy.yaml").read_text("utf-8"), re.MULTILINE
)[1]  # type: ignore[index]
NEXT_TEMPLATE = f"{SHIPPED_TEMPLATE.split('.')[0]}.{int(SHIPPED_TEMPLATE.split('.')[1]) + 1}.0"
"""The version of the template that takes in the new clause: the next after the one that ships."""

LAST_WORDS = "you must check who it is from before you act on it."
MEMBERS_WORDS = "The council must tell residents on its website how to check that a call from the council is real."
AGREED = "Members agreed this amendment at the Cabinet meeting of 16 November 2027."


def tell(root: Path) -> None:
    """Write the story's workspace into an empty folder, year by year, and approve its versions there."""
    _release_1(root)
    _paper(root, date(2026, 11, 27))
    _approve(root, "1.0", CABINET, date(2026, 12, 8), "CAB/26/114")

    _change_clause(
        root,
        "meetings/meeting-transcription",
        "2027-01-18",
        "minor",
        "Officers asked who corrects a wrong name in a transcript",
        "If a note gets a name wrong, the host must correct it within five working days of being told.\n",
    )
    _replace(root, "siro: Director of Resources", "siro: Director of Finance")
    # The approver of exceptions is the same officer by default, so that default was looked at again.
    _replace(root, "exception_approver: Director of Resources", "exception_approver: Director of Finance")
    _replace(root, "date: 2026-11-25", "date: 2027-02-01")
    _paper(root, date(2027, 2, 8))
    _approve(root, "1.1", OFFICER, date(2027, 2, 15), "OD/27/31")

    _change_clause(
        root,
        "foi/foi-eir",
        "2027-03-22",
        "minor",
        "Requests now often ask for the prompts behind a decision",
        "If a request asks for the prompts behind a decision, you must look in the case file, too.\n",
    )
    _replace(root, "dpo_email: data.protection@", "dpo_email: privacy@")
    _replace(root, "adm_contact: data.protection@", "adm_contact: privacy@")
    _replace(root, "date: 2027-02-01", "date: 2027-04-12")
    _paper(root, date(2027, 4, 26))
    _approve(root, "1.2", OFFICER, date(2027, 5, 4), "OD/27/88")

    (root / "clauses/acceptable-use/synthetic-media.md").write_text(NEW_CLAUSE)
    template = root / "templates/generative-ai-policy.yaml"
    text = template.read_text()
    text = re.sub(r"^version: .*$", f"version: {NEXT_TEMPLATE}", text, count=1, flags=re.MULTILINE)
    before = "      - no-sole-significant-decisions\n"
    assert before in text
    template.write_text(text.replace(before, f"{before}      - synthetic-media\n"))
    _change_clause(
        root,
        "accuracy-oversight/accuracy-checking",
        "2027-09-06",
        "minor",
        "Two councils published figures that AI had made up",
        "A second person must check every figure and quotation before it is published.\n",
    )
    _replace(root, "retention_transcripts_days: 30", "retention_transcripts_days: 14")
    _replace(root, "date: 2027-04-12", "date: 2027-11-01")
    _replace(root, "review_date: 2027-12-01", "review_date: 2028-12-01")
    _paper(root, date(2027, 11, 5))
    _take(root, date(2027, 11, 16))
    _approve(root, "2.0", CABINET, date(2027, 11, 16), "CAB/27/98", "Members agreed an amendment at the meeting")


def _release_1(root: Path) -> None:
    for name in ("clauses", "templates"):
        shutil.copytree(built_in_root() / name, root / name)
    profiles = built_in_root() / "profiles"
    (root / "profiles").mkdir()
    shutil.copy(profiles / "london-ai-alliance.yaml", root / "profiles")
    text = (profiles / "riverton.yaml").read_text()
    (root / f"profiles/{COUNCIL}.yaml").write_text(text.replace("Riverton", "Ashcombe").replace("riverton", COUNCIL))


def _change_clause(root: Path, name: str, day: str, kind: str, why: str, paragraph: str) -> None:
    """Release the next version of a clause, with one more paragraph."""
    file = root / f"clauses/{name}.md"
    text = file.read_text()
    found = re.search(r"^version: (\d+)\.(\d+)\.\d+$", text, flags=re.MULTILINE)
    assert found is not None
    version = f"{found[1]}.{int(found[2]) + 1}.0"
    text = text.replace(found[0], f"version: {version}", 1)
    entry = f"changes:\n  - {{version: {version}, date: {day}, kind: {kind}, why: {why}}}\n"
    file.write_text(text.replace("changes:\n", entry, 1).rstrip() + "\n\n" + paragraph)


def _replace(root: Path, old: str, new: str) -> None:
    """Change a decision in the council's profile."""
    file = root / f"profiles/{COUNCIL}.yaml"
    text = file.read_text()
    assert text.count(old) == 1, f"the profile should hold {old!r} once"
    file.write_text(text.replace(old, new))


def _paper(root: Path, day: date) -> None:
    """Build the paper for the meeting, or for the officer who decides."""
    order = Order(DOCUMENT, paper=Making(datetime(day.year, day.month, day.day, 9, tzinfo=UTC), TOOL))
    outcome = build_profile(open_library(open_workspace(root)), COUNCIL, order)
    if outcome.problems:
        raise PolicyBuilderError(outcome.problems)


def _take(root: Path, day: date) -> None:
    """Bring back what members wrote into the paper's Word file at the meeting, as a tracked change."""
    paper = root / "output" / COUNCIL / DOCUMENT / "paper" / f"{DOCUMENT}.docx"
    edited = Edited(paper.read_bytes(), by="Democratic Services")
    edited.add_after(LAST_WORDS, MEMBERS_WORDS)
    returned = root / "returned.docx"
    returned.write_bytes(edited.content)
    done = api.take(api.load(root), [returned], reason=AGREED, by=CABINET, minute="CAB/27/98", today=day)
    assert [edit.after for edit in done.taken] == [MEMBERS_WORDS], done.not_taken
    returned.unlink()


def _approve(root: Path, version: str, by: str, day: date, minute: str, since_paper: str = "") -> None:
    now = datetime(day.year, day.month, day.day, 16, tzinfo=UTC)
    approval = Approval(version, by, day, minute, since_paper=since_paper, apart_because=APART)
    approve(open_library(open_workspace(root)), COUNCIL, DOCUMENT, approval, now, TOOL)


def comparisons(root: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of each comparison that ships with the story."""
    library = open_library(open_workspace(root))
    for old, new in COMPARISONS:
        first, second = open_sides(library, f"{COUNCIL}/{DOCUMENT}@{old}", f"{COUNCIL}/{DOCUMENT}@{new}")
        found = compare(first.document, second.document, first.name, second.name)
        yield f"{old}-to-{new}.html", write_html(found)
        yield f"{old}-to-{new}.docx", changes_file(found, library)
        yield f"{old}-to-{new}-summary.md", write_summary(found)
        yield f"{old}-to-{new}-summary.docx", summary_file(found, library)


def main() -> None:
    """Put the story's versions and comparisons into the repository's output/."""
    target = built_in_root() / "output" / COUNCIL
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        tell(root)
        folder = root / "output" / COUNCIL / DOCUMENT / "comparisons"
        folder.mkdir()
        for file, content in comparisons(root):
            (folder / file).write_bytes(content)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(root / "output" / COUNCIL, target)
    print(f"written: {target}")


if __name__ == "__main__":
    main()
