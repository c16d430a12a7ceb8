"""Documents at random in which links, fields, formatting and the end come and go; and damaged redlines."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st
from lxml import etree

from tests.redline import word

Node = tuple[Any, ...]
W = f"{{{word.W}}}"
_words = st.lists(st.sampled_from(["the", "council", "keeps", "a", "register", "of", "tools"]), min_size=1, max_size=4)
_text = _words.map(lambda words: " ".join(words) + " ")
_maybe_text = st.one_of(_text, _text, st.just(""))
_run = st.tuples(st.just("run"), st.sampled_from(["plain", "plain", "b", "i", "red"]), _text)
_link = st.tuples(
    st.just("link"),
    st.sampled_from(["https://a.example/", "https://b.example/?x=1&y=\\z", "#one", "#two"]),
    st.sampled_from(["", "", 'A tip with "quotes" in it']),
    st.lists(st.one_of(_run, st.tuples(st.just("simple"), st.just(" PAGE "), _text)), max_size=2).map(tuple),
)
_simple = st.tuples(st.just("simple"), st.sampled_from([" AUTHOR ", " TITLE ", ' DATE \\@ "d MMMM" ']), _maybe_text)
_complex = st.tuples(st.just("field"), st.sampled_from([" AUTHOR ", " REF one \\h "]), _text)
_link_field = st.tuples(
    st.just("field"), st.sampled_from([' HYPERLINK "https://a.example/" ', ' HYPERLINK \\l "one" ']), _text
)
_control = st.tuples(st.just("control"), st.sampled_from(["x", "y"]), _text)
_inline = st.one_of(_run, _run, _link, _link, _simple, _simple, _complex, _link_field, _control)
_looks = st.sampled_from(["", "", "Quote", "Heading1"])
_paragraph = st.tuples(st.just("p"), _looks, st.lists(_inline, max_size=4).map(tuple))
_empty = st.just(("p", "", ()))
_cell = st.tuples(st.booleans(), st.lists(_paragraph, min_size=1, max_size=2).map(tuple))
_table = st.tuples(st.just("tbl"), st.lists(st.tuples(_cell, _cell), min_size=1, max_size=2).map(tuple))
_held = st.tuples(st.just("sdt"), st.sampled_from(["a", "b"]), st.lists(_paragraph, min_size=1, max_size=2).map(tuple))
_block = st.one_of(_paragraph, _paragraph, _paragraph, _empty, _table, _held)
documents = st.lists(_block, min_size=1, max_size=4).map(tuple)


@st.composite
def edited(draw: st.DrawFn, document: tuple[Node, ...]) -> tuple[Node, ...]:
    """Return a document with one to three things put in, taken out, moved or changed, often at the end."""
    blocks = list(document)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.sampled_from([len(blocks) - 1, *range(len(blocks))]))
        kind = draw(st.sampled_from(["in", "out", "move", "end", "inline", "inline", "inline", "wrap"]))
        if kind == "in":
            blocks.insert(at, draw(_block))
        elif kind == "out" and len(blocks) > 1:
            del blocks[at]
        elif kind == "move":
            blocks.insert(draw(st.integers(0, len(blocks) - 1)), blocks.pop(at))
        elif kind == "end":
            blocks.append(draw(st.one_of(_empty, _block)))
        elif blocks[at][0] == "p":
            blocks[at] = (*blocks[at][:2], tuple(draw(_changed(blocks[at][2], kind))))
        elif blocks[at][0] == "sdt":
            inside = list(blocks[at][2])
            inside[-1] = (*inside[-1][:2], tuple(draw(_changed(inside[-1][2], kind))))
            blocks[at] = (*blocks[at][:2], tuple(inside))
        else:
            (round_it, held), *others = blocks[at][1][-1]
            held = ((*held[0][:2], tuple(draw(_changed(held[0][2], kind)))), *held[1:])
            blocks[at] = ("tbl", (*blocks[at][1][:-1], ((round_it, held), *others)))
    return tuple(blocks)


@st.composite
def _changed(draw: st.DrawFn, pieces: tuple[Node, ...], kind: str) -> list[Node]:
    found = list(pieces)
    if not found:
        return [draw(_inline)]
    at = draw(st.integers(0, len(found) - 1))
    if kind == "wrap" and found[at][0] == "run":
        # The words stay; a link or a field comes round them.
        text = found[at][2]
        found[at] = draw(st.sampled_from([("link", "#one", "", (found[at],)), ("simple", " TITLE ", text)]))
        return found
    what = draw(st.sampled_from(["in", "out", "move", "other"]))
    if what == "in":
        found.insert(at, draw(_inline))
    elif what == "out":
        del found[at]
    elif what == "move":
        found.insert(draw(st.integers(0, len(found) - 1)), found.pop(at))
    else:
        found[at] = draw(_inline)
    return found


def written(document: tuple[Node, ...]) -> bytes:
    """Return a generated document as a .docx."""
    return word.docx(*(_written(block) for block in document))


def _written(block: Node) -> word.Part:
    if block[0] == "p":
        return word.p(*(_piece(piece) for piece in block[2]), style=block[1])
    if block[0] == "tbl":
        return word.table(*(word.row(*(_cell_part(cell) for cell in row)) for row in block[1]))
    return word.control(block[1], *(_written(inner) for inner in block[2]))


def _cell_part(cell: Node) -> word.Part:
    inside = word.cell(*(_written(block) for block in cell[1]))
    return word.control("cell", inside) if cell[0] else inside


def _piece(piece: Node) -> word.Piece:
    kind = piece[0]
    if kind == "run":
        return str(piece[2]) if piece[1] == "plain" else getattr(word, piece[1])(piece[2])
    if kind == "link":
        return word.link_to(piece[1], piece[2], *(_piece(inner) for inner in piece[3]))
    if kind == "simple" and not piece[2]:
        return word.raw(word.empty_simple_field(piece[1]))
    made = {"simple": word.simple_field, "field": word.field_, "control": word.inline_control}
    return made[kind](*piece[1:])


def unwrap(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    at = parent.index(element)
    parent[at : at + 1] = list(element)


def take_out(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _split(element: etree._Element) -> None:
    twin = deepcopy(element)
    element.addnext(twin)
    del element[1:]
    del twin[:1]


def _empty_it(element: etree._Element) -> None:
    del element[:]


def _follow_with(xml: str) -> Callable[[etree._Element], None]:
    def follow(element: etree._Element) -> None:
        element.addnext(etree.fromstring(f'<x xmlns:w="{word.W}">{xml}</x>')[0])

    return follow


DAMAGE: tuple[tuple[str, Callable[[etree._Element], None]], ...] = (
    ("ins", unwrap),
    ("del", take_out),
    ("r", take_out),
    ("p", _follow_with("<w:p/>")),
    ("r", _follow_with('<w:hyperlink w:anchor="one"/>')),
    ("r", _follow_with('<w:fldSimple w:instr=" TITLE "/>')),
    ("r", _follow_with('<w:smartTag w:element="place"/>')),
    ("hyperlink", unwrap),
    ("hyperlink", _empty_it),
    ("hyperlink", _split),
    ("fldSimple", unwrap),
    ("fldSimple", _split),
    ("fldSimple", _empty_it),
    ("rPr", take_out),
    ("pStyle", take_out),
    ("sdt", take_out),
)
"""What may be done to an element of a redline, by its name, that a proof has to see where it makes a difference."""


def damaged(content: bytes, tag: str, damage: Callable[[etree._Element], None], which: int) -> bytes:
    """Return a .docx with the damage done to one element of its main part that has this name, if there is any."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w") as target:
        for info in source.infolist():
            part = source.read(info)
            if info.filename == "word/document.xml":
                root = etree.fromstring(part)
                found = list(root.iter(W + tag))
                if found:
                    damage(found[which % len(found)])
                part = etree.tostring(root)
            target.writestr(info.filename, part)
    return buffer.getvalue()
