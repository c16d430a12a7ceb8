"""Documents at random for hypothesis, and random edits of them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.redline import word

WORDS = (
    "the",
    "council",
    "must",
    "keep",
    "a",
    "register",
    "of",
    "tools",
    "and",
    "publish",
    "it",
    "risk",
    "data",
    "7.2",
)
Node = tuple[Any, ...]

_words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join)
_text = st.builds(lambda words, end: words + end, _words, st.sampled_from(["", " ", ".", ", ", ". "]))
_formats = st.sampled_from(["plain", "plain", "plain", "b", "i", "red"])
_run = st.tuples(st.just("run"), _formats, _text)
_inline = st.one_of(
    _run,
    _run,
    _run,
    st.tuples(st.just("link"), st.sampled_from(["https://a.example/", "https://b.example/"]), _text),
    st.tuples(st.just("field"), st.sampled_from(["PAGE", " REF one \\h "]), st.sampled_from(["1", "section 7.2"])),
    st.tuples(st.just("footnote"), _text),
    st.tuples(st.just("endnote"), _text),
    st.tuples(st.just("comment"), _text, _text),
    st.tuples(st.just("image"), st.integers(1, 3)),
    st.tuples(st.just("control"), st.sampled_from(["x", "y"]), _text),
    st.tuples(st.just("box"), _text),
    st.tuples(st.just("tab")),
    st.tuples(st.just("simple"), st.sampled_from(["DATE", "TITLE"]), _text),
    st.tuples(st.just("formula"), st.sampled_from(["a+b", "c"])),
)
_looks = st.fixed_dictionaries(
    {
        "style": st.sampled_from(["", "", "", "Heading1", "Quote"]),
        "num": st.sampled_from([0, 0, 0, 1, 2]),
        "align": st.sampled_from(["", "", "center"]),
        "mark": st.sampled_from(["", "", "<w:b/>"]),
        "sect": st.sampled_from([False] * 14 + [True]),
    }
).map(lambda found: tuple(sorted(found.items())))
_plain_looks = _looks.map(lambda looks: tuple((k, v) if k != "sect" else (k, False) for k, v in looks))


def paragraph(sections: bool = True) -> st.SearchStrategy[Node]:
    looks = _looks if sections else _plain_looks
    return st.tuples(st.just("p"), looks, st.lists(_inline, max_size=4).map(tuple))


_cell = st.lists(paragraph(sections=False), min_size=1, max_size=2).map(tuple)


def _rows(columns: int) -> st.SearchStrategy[Node]:
    return st.lists(st.lists(_cell, min_size=columns, max_size=columns).map(tuple), min_size=1, max_size=3).map(tuple)


_table = st.integers(1, 3).flatmap(lambda columns: st.tuples(st.just("tbl"), _rows(columns)))
_inner = st.lists(st.one_of(paragraph(sections=False), paragraph(sections=False), _table), min_size=1, max_size=3)
_control = st.tuples(st.just("sdt"), st.sampled_from(["clause:a", "clause:b", "clause:c"]), _inner.map(tuple))
_block = st.one_of(paragraph(), paragraph(), paragraph(), _table, _control)
_end = st.tuples(st.just("p"), _plain_looks, st.lists(_run, max_size=2).map(tuple))
documents = st.builds(lambda blocks, last: (*blocks, last), st.lists(_block, max_size=6), _end)


@st.composite
def edited(draw: st.DrawFn, document: tuple[Node, ...]) -> tuple[Node, ...]:
    """Return a document with a few random edits: blocks put in, taken out, moved, and changed inside."""
    blocks = list(document)
    for _ in range(draw(st.integers(0, 4))):
        kind = draw(st.sampled_from(["in", "out", "move", "change", "change", "change"]))
        if kind == "in":
            blocks.insert(draw(st.integers(0, len(blocks) - 1)), draw(_block))
        elif kind == "out" and len(blocks) > 1:
            del blocks[draw(st.integers(0, len(blocks) - 1))]
        elif kind == "move" and len(blocks) > 1:
            block = blocks.pop(draw(st.integers(0, len(blocks) - 1)))
            blocks.insert(draw(st.integers(0, len(blocks))), block)
        elif kind == "change":
            at = draw(st.integers(0, len(blocks) - 1))
            blocks[at : at + 1] = draw(_changed(blocks[at]))
    if blocks[-1][0] != "p" or dict(blocks[-1][1])["sect"]:
        blocks.append(draw(_end))
    return tuple(blocks)


@st.composite
def _changed(draw: st.DrawFn, block: Node) -> list[Node]:
    if block[0] == "p":
        looks, runs = block[1], list(block[2])
        kind = draw(st.sampled_from(["looks", "in", "out", "split", "word", "word"]))
        if kind == "looks":
            return [("p", draw(_plain_looks), tuple(runs))]
        if kind == "in" or not runs:
            runs.insert(draw(st.integers(0, len(runs))), draw(_inline))
        elif kind == "out":
            del runs[draw(st.integers(0, len(runs) - 1))]
        elif kind == "split":
            at = draw(st.integers(0, len(runs)))
            first = tuple((k, v) if k != "sect" else (k, False) for k, v in looks)
            return [("p", first, tuple(runs[:at])), ("p", looks, tuple(runs[at:]))]
        else:
            at = draw(st.integers(0, len(runs) - 1))
            if len(runs[at]) > 1 and isinstance(runs[at][-1], str):
                runs[at] = (*runs[at][:-1], draw(_text))
        return [("p", looks, tuple(runs))]
    if block[0] == "tbl":
        rows = list(block[1])
        kind = draw(st.sampled_from(["in", "out", "cell", "column"]))
        if kind == "in":
            new = draw(st.lists(_cell, min_size=len(rows[0]), max_size=len(rows[0])))
            rows.insert(draw(st.integers(0, len(rows))), tuple(new))
        elif kind == "out" and len(rows) > 1:
            del rows[draw(st.integers(0, len(rows) - 1))]
        elif kind == "column":
            at = draw(st.integers(0, len(rows[0])))
            rows = [(*r[:at], draw(_cell), *r[at:]) for r in rows]
        else:
            at = draw(st.integers(0, len(rows) - 1))
            which = draw(st.integers(0, len(rows[at]) - 1))
            rows[at] = (*rows[at][:which], draw(_cell), *rows[at][which + 1 :])
        return [("tbl", tuple(rows))]
    inside = list(block[2])
    at = draw(st.integers(0, len(inside) - 1))
    inside[at : at + 1] = draw(_changed(inside[at]))
    return [("sdt", block[1], tuple(inside))]


def written(document: tuple[Node, ...]) -> bytes:
    """Return a generated document as a .docx."""
    return word.docx(*(_written(block) for block in document))


def _written(block: Node) -> word.Part:
    if block[0] == "p":
        looks = dict(block[1])
        looks["sect"] = word.section(landscape=True) if looks["sect"] else ""
        return word.p(*(_piece(piece) for piece in block[2]), **looks)
    if block[0] == "tbl":
        rows = [word.row(*(word.cell(*(_written(b) for b in cell)) for cell in row)) for row in block[1]]
        return word.table(*rows, columns=len(block[1][0]))
    return word.control(block[1], *(_written(b) for b in block[2]))


def _piece(piece: Node) -> word.Piece:
    kind = piece[0]
    if kind == "run":
        return piece[2] if piece[1] == "plain" else getattr(word, piece[1])(piece[2])
    made = {
        "link": word.link,
        "field": word.field_,
        "footnote": word.footnote,
        "endnote": word.endnote,
        "comment": word.comment,
        "image": word.image,
        "control": word.inline_control,
        "tab": word.tab,
        "simple": word.simple_field,
        "formula": word.formula,
        "box": lambda text: word.box(word.p(text)),
    }
    return made[kind](*piece[1:])
