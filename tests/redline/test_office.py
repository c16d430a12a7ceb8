"""LibreOffice as a second judge: what it says after accepting all is the new text, after rejecting all the old one."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.redline.test_pairs import CASES, redlined, sides

_PYTHON = "/usr/bin/python3"
# What LibreOffice 7.4 does not do with tracked changes, whoever made them (docs/redline.md says which and why).
_NOT_ITS_STRENGTH = (
    # A control of one paragraph, also last in a cell, round a cell or at the end: changes inside it are left alone.
    "content-control",
    "control-",
    "story-ends-in-a-control",
    "simple-field",  # changes inside w:fldSimple are left alone
    "field-re",  # a REF to nothing is worked out anew
    "policy-",  # lines of a table of contents run together where one between them is rejected
    "tracked-changes",
    "header-added",
)
pytestmark = pytest.mark.office


def _has_office() -> bool:
    if shutil.which("soffice") is None:
        return False
    return subprocess.run([_PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode == 0


def _spoken(texts: list[str]) -> list[str]:
    """Return what is said: without empty paragraphs and cells, and without the names of cells."""
    said = [text.rsplit(": ", 1)[-1].strip() for text in texts if text != "table"]
    return [text for text in said if text]


@pytest.mark.skipif(not _has_office(), reason="needs LibreOffice with its Python bridge")
def test_libreoffice_agrees_about_every_pair(tmp_path: Path) -> None:
    cases = [case for case in CASES if not case.startswith(_NOT_ITS_STRENGTH)]
    asked: list[tuple[str, bytes]] = []
    for case in cases:
        old, new = sides(case)
        content = redlined(case).content
        asked += [("accept", content), ("plain", new), ("reject", content), ("plain", old)]
    # A pair is compared both ways, and each of its files is opened once.
    jobs: dict[tuple[str, bytes], str] = {}
    for side, content in dict.fromkeys(asked):
        path = tmp_path / f"{len(jobs)}.docx"
        path.write_bytes(content)
        jobs[side, content] = f"{side}\t{path}"
    script = Path(__file__).with_name("office_judge.py")
    answer = subprocess.run(
        [_PYTHON, str(script)], input="\n".join(jobs.values()) + "\n", capture_output=True, text=True, check=True
    )
    lines = answer.stdout.splitlines()
    assert len(lines) == len(jobs)
    said = dict(zip(jobs, map(json.loads, lines), strict=True))
    heard = [said[job] for job in asked]
    wrong = []
    for at, case in enumerate(cases):
        answers = [_spoken(texts or ["LibreOffice went down"]) for texts in heard[4 * at : 4 * at + 4]]
        accepted, new_text, rejected, old_text = answers
        if accepted != new_text:
            wrong.append((case, "accept", accepted, new_text))
        if rejected != old_text:
            wrong.append((case, "reject", rejected, old_text))
    assert wrong == []
