"""The words of a policy: inlines, and the blocks that hold them."""

from __future__ import annotations

from dataclasses import dataclass

# Inlines -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Text:
    """Plain words."""

    text: str


@dataclass(frozen=True)
class Strong:
    """Words that matter more: a defined term, or what a list item is about."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True)
class Emphasis:
    """Stressed words."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True)
class Code:
    """Words to be typed or read letter by letter."""

    text: str


@dataclass(frozen=True)
class Link:
    """Words that lead to an address."""

    target: str
    inlines: tuple[Inline, ...]


@dataclass(frozen=True)
class LineBreak:
    """A new line within a paragraph or a cell."""


@dataclass(frozen=True)
class Value:
    """What the council filled in: inert text that knows which parameter or fact it came from.

    `confirmed` is false where the council has not answered yet, and the text reads `[to confirm: …]`; a default that
    nobody has looked at ends in a question mark, `[to confirm: AI Governance Group?]`.
    """

    text: str
    parameter: str
    confirmed: bool = True


@dataclass(frozen=True)
class Reference:
    """A live reference to a clause of the same document. `text` is what it reads, as in "section 7.2"."""

    clause: str
    text: str


@dataclass(frozen=True)
class Marked:
    """Words that a report on changes marks: those that `came`, or else those that went. No policy has such words."""

    came: bool
    inlines: tuple[Inline, ...]


Inline = Text | Strong | Emphasis | Code | Link | LineBreak | Value | Reference | Marked

# Blocks --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. `number` is "4.2.1" where the template numbers paragraphs, else empty."""

    inlines: tuple[Inline, ...]
    number: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading within a clause, one level below the clause's own title, and not numbered."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True)
class ListItem:
    """One item of a list; usually a paragraph, perhaps with a list below it."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class List:
    """A bulleted list, or a numbered one when `ordered`."""

    ordered: bool
    items: tuple[ListItem, ...]


@dataclass(frozen=True)
class Cell:
    """One cell of a table."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True)
class Table:
    """A table with one header row; the first cell of each row says what the row is about."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Quote:
    """Words set apart: wording to be used as it stands."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Preformatted:
    """Lines whose breaks and spaces matter."""

    text: str


Block = Paragraph | Heading | List | Table | Quote | Preformatted
