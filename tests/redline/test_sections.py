"""Documents with unlike numbers of sections: each that came or went is a tracked mark, and both judges agree."""

from __future__ import annotations

import pytest

from policybuilder.redline import redline
from tests.redline import judge
from tests.redline.named_pairs import A, B, C, D
from tests.redline.word import docx, p, section
from tests.some import one_in

WIDE = section(landscape=True)
ONE = docx(p(A), p(B), p(C))
TWO = docx(p(A), p(B, sect=WIDE), p(C))
THREE = docx(p(A, sect=section()), p(B, sect=WIDE), p(C))
PAIRS = {
    "a section more": (ONE, TWO),
    "one split in two": (TWO, THREE),
    "two sections more": (ONE, THREE),
    "the page of the middle one set up otherwise": (
        THREE,
        docx(p(A, sect=section()), p(B, sect=section(columns=2)), p(C)),
    ),
    "a section more and other words in the header": (
        docx(p(A), p(B), header=("One",)),
        docx(p(A, sect=WIDE), p(B), header=("Two",)),
    ),
    "all rewritten as one section": (THREE, docx(p(D))),
}


@pytest.mark.parametrize("backwards", [False, True], ids=["", "backwards"])
@pytest.mark.parametrize("name", one_in(4, PAIRS))
def test_unlike_sections_are_tracked_and_proven(name: str, backwards: bool) -> None:
    old, new = reversed(PAIRS[name]) if backwards else PAIRS[name]
    made = redline(old, new)
    assert made.verdict.word == "proven"
    assert judge.read(made.content, "new") == judge.read(new)
    assert judge.read(made.content, "old") == judge.read(old)
