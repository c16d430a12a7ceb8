"""LibreOffice as a second judge: what it says after accepting all is the new text, after rejecting all the old one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.programs import Office
from tests.redline.test_pairs import CASES, redlined, sides

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


def _spoken(texts: list[str]) -> list[str]:
    """Return what is said: without empty paragraphs and cells, and without the names of cells."""
    said = [text.rsplit(": ", 1)[-1].strip() for text in texts if text != "table"]
    return [text for text in said if text]


def _kind(case: str) -> str:
    return case.split("-")[0]


_JUDGED = [case for case in CASES if not case.startswith(_NOT_ITS_STRENGTH)]
_A_PAIR_OF_EACH_KIND = list({_kind(case): case for case in reversed(_JUDGED)}.values())


@pytest.mark.parametrize(
    "cases",
    [
        pytest.param(_A_PAIR_OF_EACH_KIND[::4], id="a pair of some kinds"),
        pytest.param(_A_PAIR_OF_EACH_KIND, id="a pair of each kind", marks=pytest.mark.rest),
        pytest.param(_JUDGED, id="every pair", marks=pytest.mark.long),
    ],
)
def test_libreoffice_agrees_about_every_pair(cases: list[str], tmp_path: Path, office: Office) -> None:
    heard: dict[tuple[str, bytes], list[str]] = {}

    def said(side: str, content: bytes) -> list[str]:
        # A pair is compared both ways, and each of its files is opened once.
        if (side, content) not in heard:
            path = tmp_path / f"{len(heard)}.docx"
            path.write_bytes(content)
            heard[side, content] = _spoken(office.texts(side, path) or ["LibreOffice went down"])
        return heard[side, content]

    wrong = []
    for case in cases:
        old, new = sides(case)
        content = redlined(case).content
        for side, wanted in (("accept", new), ("reject", old)):
            answer, right = said(side, content), said("plain", wanted)
            if answer != right:
                wrong.append((case, side, answer, right))
    assert wrong == []
