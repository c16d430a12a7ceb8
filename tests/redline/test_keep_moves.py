"""What the new document marks as moved stays moved, by its author, where it leads from the old document's words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import strategies as st

from policybuilder.redline.package import read_package
from tests.properties import holds_for_any
from tests.redline.test_keep import KEPT, authors, ins, kept
from tests.redline.word import Part, W, cell, docx, p, raw, row, table

_OF = 'w:author="Member {who}" w:date="2026-01-02T10:00:00Z"'


def moved(side: str, text: str, number: int, name: str = "m1", who: str = "A") -> Part:
    """Return words that moved "From" here or "To" here, as Word writes them."""
    by, words = _OF.format(who=who), f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
    return raw(
        f'<w:move{side}RangeStart w:id="{number}" {by} w:name="{name}"/><w:move{side} w:id="{number + 1}" {by}>{words}'
        f'</w:move{side}><w:move{side}RangeEnd w:id="{number}"/>'
    )


def moved_paragraphs(side: str, texts: list[str], number: int, name: str = "m1") -> Part:
    """Return whole paragraphs that moved, in one range."""
    by, found = _OF.format(who="A"), ""
    for at, text in enumerate(texts):
        start = f'<w:move{side}RangeStart w:id="{number}" {by} w:name="{name}"/>' if not at else ""
        found += (
            f'<w:p><w:pPr><w:rPr><w:move{side} w:id="{number + 1 + 2 * at}" {by}/></w:rPr></w:pPr>{start}<w:move{side} '
            f'w:id="{number + 2 + 2 * at}" {by}><w:r><w:t>{text}</w:t></w:r></w:move{side}></w:p>'
        )
    return raw(f'{found}<w:move{side}RangeEnd w:id="{number}"/>')


_AWAY, _HERE = moved("From", "One is here. ", 700), moved("To", " One is here.", 710)
_READ, _OFTEN = p("Read it."), p("Read it often.")
_LONG = "This is a long one to move."
PAIRS: dict[str, tuple[list[Part], list[Part], list[str]]] = {
    "a sentence within its paragraph": (
        [p("One is here. Two is there. Three is far."), _READ],
        [p(_AWAY, "Two is there. Three is far.", _HERE), _OFTEN],
        ["One is here. ", " One is here."],
    ),
    "a sentence within a paragraph in which another word differs": (
        [p("One is here. Two is there. Three is far."), _READ],
        [p(_AWAY, "Two stands there. Three is far.", _HERE), _READ],
        ["One is here. ", ". One is here"],
    ),
    "a sentence into another paragraph": (
        [p("One is here. Two is there."), p("Three is far."), _READ],
        [p(_AWAY, "Two is there."), p("Three is far.", _HERE), _OFTEN],
        ["One is here. ", " One is here."],
    ),
    "a short paragraph": (
        [p("Short."), KEPT, _READ],
        [moved_paragraphs("From", ["Short."], 700), KEPT, moved_paragraphs("To", ["Short."], 710), _OFTEN],
        ["Short.", "Short."],
    ),
    "a paragraph past a shorter one": (
        [p(_LONG), KEPT, _READ],
        [moved_paragraphs("From", [_LONG], 700), KEPT, moved_paragraphs("To", [_LONG], 710), _OFTEN],
        [_LONG, _LONG],
    ),
    "two paragraphs in one range": (
        [p(_LONG), p("And."), KEPT, _READ],
        [moved_paragraphs("From", [_LONG, "And."], 700), KEPT, moved_paragraphs("To", [_LONG, "And."], 710), _OFTEN],
        [_LONG, "And.", _LONG, "And."],
    ),
    "a paragraph of which the old document has another word": (
        [p(_LONG.replace("long", "tall")), KEPT, _READ],
        [moved_paragraphs("From", [_LONG], 700), KEPT, moved_paragraphs("To", [_LONG], 710), _OFTEN],
        ["This is a ", " one to move.", "This is a ", " one to move."],
    ),
    "words into a cell": (
        [table(row(cell(p("Owner")), "x")), p("The board owns it. Nobody else."), _READ],
        [
            table(row(cell(p("Owner", moved("To", " The board owns it.", 710))), "x")),
            p(moved("From", "The board owns it. ", 700), "Nobody else."), _OFTEN,
        ],
        [" The board owns it.", "The board owns it. "],
    ),
    "two moves by two people": (
        [p("One is here. Two is there."), p("Three is far. Four is near."), _READ],
        [
            p(_AWAY, "Two is there.", moved("To", " Four is near.", 730, "m2", "B")),
            p("Three is far.", _HERE, moved("From", " Four is near.", 720, "m2", "B")), _OFTEN,
        ],
        ["One is here. ", " Four is near.", " One is here.", " Four is near."],
    ),
    "a move beside words that one put in": (
        [p("One is here. Two is there."), p("Three is far."), _READ],
        [
            p(_AWAY, "Two is there."),
            p("Three is far.", _HERE, ins(" Four came.", "A", 740)), _OFTEN,
        ],
        ["One is here. ", " One is here."],
    ),
}  # fmt: skip


def moves(content: bytes) -> list[str]:
    """Return the words in each mark of a move, in order."""
    root = read_package(content).root("word/document.xml")
    found = [mark for mark in root.iter(f"{{{W}}}moveFrom", f"{{{W}}}moveTo") if len(mark)]
    assert all(mark.get(f"{{{W}}}author") != "Clerk" for mark in found)
    return ["".join(mark.itertext()) for mark in found]


@pytest.mark.parametrize("case", PAIRS)
def test_what_somebody_moved_stays_a_move_of_theirs(case: str) -> None:
    old, new, expected = PAIRS[case]
    result = kept(docx(*old), docx(*new))
    assert moves(result.content) == expected
    assert not [str(note) for note in result.notes if note.about.startswith("not kept")]
    assert "Clerk" in authors(result)


def test_a_move_whose_words_the_old_document_has_not_where_they_left_is_an_insertion_of_its_author() -> None:
    new = [p(_AWAY, "Two is."), p("Three.", _HERE), _OFTEN]
    result = kept(docx(p("Two is."), p("Three."), _READ), docx(*new))
    assert moves(result.content) == []
    assert "Member A" in authors(result)
    lost = [str(note) for note in result.notes if note.about.startswith("not kept")]
    assert [note.partition(" by ")[0] for note in lost] == ["not kept: paragraph 1: moved away “One is here. ”"]


def test_a_paragraph_that_one_took_out_here_and_put_in_there_is_no_move_of_ours() -> None:
    end = "<w:pPr><w:rPr><w:{0} w:id='{1}' {2}/></w:rPr></w:pPr>"
    by = _OF.format(who="A")
    went = raw(f"<w:p>{end.format('del', 750, by)}<w:del w:id='751' {by}><w:r><w:delText>{_LONG}</w:delText></w:r></w:del></w:p>")  # fmt: skip  # noqa: E501
    came = raw(f"<w:p>{end.format('ins', 752, by)}<w:ins w:id='753' {by}><w:r><w:t>{_LONG}</w:t></w:r></w:ins></w:p>")
    result = kept(docx(p(_LONG), KEPT, _READ), docx(went, KEPT, came, _OFTEN))
    assert {note.about.partition(":")[0] for note in result.notes} == {"kept"}


_SENTENCES = [f"{who} {does} {what}." for who, does, what in zip(
    ("Staff", "Managers", "The board", "Residents", "Nobody", "Councillors", "Schools", "Partners"),
    ("report", "keep", "looks at", "may ask for", "shares", "read", "follow", "agree to"),
    ("what they found", "a list of tools", "each tool every year", "an answer by letter", "the words of others",
     "the papers", "the same rules as we do", "all of this in writing"), strict=True,
)]  # fmt: skip
Texts = list[list[str]]


@st.composite
def _moved(draw: st.DrawFn) -> tuple[bytes, bytes]:
    """Return a document, and another in which somebody moved sentences and paragraphs on record, and others changed."""
    texts: Texts = draw(
        st.lists(st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=3, unique=True), min_size=2, max_size=5)
    )
    new: list[list[Part | str]] = [[f"{' ' if at else ''}{s}" for at, s in enumerate(each)] for each in texts]
    blocks: list[Any] = list(new)
    number = 700
    for at in range(draw(st.integers(1, 2))):
        number, name = number + 40, f"m{at}"
        if draw(st.booleans()):
            source = draw(st.sampled_from([each for each in new if any(isinstance(s, str) for s in each)]))
            place = draw(st.sampled_from([i for i, s in enumerate(source) if isinstance(s, str)]))
            text = str(source[place])
            source[place] = moved("From", text, number, name)
            target = draw(st.sampled_from(new))
            target.insert(draw(st.integers(0, len(target))), moved("To", text, number + 2, name))
        else:
            plain = [i for i, b in enumerate(blocks) if isinstance(b, list) and all(isinstance(s, str) for s in b)]
            if plain:
                place = draw(st.sampled_from(plain))
                text = "".join(str(s) for s in blocks[place])
                new = [each for each in new if each is not blocks[place]] or [[]]
                blocks[place] = moved_paragraphs("From", [text], number, name)
                blocks.insert(draw(st.integers(0, len(blocks))), moved_paragraphs("To", [text], number + 10, name))
    for _ in range(draw(st.integers(0, 2))):
        each = draw(st.sampled_from(texts))
        each[draw(st.integers(0, len(each) - 1))] = draw(st.sampled_from(_SENTENCES))
    old = [p(" ".join(each)) for each in texts]
    return docx(*old, KEPT), docx(*(p(*b) if isinstance(b, list) else b for b in blocks), KEPT)


@holds_for_any(short=8, long=400, pair=_moved())
def test_the_law_holds_for_any_moves_on_record(pair: tuple[bytes, bytes]) -> None:
    result = kept(*pair)
    assert authors(result) <= {"Member A", "Clerk"}
