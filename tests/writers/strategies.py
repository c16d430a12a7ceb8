"""Documents that hypothesis makes up: any blocks, holding any words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from hypothesis import strategies as st

from policybuilder.document import (
    Block,
    Cell,
    Code,
    Emphasis,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    ListItem,
    Paragraph,
    Preformatted,
    Quote,
    Reference,
    Strong,
    Table,
    Text,
    Value,
)
from policybuilder.inert import one_line

MISCHIEF = (
    "# A heading",
    "- a bullet",
    "+ 44",
    "1. a number",
    "12) a number",
    "> a quotation",
    "---",
    "===",
    "***",
    "    code",
    "\tcode",
    "```",
    "~~~",
    "~~gone~~",
    "*em* **strong** __under__ ***all***",
    "snake_case_words",
    "`code`",
    "[words](https://example.org)",
    "![image](https://example.org/a.png)",
    "!",
    "[reference]: https://example.org",
    "[^1]",
    "<https://example.org>",
    "https://example.org/?a=1&b=2",
    "www.example.org",
    "<script>alert(1)</script>",
    "<!-- comment",
    "-->",
    "</pre>",
    "</p><h1>",
    "<br>",
    "&amp;",
    "&lt;b&gt;",
    "&#42;",
    "&",
    "amp;",
    "H&M <Council>",
    "a | b | c",
    "| --- |",
    "\\",
    "\\\\|",
    "\\*",
    "$x$",
    "{{ config }}",
    "{% raw %}",
    "{: .class}",
    "line\nline",
    "para\n\npara",
    "a  \nb",
    "\r\n",
    "\u2028",
    "\u00a0",
    "\x02klzzwxh:0000\x03",
    "\x00",
    "\ud800",
    "'\"",
    "£5 \u2013 \u201cquoted\u201d",
    "(c) :tada: @name #12",
)


def shown(text: str) -> bool:
    """Say whether a reader would see anything of the text."""
    return bool(one_line(text).strip())


mischief = st.lists(st.sampled_from(MISCHIEF) | st.text(max_size=8), min_size=1, max_size=3).map("".join)
words = mischief.filter(shown)

_leaves: st.SearchStrategy[Inline] = st.one_of(
    words.map(Text),
    words.map(Text),
    words.map(Code),
    st.builds(Value, words, st.just("example"), st.booleans()),
    words.map(lambda text: Value(f"[to confirm: {text}]", "example", confirmed=False)),
    words.map(lambda text: Reference("purpose", text)),
    st.builds(LineBreak),
)


def _marked(inner: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    some = st.lists(inner, min_size=1, max_size=3).map(tuple)
    targets = st.sampled_from(("https://example.org/a_b?c=1&d=(2)", "mailto:ai@example.org", "javascript:alert(1)"))
    shown_in_full = targets.map(lambda target: Link(target, (Text(target),)))
    return st.one_of(some.map(Strong), some.map(Emphasis), st.builds(Link, targets, some), shown_in_full)


inlines = st.lists(st.recursive(_leaves, _marked, max_leaves=4), min_size=1, max_size=4).map(tuple)

# In blocks a few plain ones will do: what lines may hold has a test of its own, and the search stays quick.
_few = st.lists(_leaves, min_size=1, max_size=2).map(tuple)
_paragraphs = st.builds(Paragraph, _few, st.sampled_from(("", "", "4.2.1")))
_cells = _few.map(Cell)


def _tables(width: int) -> st.SearchStrategy[Block]:
    row = st.lists(_cells, min_size=width, max_size=width).map(tuple)
    return st.builds(Table, row, st.lists(row, max_size=3).map(tuple))


_flat: st.SearchStrategy[Block] = st.one_of(
    _paragraphs,
    _paragraphs,
    _few.map(Heading),
    st.integers(1, 4).flatmap(_tables),
    words.map(Preformatted),
)


def _holding(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    item = st.builds(lambda first, rest: ListItem((first, *rest)), _paragraphs, st.lists(inner, max_size=2)) | st.lists(
        inner, min_size=1, max_size=2
    ).map(lambda blocks: ListItem(tuple(blocks)))
    lists = st.builds(List, st.booleans(), st.lists(item, min_size=1, max_size=3).map(tuple))
    return lists | st.lists(inner, min_size=1, max_size=3).map(lambda blocks: Quote(tuple(blocks)))


blocks = st.lists(st.recursive(_flat, _holding, max_leaves=5), min_size=1, max_size=4).map(tuple)


def with_words(node: Any, change: Callable[[str], str]) -> Any:
    """Return a node with each of its texts changed, and nothing else."""
    if isinstance(node, tuple):
        return tuple(with_words(item, change) for item in node)
    if not is_dataclass(node) or isinstance(node, type):
        return node
    changed: dict[str, Any] = {}
    for field in fields(node):
        value = getattr(node, field.name)
        if field.name == "text":
            changed["text"] = change(value)
        elif isinstance(value, tuple):
            changed[field.name] = with_words(value, change)
    return replace(node, **changed)
