"""Inlines as words in a row, each with the place it has in the tree of inlines, and back again, exactly.

A difference of words needs a flat row; a document needs its tree. So each word keeps its path: which child it is in at
each level, and what that child is. `from_tokens(to_tokens(inlines)) == inlines` for any inlines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from policybuilder.document import (
    Code,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    Reference,
    Strong,
    Text,
    Value,
)
from policybuilder.sequences.words import ONE_WORD

Head = tuple[str, ...]
"""What a node is: its kind, and what belongs to it besides its words (a link's target, a value's parameter)."""

Step = tuple[int, Head]

# A word with the space before it: "don't", "7.2", "1,000", "AI-assisted", an address; else one sign. Space belongs to
# the word after it, so that it is never what two texts are found to have in common.
_FRAGMENT = re.compile(rf"\s*(?:{ONE_WORD}|[^\w\s])(?:\s+\Z)?|\s+")
_WORD = re.compile(r"\w")


class Token(NamedTuple):
    """A word: its text with the space before it, what it is compared by, and its path in the tree."""

    text: str
    key: str
    path: tuple[Step, ...]

    @property
    def is_word(self) -> bool:
        """Whether it holds a letter or digit, or is a reference; a sign or a line break does not count as a word."""
        return bool(_WORD.search(self.key))

    @property
    def style(self) -> tuple[Head, ...]:
        """How a reader sees the word: strong, stressed, as code, as a link to an address."""
        return tuple(head for _, head in self.path if head[0] in ("strong", "emphasis", "code", "link"))

    @property
    def parameter(self) -> str:
        """The parameter or fact that the word comes from, or an empty string."""
        return next((head[1] for _, head in self.path if head[0] == "value"), "")


def to_tokens(inlines: Iterable[Inline]) -> tuple[Token, ...]:
    """Return the words of some inlines, each with its path; what holds no words is one token without text."""
    return tuple(_tokens(inlines, ()))


def _tokens(inlines: Iterable[Inline], above: tuple[Step, ...]) -> Iterator[Token]:
    for position, inline in enumerate(inlines):
        match inline:
            case Text(text=text):
                yield from _fragments(text, (*above, (position, ("text",))))
            case Value(text=text, parameter=parameter, confirmed=confirmed):
                head = ("value", parameter, "confirmed" if confirmed else "")
                yield from _fragments(text, (*above, (position, head)))
            case Code(text=text):
                yield from _fragments(text, (*above, (position, ("code",))))
            case Reference(clause=clause, text=text):
                # What a reference reads changes with the numbering; what it refers to does not.
                key = f"\0{'R' if text[:1].isupper() else 'r'}{clause}"
                yield Token(text, key, (*above, (position, ("reference", clause))))
            case LineBreak():
                yield Token("\n", "\n", (*above, (position, ("break",))))
            case Strong(inlines=inner):
                yield from _inner(inner, (*above, (position, ("strong",))))
            case Emphasis(inlines=inner):
                yield from _inner(inner, (*above, (position, ("emphasis",))))
            case Link(target=target, inlines=inner):
                yield from _inner(inner, (*above, (position, ("link", target))))


def _inner(inlines: Sequence[Inline], path: tuple[Step, ...]) -> Iterator[Token]:
    if inlines:
        yield from _tokens(inlines, path)
    else:
        yield Token("", "", path)


def _fragments(text: str, path: tuple[Step, ...]) -> Iterator[Token]:
    if not text:
        yield Token("", "", path)
    for fragment in _FRAGMENT.findall(text):
        yield Token(fragment, fragment.strip(), path)


def text_tokens(text: str) -> tuple[Token, ...]:
    """Return the words of a plain text."""
    return to_tokens((Text(text),))


def from_tokens(tokens: Sequence[Token]) -> tuple[Inline, ...]:
    """Return the inlines whose words these are."""
    return _rebuilt(tokens, 0)


def _rebuilt(tokens: Sequence[Token], depth: int) -> tuple[Inline, ...]:
    built: list[Inline] = []
    start = 0
    while start < len(tokens):
        step = tokens[start].path[depth]
        end = start + 1
        while end < len(tokens) and tokens[end].path[depth] == step:
            end += 1
        built.append(_node(step[1], tokens[start:end], depth))
        start = end
    return tuple(built)


def _node(head: Head, tokens: Sequence[Token], depth: int) -> Inline:
    kind = head[0]
    if kind in ("strong", "emphasis", "link"):
        inner = () if len(tokens[0].path) == depth + 1 else _rebuilt(tokens, depth + 1)
        if kind == "link":
            return Link(head[1], inner)
        return Strong(inner) if kind == "strong" else Emphasis(inner)
    text = "".join([token.text for token in tokens])
    match kind:
        case "value":
            return Value(text, head[1], bool(head[2]))
        case "code":
            return Code(text)
        case "reference":
            return Reference(head[1], text)
        case "break":
            return LineBreak()
    return Text(text)


def words_of(tokens: Iterable[Token]) -> str:
    """Return what the words read, with single spaces and none at the ends."""
    return " ".join("".join([token.text for token in tokens]).split())
