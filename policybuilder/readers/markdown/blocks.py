"""Markdown text -> blocks of a `Document`.

python-markdown turns the text into HTML, which is read with lxml and mapped, element by element, to blocks and
inlines; anything that has no place in a policy is refused. Filled-in values stand in the text as marks (see
`VALUE_MARK`), so no value is ever read as Markdown.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from policybuilder.document import (
    Block,
    Code,
    Inline,
    Preformatted,
    Text,
    map_blocks,
    map_inlines,
    map_runs,
)
from policybuilder.library.strict_yaml import UNSHOWABLE
from policybuilder.readers.markdown.marks import VALUE_MARK, UnreadableMarkdownError, quotable, value_mark
from policybuilder.readings import READINGS, key_of

_ITEM = re.compile(r"^ {0,3}(?:[-*+]|[0-9]{1,9}[.)])[ \t]+\S")
_NESTED_ITEM = re.compile(r"^( +)(?:[-*+]|[0-9]{1,9}[.)])[ \t]+\S")


def read_blocks(text: str, values: Sequence[Inline] = ()) -> tuple[Block, ...]:
    """Return the blocks of a Markdown text, with `values[n]` where mark n stands.

    Raises UnreadableMarkdownError for what a policy does not hold (images, rules, links that are not https …), and
    for what looks right in the source and would be wrong in the document, such as a row with too many cells.
    """
    _check_characters(text, len(values))
    return tuple(block for part in parts(text) for block in _read_part(part, values))


_MOST_TEXTS = 20_000
_MOST_PARTS = 4_000


def flattened_lists(text: str) -> list[tuple[int, str]]:
    """Return the lines on which Markdown would silently flatten a list, with the reason for each.

    A list straight after a paragraph becomes part of it, and so does a paragraph straight after a list; an item
    indented by one to three spaces below another does not nest. All look right in the source and wrong in the
    document. Lines count from 1.
    """
    return list(_flattened(text))


@lru_cache(maxsize=_MOST_TEXTS)
def _flattened(text: str) -> tuple[tuple[int, str], ...]:
    found = []
    previous, in_list = "", False
    for number, line in enumerate(text.split("\n"), start=1):
        item, nested = _ITEM.match(line), _NESTED_ITEM.match(line)
        if item and previous.strip() and not in_list:
            found.append((number, "a list needs a blank line before it"))
        if nested and in_list and len(nested.group(1)) % 4:
            found.append((number, "nested items are indented by four spaces"))
        if in_list and previous.strip() and line[:1].strip() and not item:
            found.append((number, "a list needs a blank line after it; the next line of an item, spaces before it"))
        if line.strip():
            in_list = bool(item) or (in_list and line.startswith(" ")) or (in_list and bool(previous.strip()))
        previous = line
    return tuple(found)


def _check_characters(text: str, values: int) -> None:
    """Refuse characters that no document can show, written as they are or as `&#1;`, and marks without a value."""
    found = UNSHOWABLE.search(VALUE_MARK.sub("", text))
    codes = [ord(found.group())] if found else []
    codes += [int(code, 16) if code.startswith("0x") else int(code) for code in _character_codes(text)]
    codes += [0xE000 for number in VALUE_MARK.findall(text) if int(number) >= values]
    for code in codes:
        if code > 0x10FFFF or UNSHOWABLE.match(chr(code)):
            raise UnreadableMarkdownError(f"a character that no document can show, U+{code:04X}")


def _character_codes(text: str) -> Iterator[str]:
    """Yield the codes of the characters that a text names by number, as in `&#8211;` and `&#x2013;`."""
    return (code.lower().replace("x", "0x") for code in re.findall(r"&#([xX][0-9a-fA-F]{1,9}|[0-9]{1,9})", text))


_SEPARATE = re.compile(r"(\n(?:[ \t]*\n)+)")
_JOINS = re.compile(r"[ \t>]|[-*+][ \t]|[0-9]{1,9}[.)][ \t]|[-*+]$|[0-9]{1,9}[.)]$")
"""How a line begins that may go on with the list or quotation before it, though an empty line parts them."""


def parts(text: str) -> list[str]:
    """Return a Markdown text in parts that each read the same alone as among the others.

    A part ends at an empty line before a line that begins a paragraph, heading or table of its own. Councils share most
    parts, though hardly a whole clause, so a part that was read once need not be read again.
    """
    first, *others = _SEPARATE.split(text.strip("\n"))
    found = [first]
    for separator, piece in zip(others[::2], others[1::2], strict=True):
        if _JOINS.match(piece):
            found[-1] += separator + piece  # within lines that are kept as typed, each empty line counts
        else:
            found.append(piece)
    return found


def _read_part(text: str, values: Sequence[Inline]) -> Iterator[Block]:
    """Yield the blocks of a part. Its marks are numbered anew, so that it reads the same wherever it stands."""
    numbers = [int(number) for number in VALUE_MARK.findall(text)]
    fresh = itertools.count()
    renumbered = VALUE_MARK.sub(lambda _: value_mark(next(fresh)), text)
    yield from _made(renumbered, tuple(values[number] for number in numbers))


@lru_cache(maxsize=_MOST_PARTS)
def _made(text: str, values: tuple[Inline, ...]) -> tuple[Block, ...]:
    """Return the blocks of a part. Most are the same when one answer of a council changes: they are made once."""
    blocks = _skeleton(text)
    return _filled(blocks, values) if values else blocks


def _skeleton(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text with its marks unread."""

    def read() -> tuple[Block, ...]:
        # Imported here: a build whose texts have all been read before needs no Markdown library.
        from policybuilder.readers.markdown.html import convert

        return convert(text)

    return READINGS.of(key_of("markdown", text), "", read)


# Values for marks ----------------------------------------------------------------------------------------


def _filled(blocks: tuple[Block, ...], values: Sequence[Inline]) -> tuple[Block, ...]:
    def fill(inline: Inline) -> Iterable[Inline]:
        if isinstance(inline, Text | Code) and "\ue000" in inline.text:
            return _parted(inline.text, type(inline), values)
        return (inline,)

    def refuse(block: Block) -> Block:
        if isinstance(block, Preformatted) and VALUE_MARK.search(block.text):
            raise UnreadableMarkdownError("lines indented by four spaces are kept as typed, so they hold no values")
        return block

    return map_runs(map_blocks(blocks, refuse), lambda run: map_inlines(run, fill))


def _parted(text: str, kind: type[Text] | type[Code], values: Sequence[Inline]) -> Iterator[Inline]:
    """Yield the pieces of a text between its marks, each of a kind, and the values where the marks stand."""
    for index, part in enumerate(VALUE_MARK.split(text)):
        if index % 2:
            yield values[int(part)]
        elif part:
            yield kind(part)


__all__ = ["VALUE_MARK", "UnreadableMarkdownError", "flattened_lists", "quotable", "read_blocks", "value_mark"]
