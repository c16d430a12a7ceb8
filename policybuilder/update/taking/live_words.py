"""The words of a passage as they print, each with its source, so that others can take their place.

A source is Markdown with `{{ … }}` where answers stand. A word of it is a run of letters or a sign, with the space
before it; what marks bold type or a link is no word, but belongs to those that it stands around; and what a value
prints is one word, however many it reads as.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from policybuilder.document import Code, Emphasis, Inline, LineBreak, Link, Reference, Strong, Text, Value, plain_text

_SOURCE = re.compile(
    r"(?P<value>\{\{.*?\}\})"
    r"|\\(?P<escaped>[\\`*_{}\[\]()>#+\-.!|])"
    r"|(?P<entity>&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);)"
    r"|(?P<code>(?P<ticks>`+).+?(?P=ticks))"
    r"|(?P<newline> {2,}\n)"
    r"|(?P<target>\]\([^()\s]*\))"
    r"|(?P<address><(?:https?://|mailto:)[^<>\s]+>)"
    r"|(?P<mark>\*+|(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w)|\[)"
    r"|(?P<space>\s+)"
    r"|(?P<word>[^\W_]+)"
    r"|(?P<sign>.)",
    re.DOTALL,
)
FRAGMENT = re.compile(r"\n|[^\W_]+|[^\s]")
"""What printed words are held against one another by: a run of letters and digits, a sign, or a new line."""
_PARTS = re.compile(r"\s+|[^\W_]+|[^\s]")
NEW_LINE = "\n"


@dataclass(frozen=True)
class Mark:
    """What marks words: what stands before them and after them, as in `**`. `number` tells marks of a kind apart."""

    before: str
    after: str
    number: int = -1


@dataclass(frozen=True)
class LiveWord:
    """A word with its source, the space before it as authored, and the marks around it, the outermost first.

    `value` is what a value or reference reads; None for any other word.
    """

    printed: str
    source: str
    space: str = ""
    marks: tuple[Mark, ...] = ()
    value: tuple[Inline, ...] | None = None

    @property
    def parameter(self) -> str:
        """The parameter or fact that a value comes from, "" for other words and for a reference."""
        found = _value_of(self.value or ())
        return found.parameter if found else ""

    @property
    def confirmed(self) -> bool:
        """Whether a council has decided the value, or looked at it."""
        found = _value_of(self.value or ())
        return found is None or found.confirmed

    @property
    def refers_to(self) -> str:
        """The clause that a reference leads to, "" for other words."""
        return next((each.clause for each in self.value or () if isinstance(each, Reference)), "")


def _value_of(inlines: Iterable[Inline]) -> Value | None:
    for inline in inlines:
        if isinstance(inline, Value):
            return inline
        if isinstance(inline, Strong | Emphasis | Link) and (found := _value_of(inline.inlines)):
            return found
    return None


# From a source -------------------------------------------------------------------------------------------


def live_words(source: str, values: Iterator[tuple[Inline, ...]]) -> tuple[LiveWord, ...]:
    """Return the words of a source, of one paragraph or cell; `values` gives what each `{{ … }}` prints, in order."""
    pieces = list(_pieces(source, values))
    pairs = _pairs(pieces)
    words: list[LiveWord] = []
    marks: list[Mark] = []
    space = ""
    for position, word in enumerate(pieces):
        mark = pairs.get(position)
        if mark is not None:
            if mark in marks:
                marks.remove(mark)
            else:
                marks.append(mark)
        elif word.printed == " ":
            space += word.source
        else:
            # A mark that nothing closes is a sign like any other.
            words.append(replace(word, printed=word.printed or word.source, space=space, marks=tuple(marks)))
            space = ""
    return tuple(words)


def _pieces(source: str, values: Iterator[tuple[Inline, ...]]) -> Iterator[LiveWord]:
    """Yield words, spaces (which print " ") and marks (which print nothing)."""
    for found in _SOURCE.finditer(source):
        text = found[0]
        match found.lastgroup:
            case "value":
                inlines = next(values, ())
                yield LiveWord(" ".join(plain_text(inlines).split()), text, value=inlines)
            case "escaped":
                yield LiveWord(found["escaped"], text)
            case "entity":
                yield LiveWord(html.unescape(text), text)
            case "code":
                ticks = found["ticks"]
                yield from _verbatim(ticks, text[len(ticks) : -len(ticks)], ticks)
            case "newline":
                yield LiveWord(NEW_LINE, text)
            case "address":
                yield from _verbatim("<", text[1:-1], ">")
            case "target" | "mark":
                yield LiveWord("", text)
            case kind:
                yield LiveWord(" " if kind == "space" else text, text)


def _verbatim(before: str, text: str, after: str) -> Iterator[LiveWord]:
    yield LiveWord("", before)
    for part in _PARTS.findall(text):
        yield LiveWord(" " if part.isspace() else part, part)
    yield LiveWord("", after)


def _pairs(pieces: Sequence[LiveWord]) -> dict[int, Mark]:
    """Return the mark that each opening and closing one is of, by position; one without its other half has none."""
    found: dict[int, Mark] = {}
    waiting: list[tuple[str, int]] = []
    for position, word in enumerate(pieces):
        if word.printed:
            continue
        opens = {"]": "[", ">": "<"}.get(word.source[0], word.source)
        at = next((n for n in range(len(waiting) - 1, -1, -1) if waiting[n][0] == opens), -1)
        if at >= 0 and word.source not in ("[", "<"):
            start = waiting[at][1]
            found[start] = found[position] = Mark(pieces[start].source, word.source, start)
            del waiting[at:]
        elif word.source[0] not in "]>":
            waiting.append((word.source, position))
    return found


# From what a file prints ---------------------------------------------------------------------------------


def new_words(inlines: Iterable[Inline], *, values: bool = False) -> tuple[LiveWord, ...]:
    """Return the words of inlines that a person typed, with a source that prints just them and keeps bold and links.

    With `values`, what a `Value` reads is one word, as in a source.
    """
    found: list[LiveWord] = []
    space = ""
    for inline, marks in _marked(inlines, ()):
        match inline:
            case Reference(clause=clause, text=text):
                name = f'ref("{clause}")' + (" | capitalised" if text[:1].isupper() else "")
                found.append(LiveWord(text, f"{{{{ {name} }}}}", space, marks, (inline,)))
                space = ""
            case Value(text=text) if values:
                found.append(LiveWord(text, "", space, marks, (inline,)))
                space = ""
            case LineBreak():
                found.append(LiveWord(NEW_LINE, "  \n", "", marks))
                space = ""
            case Text(text=text) | Value(text=text) | Code(text=text):
                for part in _PARTS.findall(text):
                    if not part.isspace():
                        found.append(LiveWord(part, authored(part), space, marks))
                    space = " " if part.isspace() else ""
    return tuple(found)


def _marked(inlines: Iterable[Inline], marks: tuple[Mark, ...]) -> Iterator[tuple[Inline, tuple[Mark, ...]]]:
    for number, inline in enumerate(inlines):
        match inline:
            case Strong(inlines=inner):
                yield from _marked(inner, (*marks, Mark("**", "**", number)))
            case Emphasis(inlines=inner):
                yield from _marked(inner, (*marks, Mark("*", "*", number)))
            case Link(target=target, inlines=inner):
                yield from _marked(inner, (*marks, Mark("[", f"]({target})", number)))
            case _:
                yield inline, marks


def authored(part: str) -> str:
    """Return a word or sign that a person typed as a source that prints just it."""
    if part == "{":
        return "&#123;"
    return f"\\{part}" if part in "\\`*|" else part


# Back again ----------------------------------------------------------------------------------------------


def printed(words: Iterable[LiveWord]) -> str:
    """Return what words print, without marks."""
    parts: list[str] = []
    for word in words:
        parts += [" " if word.space and parts else "", word.printed]
    return "".join(parts)


def source_of(words: Sequence[LiveWord]) -> str:
    """Return the source of words: each mark opens before the first of its words and closes after the last."""
    parts: list[str] = []
    open_marks: list[Mark] = []
    for position, word in enumerate(words):
        kept = 0
        while kept < min(len(open_marks), len(word.marks)) and open_marks[kept] == word.marks[kept]:
            kept += 1
        parts += [mark.after for mark in reversed(open_marks[kept:])]
        parts += [word.space if position else ""]
        parts += [mark.before for mark in word.marks[kept:]]
        parts.append(word.source)
        open_marks = list(word.marks)
    parts += [mark.after for mark in reversed(open_marks)]
    return "".join(parts)


__all__ = ["FRAGMENT", "NEW_LINE", "LiveWord", "Mark", "authored", "live_words", "new_words", "printed", "source_of"]
