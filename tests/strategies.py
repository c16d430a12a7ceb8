"""Whole documents, and bytes that are nearly a file, that hypothesis makes up."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from policybuilder.document import (
    Amendment,
    Block,
    Cell,
    Change,
    Clause,
    Code,
    ControlEntry,
    Document,
    Emphasis,
    Heading,
    Inline,
    LawEntry,
    LineBreak,
    Link,
    List,
    ListItem,
    Omission,
    Paragraph,
    ParameterUse,
    Preformatted,
    Provenance,
    Quote,
    Reference,
    Section,
    Strong,
    Table,
    Text,
    Value,
)

texts = st.text(max_size=8) | st.sampled_from(
    ["H&M <Council>", "{{ nation }}", "\\", '"', "\x00", "\u2028", "\ud800", "é😀"]
)


def _few(made: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(made, max_size=2).map(tuple)


_plain: st.SearchStrategy[Inline] = st.one_of(
    texts.map(Text),
    texts.map(Code),
    st.builds(Value, texts, texts, st.booleans()),
    st.builds(Reference, texts, texts),
    st.builds(LineBreak),
)
_inlines = _few(
    st.recursive(
        _plain,
        lambda inner: st.one_of(
            _few(inner).map(Strong), _few(inner).map(Emphasis), st.builds(Link, texts, _few(inner))
        ),
        max_leaves=3,
    )
)
_cells = _few(_inlines.map(Cell))
_flat: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, _inlines, texts),
    _inlines.map(Heading),
    st.builds(Table, _cells, _few(_cells)),
    texts.map(Preformatted),
)
_blocks = _few(
    st.recursive(
        _flat,
        lambda inner: st.one_of(
            _few(inner).map(Quote), st.builds(List, st.booleans(), _few(_few(inner).map(ListItem)))
        ),
        max_leaves=4,
    )
)
_provenance = st.builds(
    Provenance,
    origin=texts,
    condition=texts,
    parameters=_few(st.builds(ParameterUse, value=texts)),
    amendments=_few(st.builds(Amendment, text=texts)),
    law=_few(texts),
    changes=_few(st.builds(Change, why=texts)),
)
_clauses = st.builds(Clause, title=texts, blocks=_blocks, provenance=_provenance)

documents = st.builds(
    Document,
    title=texts,
    control=_few(st.builds(ControlEntry, label=texts)),
    sections=_few(st.builds(Section, title=texts, clauses=_few(_clauses))),
    appendices=_few(_clauses),
    law=_few(st.builds(LawEntry, title=texts)),
    omissions=_few(st.builds(Omission, detail=texts)),
)
"""Any document at all, of any blocks holding any words."""


def mutations(*originals: bytes) -> st.SearchStrategy[bytes]:
    """Make files of real ones by cutting, repeating and overwriting pieces, and files of random bytes."""
    piece = st.binary(max_size=6) | st.sampled_from(
        [
            b"{{",
            b"}}",
            b"{%",
            b"---\n",
            b": ",
            b"\t",
            b"[",
            b"- ",
            b"&a ",
            b"*a",
            b'"',
            b"'",
            b"\r",
            b"\xff",
            b"\x00",
            b"\n",
        ]
    )
    cut = st.tuples(st.floats(0, 1), st.integers(0, 40), piece)

    def mutate(original: bytes, cuts: list[tuple[float, int, bytes]]) -> bytes:
        for where, length, put in cuts:
            start = int(where * len(original))
            original = original[:start] + put + original[start + length :]
        return original

    return st.builds(mutate, st.sampled_from(originals), st.lists(cut, min_size=1, max_size=4)) | st.binary(max_size=80)
