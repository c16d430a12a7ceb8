"""Every pair of the corpus, both ways: the law by two judges, well-made marks, valid files, little noise."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from policybuilder.redline import Redline, redline, verify
from tests.programs import validator
from tests.redline import judge, noise
from tests.some import one_in

FOLDER = Path(__file__).parent / "pairs"
NAMES = sorted(path.name.removesuffix(".old.docx") for path in FOLDER.glob("*.old.docx"))
# The long ones are compared one way only, to keep the suite quick.
CASES = [*NAMES, *(f"{name} backwards" for name in NAMES if not name.startswith("policy-"))]
# A whole policy takes long; each run compares one, and a long run all of them.
POLICY = "policy-version-1.0-to-1.1"
LONG = [name for name in NAMES if name.startswith("policy-") and name != POLICY]
SHORT = [case for case in CASES if case not in LONG]
EACH_RUN = [case for case in SHORT if case == POLICY or SHORT.index(case) % 3 == 0]
# What Word cannot track, or what was settled before comparing; its own tests say what happens instead.
NO_TRACKED_FORM = ("header-added", "tracked-changes-in-the-old", "content-control-deleted-last-in-the-story")
# Word writes a row's properties with nothing but its mark; the SDK accepts this, this validator does not.
# ECMA-376 part 1 (CT_RunTrackChange) lets an insertion or deletion hold a smart tag and custom XML; this one does not.
NO_FAULTS = re.compile(
    r"Required sequence content is missing$|Element '(smartTag|customXml)' is not a valid choice\. Expected one of: r"
)


def marked(cases: list[str]) -> list[ParameterSet]:
    """Return cases to test: some in each run, the rest, and those that take long."""
    others = {case: pytest.mark.long if case in LONG else pytest.mark.rest for case in CASES if case not in EACH_RUN}
    return [pytest.param(case, marks=others.get(case, ())) for case in cases]


def sides(case: str) -> tuple[bytes, bytes]:
    name = case.removesuffix(" backwards")
    old, new = ((FOLDER / f"{name}.{side}.docx").read_bytes() for side in ("old", "new"))
    return (old, new) if name == case else (new, old)


@cache
def redlined(case: str) -> Redline:
    return redline(*sides(case))


def test_the_corpus_has_at_least_sixty_pairs() -> None:
    assert len(NAMES) >= 60


@pytest.mark.parametrize("case", one_in(3, marked([case for case in CASES if not case.startswith(NO_TRACKED_FORM)])))
def test_a_second_judge_finds_the_law_kept(case: str) -> None:
    old, new = sides(case)
    content = redlined(case).content
    assert judge.read(content, "new") == judge.read(new)
    assert judge.read(content, "old") == judge.read(old)


@pytest.mark.parametrize("case", one_in(3, marked(CASES)))
def test_the_first_judge_agrees_when_asked_from_outside(case: str) -> None:
    verdict = verify(*sides(case), redlined(case).content)
    assert verdict.holds, [*verdict.breaks, *verdict.faults]


@pytest.mark.parametrize("case", marked(CASES))
def test_the_verdict_is_proven_wherever_nothing_is_left_that_word_cannot_track(case: str) -> None:
    verdict = redlined(case).verdict
    listed = {
        "header-added": "default header of section 1",
        "content-control-deleted-last-in-the-story": "the end of the document",
        "bookmark-moved-elsewhere": "bookmarks",
        "cross-reference-to-a-moved-paragraph": "bookmarks",
        "style-defined-differently": "styles",
        "saved-by-libreoffice-on-one-side-only": "styles; document settings",
    }.get(case.removesuffix(" backwards"), "")
    if case.startswith("policy-"):
        assert verdict.holds
    else:
        assert (verdict.word, "; ".join(verdict.places)) == ("proven but for" if listed else "proven", listed)


IN_FEW_AND_IN_ALL = pytest.mark.parametrize(
    "cases",
    [
        pytest.param(EACH_RUN, id="each run"),
        pytest.param(SHORT, id="short", marks=pytest.mark.rest),
        pytest.param(CASES, id="all", marks=pytest.mark.long),
    ],
)


@IN_FEW_AND_IN_ALL
def test_no_place_had_to_be_marked_as_a_whole(cases: list[str]) -> None:
    found = {case: [str(note) for note in redlined(case).notes if "as a whole" in note.message] for case in cases}
    assert {case: notes for case, notes in found.items() if notes} == {}


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith(("nothing", "runs-split", "field-code", "list-renumbered"))])  # fmt: skip  # noqa: E501
def test_what_says_the_same_is_not_marked(name: str) -> None:
    assert redlined(name).counts.total == 0


def faults(content: bytes, folder: Path) -> Iterator[str]:
    path = folder / "file.docx"
    path.write_bytes(content)
    for error in validator().validate(path).errors:
        if not NO_FAULTS.match(error.description):
            yield f"{error.part_uri}: {error.description}"


@pytest.mark.validator
@pytest.mark.parametrize("name", one_in(3, marked(NAMES)))
def test_the_redline_is_as_valid_as_its_sources(name: str, tmp_path: Path) -> None:
    found = set(faults(redlined(name).content, tmp_path))
    if found:
        found -= {fault for source in sides(name) for fault in faults(source, tmp_path)}
    assert found == set()


@IN_FEW_AND_IN_ALL
def test_little_is_marked_beyond_what_changed(cases: list[str]) -> None:
    ratios: list[float] = []
    for case in cases:
        if case.startswith(NO_TRACKED_FORM):
            continue
        old, new = sides(case)
        changed = noise.minimal(noise.text(old), noise.text(new))
        if changed:
            ratios.append(noise.marked(redlined(case).content) / changed)
            assert changed <= 200 or ratios[-1] <= 3, case
    assert statistics.median(ratios) <= 1.2
