"""How wide words are in Arial, and what follows from it: lines to a paragraph, widths of a table's columns.

The widths are those of the Liberation Sans fonts, made to match Arial's; in thousandths of the font's size.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, chain

from policybuilder.document import Table, plain_text

_REGULAR = {
    191: "'", 222: "ijl‘’", 260: "|", 278: " !,./:;I[\\]ft\xa0ìíîï", 333: "()-`r·‐“”", 334: "{}", 350: "•",
    355: '"', 389: "*", 400: "°", 469: "^", 500: "Jcksvxyzçŷ", 549: "±", 584: "+<=>~", 611: "FTZ",
    667: "&ABEKPSVXY", 722: "CDHNRUwŵ", 737: "©", 778: "GOQ", 833: "Mm", 889: "%", 944: "W", 1000: "—…", 1015: "@",
}  # fmt: skip
_BOLD = {
    238: "'", 278: " ,./I\\ijl\xa0ìíîï‘’", 280: "|", 333: "!()-:;[]`ft·‐", 350: "•", 389: "*r{}", 400: "°", 474: '"',
    500: "z“”", 549: "±", 584: "+<=>^~", 611: "?FLTZbdghnopquñòóôöùúûü", 667: "EPSVXY", 722: "&ABCDHKNRU",
    737: "©", 778: "GOQwŵ", 833: "M", 889: "%m", 944: "W", 975: "@", 1000: "—…",
}  # fmt: skip
_ANY_OTHER = 556

_WIDTHS = {
    bold: {letter: width for width, letters in table.items() for letter in letters}
    for bold, table in ((False, _REGULAR), (True, _BOLD))
}


def text_width(text: str, bold: bool = False) -> int:
    """Return the width of some text on one line, in thousandths of the font's size."""
    widths = _WIDTHS[bold]
    return sum([widths.get(letter, _ANY_OTHER) for letter in text])


@cache
def word_width(bold: bool) -> Callable[[str], int]:
    """Return a function that gives the width of a word and the space after it.

    It remembers: a policy says the same words often.
    """

    @lru_cache(maxsize=20_000)
    def width(word: str) -> int:
        return text_width(word, bold) + _SPACE

    return width


_SPACE = 278


def line_width(line: str, bold: bool) -> int:
    """Return the width of some words on one line, in thousandths of the font's size."""
    return sum(map(word_width(bold), line.split(" "))) - _SPACE


def line_count(text: str, width: float, bold: bool = False) -> int:
    """Return how many lines a text takes when it may be `width` thousandths of the font's size wide."""
    if "\n" in text:
        return sum(line_count(row, width, bold) for row in text.split("\n"))
    if len(text) * _WIDEST < width:
        return 1
    room = width + _SPACE  # the space after the last word of a line may hang over its edge
    ends = list(accumulate(map(word_width(bold), text.split(" "))))
    lines, start, at = 1, 0.0, 0
    while ends[-1] - start > room:
        # The first word that does not end within this line starts the next one; one longer than a line is broken.
        at = bisect_right(ends, start + room, at)
        before = ends[at - 1] if at else 0
        start = before if before > start else start + width
        lines += 1
    return lines


_WIDEST = 1015


_TABLE_SIZE = 11.0
_CELL_PADDING = 240  # a little more than the margins, so that what just fits does
_TWIPS = _TABLE_SIZE * 20 / 1000


Columns = dict[int, tuple[int, ...]]
"""The widths of the columns of tables, by the `id` of the table: each is wanted twice, and hashing one is slow."""


def column_widths(table: Table, width: int, known: Columns) -> tuple[int, ...]:
    """Return the width of each column in twentieths of a point, and note it in `known`; together they are `width`.

    No column is narrower than its longest word, while there is room; an address that would take most of the table is
    broken, so that the words beside it need not be. A column whose cells all fit on a line without
    taking more than its share gets that line; the others share the rest by how much there is to read in them.
    """
    if id(table) not in known:
        known[id(table)] = _column_widths(table, width)
    return known[id(table)]


def _column_widths(table: Table, width: int) -> tuple[int, ...]:
    columns = max(len(row) for row in (table.header, *table.rows))
    needs = [_column_need(table, column, _LONGEST * width) for column in range(columns)]
    if sum(need.least for need in needs) >= width:
        return _rounded(_levelled([need.least for need in needs], width), width)
    if sum(need.most for need in needs) <= width:
        return _rounded([need.most for need in needs], width)
    shares = [0.0] * columns
    left, open_columns = float(width), list(range(columns))
    for column in sorted(open_columns, key=lambda at: needs[at].most):
        if needs[column].most > min(left / len(open_columns), _SHORT * width):
            break
        shares[column] = needs[column].most
        left -= needs[column].most
        open_columns.remove(column)
    spare = left - sum(needs[column].least for column in open_columns)
    wishes = {column: needs[column].wish - needs[column].least + 1 for column in open_columns}
    for column in open_columns:
        shares[column] = needs[column].least + spare * wishes[column] / sum(wishes.values())
    if spare < 0:  # lines of their own for the short columns leave the others too little
        wishes = {column: need.wish - need.least + 1 for column, need in enumerate(needs)}
        spare = width - sum(need.least for need in needs)
        shares = [need.least + spare * wishes[at] / sum(wishes.values()) for at, need in enumerate(needs)]
    return _rounded(shares, width)


def _levelled(leasts: list[float], width: int) -> list[float]:
    """Return the widths of columns that do not all have room for their longest word: the widest give way alone.

    They hold addresses, which a line may break; a word in a narrow column, such as "Editorial", stays whole.
    """
    left, columns = float(width), sorted(range(len(leasts)), key=lambda at: leasts[at])
    shares = list(leasts)
    for done, column in enumerate(columns):
        shares[column] = min(leasts[column], left / (len(columns) - done))
        left -= shares[column]
    return shares


_LONGEST = 0.4
"""How much of a table's width a word may take unbroken; longer are only addresses, which a line may break."""

_SHORT = 0.36
"""How much of a table's width a column may take to keep its cells on one line."""


def _rounded(shares: list[float], width: int) -> tuple[int, ...]:
    total = sum(shares)
    whole = [int(share * width / total) for share in shares]
    whole[-1] += width - sum(whole)
    return tuple(whole)


@dataclass(frozen=True)
class _Need:
    """What a column needs, in twentieths of a point: its longest word, most of its cells on a line, all of them."""

    least: float
    wish: float
    most: float


def _column_need(table: Table, column: int, longest_word: float) -> _Need:
    cells = [
        (plain_text(row[column].inlines), bold)
        for row, bold in chain([(table.header, True)], ((row, column == 0) for row in table.rows))
        if column < len(row)
    ]
    word = max((max(map(word_width(bold), text.split()), default=_SPACE) for text, bold in cells), default=_SPACE)
    lines = [max(line_width(line, bold) for line in text.split("\n")) for text, bold in cells]
    longest = max(lines, default=0)
    mean = sum(lines) / max(len(lines), 1)
    least, wish, most = (
        length * _TWIPS + _CELL_PADDING for length in (word, max(mean, 0.7 * longest, word), max(longest, word))
    )
    return _Need(min(least, longest_word), wish, most)
