"""Documents and edits of them that hypothesis makes up, and builders that make a test of a comparison one line long."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from policybuilder.compare import Comparison, compare
from policybuilder.compare.marked import ChangedText, MarkedBlock
from policybuilder.compare.sentences import pieces_of
from policybuilder.document import (
    Block,
    Cell,
    Clause,
    Code,
    Document,
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
    Section,
    Strong,
    Table,
    Text,
    Value,
)
from tests import builders
from tests.writers import strategies

_IDS = ("purpose", "scope", "roles", "using", "tools", "records", "review")
_WORDS = (
    *("you", "must", "not", "use", "AI", "to", "decide", "about", "a", "person", "unless", "the", "council", "may"),
    *(
        "",
        " ",
        "7.2",
        "don't",
        "well-known",
        "a@b.example",
        "£5",
        "H&M <Council>",
        "(see",
        "that).",
        ";",
        "\n",
        "  two",
    ),
    *("\x00", "\x02", "\u2028", "\ud800", "**", "10%", "—"),
)


def any_document(chance: random.Random) -> Document:
    """Return a document made up at random: few ids and few words, so that two of them have much in common."""
    sections = [
        Section(
            f"s{index}", str(index), f"Part {index}", tuple(_any_clause(chance) for _ in range(chance.randint(0, 3)))
        )
        for index in range(1, chance.randint(1, 4))
    ]
    appendices = tuple(_any_clause(chance) for _ in range(chance.randint(0, 2)))
    return replace(builders.document(), sections=tuple(sections), appendices=appendices)


def _any_clause(chance: random.Random) -> Clause:
    number = chance.choice(("1.1", "1.2", "2.1", "A"))
    return builders.clause(chance.choice(_IDS), *_any_blocks(chance, 2), number=number)


def _any_blocks(chance: random.Random, deep: int) -> list[Block]:
    return [_any_block(chance, deep) for _ in range(chance.randint(0, 4))]


def _any_block(chance: random.Random, deep: int) -> Block:
    match chance.randint(0, 9 if deep else 5):
        case 6:
            items = (ListItem(tuple(_any_blocks(chance, deep - 1))) for _ in range(chance.randint(0, 4)))
            return List(chance.random() < 0.3, tuple(items))
        case 7 | 8:
            width = chance.randint(0, 4)
            row = [tuple(Cell(_any_inlines(chance, 1)) for _ in range(width)) for _ in range(chance.randint(1, 5))]
            return Table(row[0], tuple(row[1:]))
        case 9:
            return Quote(tuple(_any_blocks(chance, deep - 1)))
        case 0:
            return Heading(_any_inlines(chance, 1))
        case 1:
            return Preformatted(_any_text(chance))
    return Paragraph(_any_inlines(chance, 2), chance.choice(("", "1.1.1", "1.1.2")))


def _any_inlines(chance: random.Random, deep: int) -> tuple[Inline, ...]:
    return tuple(_any_inline(chance, deep) for _ in range(chance.randint(0, 3)))


def _any_inline(chance: random.Random, deep: int) -> Inline:
    match chance.randint(0, 10 if deep else 6):
        case 0:
            return Code(_any_text(chance))
        case 1:
            return LineBreak()
        case 2:
            return Reference(chance.choice(_IDS), chance.choice(("section 1.1", "Section 2.4", "", "Appendix B")))
        case 3:
            return Value(_any_text(chance), chance.choice(("roles.siro", "days")), chance.random() < 0.8)
        case 7:
            return Strong(_any_inlines(chance, deep - 1))
        case 8:
            return Emphasis(_any_inlines(chance, deep - 1))
        case 9:
            return Link(chance.choice(("https://a.example", "mailto:b@c.example")), _any_inlines(chance, deep - 1))
    return Text(_any_text(chance))


def _any_text(chance: random.Random) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(chance.randint(0, 9)))


def any_version(old: Document, chance: random.Random) -> Document:
    """Return a document made from another by dropping, repeating, exchanging and changing its clauses."""
    pool = [clause for section in old.sections for clause in section.clauses] + list(old.appendices)
    if chance.random() < 0.5:
        chance.shuffle(pool)
    changed = []
    for clause in pool:
        what = chance.choice(("keep", "keep", "change", "change", "drop", "twice", "other"))
        if what in ("keep", "twice"):
            changed.append(replace(clause, number=chance.choice((clause.number, "9.9"))))
        if what in ("change", "twice"):
            changed.append(replace(clause, blocks=_changed(clause.blocks, chance)))
        if what == "other":
            changed.append(_any_clause(chance))
    cut = chance.randint(0, len(changed))
    first = Section("s1", "1", chance.choice(("Part 1", "Part one")), tuple(changed[:cut]))
    return replace(old, sections=(first,), appendices=tuple(changed[cut:]))


def _changed(blocks: tuple[Block, ...], chance: random.Random) -> tuple[Block, ...]:
    kept = [block for block in blocks if chance.random() < 0.8]
    if chance.random() < 0.3:
        chance.shuffle(kept)
    kept += _any_blocks(chance, 1) if chance.random() < 0.3 else []
    return tuple(strategies.with_words(block, lambda text: _edited(text, chance)) for block in kept)


def _edited(text: str, chance: random.Random) -> str:
    if chance.random() < 0.5:
        return text
    words = text.split(" ")
    words.insert(chance.randrange(len(words) + 1), chance.choice(("must", "not", "always", "")))
    return " ".join(words)


documents = st.integers(0, 2**40).map(lambda seed: any_document(random.Random(seed)))


@st.composite
def versions(draw: st.DrawFn) -> tuple[Document, Document]:
    """Two documents, the second made from the first."""
    chance = random.Random(draw(st.integers(0, 2**40)))
    old = any_document(chance)
    return old, any_version(old, chance)


def marked(old: Sequence[Block], new: Sequence[Block]) -> Comparison:
    """Return the comparison of two documents that hold these blocks in one clause."""
    return compare(builders.holding(*old), builders.holding(*new))


def of_text(old: str, new: str) -> Comparison:
    """Return the comparison of two documents of one paragraph each."""
    return marked([builders.paragraph(old)], [builders.paragraph(new)])


def shown(comparison: Comparison) -> str:
    """Return the changed texts of the first clause with [-deleted-] and {+inserted+} words."""
    return "\n".join(_shown(block) for block in comparison.marked.clauses[0].blocks)


def _shown(block: MarkedBlock) -> str:
    if not isinstance(block, ChangedText):
        return str(block)
    marks = {"same": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}
    return "".join(marks[piece.op].format(piece.text) for piece in pieces_of(block.runs))


def long_document(words: int, seed: int = 1) -> Document:
    """Return a document of about so many words: clauses of three paragraphs and a list, of words drawn at random."""
    chance = random.Random(seed)
    vocabulary = [f"{start}{end}" for start in "abcdefghijklmnop" for end in ("ra", "len", "tion", "ma", "dus", "ible")]
    vocabulary += ["must", "the", "council", "of", "a", "and", "to", "you", "may", "should"] * 8

    def sentence() -> str:
        chosen = [chance.choice(vocabulary) for _ in range(chance.randint(9, 19))]
        return " ".join(chosen).capitalize() + "."

    def text() -> str:
        return " ".join(sentence() for _ in range(2))

    made = []
    for index in range(max(1, words // 110)):
        blocks: list[Block] = [builders.paragraph(text(), f"1.{index}.{n}") for n in range(1, 4)]
        blocks.append(builders.bullets(*(sentence() for _ in range(2))))
        made.append(builders.clause(f"clause-{index}", *blocks, number=f"1.{index}"))
    size = 12
    sections = [
        Section(f"s{start}", str(start), f"Part {start}", tuple(made[start : start + size]))
        for start in range(0, len(made), size)
    ]
    return replace(builders.document(), sections=tuple(sections))


def edited(document: Document, share: float = 0.0, count: int = 0, seed: int = 2) -> Document:
    """Return a document with a share of its paragraphs, or so many of them, changed in a word or written anew."""
    chance = random.Random(seed)
    places = [
        (section, clause, block)
        for section, made in enumerate(document.sections)
        for clause, one in enumerate(made.clauses)
        for block in range(3)
        if one.blocks
    ]
    chosen = set(chance.sample(places, count or round(len(places) * share)))
    sections = []
    for s, section in enumerate(document.sections):
        clauses = []
        for c, clause in enumerate(section.clauses):
            blocks = list(clause.blocks)
            for b in range(3):
                if (s, c, b) in chosen:
                    words = "".join(i.text for i in blocks[b].inlines if isinstance(i, Text)).split()  # type: ignore[union-attr]
                    anew = chance.random() < (0.5 if share else 0.1)
                    for at in range(0, len(words), 1 if anew else len(words) - 3):
                        words[at] = chance.choice(("changed", "rewritten", "other", "new")) + words[at][-2:]
                    blocks[b] = builders.paragraph(" ".join(words), blocks[b].number)  # type: ignore[union-attr]
            clauses.append(replace(clause, blocks=tuple(blocks)))
        sections.append(replace(section, clauses=tuple(clauses)))
    return replace(document, sections=tuple(sections))
