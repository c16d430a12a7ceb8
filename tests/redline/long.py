"""Long documents for measuring: as many words as asked for, and the same with edits, always the same ones."""

from __future__ import annotations

import io
import random

import docx

from tests.redline import word

_WORDS = (  # noqa: SIM905  a list of words is easier to read so
    "the council must should may keep record publish review approve data tool system officer policy risk personal "
    "assessment meeting public service user staff member report notice decision human check register training safe "
    "secure transparent accountable within after before every days weeks months quarter Cabinet committee director"
).split()
Part = tuple[str, object]


def _sentence(chance: random.Random) -> str:
    words = [chance.choice(_WORDS) + ("" if chance.random() > 0.1 else str(chance.randint(1, 999))) for _ in range(15)]
    return " ".join(words).capitalize() + "."


def parts(words: int) -> list[Part]:
    """Return headings, list items, paragraphs and tables with about this many words together."""
    chance = random.Random(1)
    found: list[Part] = []
    total = 0
    while total < words:
        kind = chance.random()
        if kind < 0.08:
            found.append(("heading", _sentence(chance)[:40]))
        elif kind < 0.3:
            found.append(("item", _sentence(chance)))
        elif kind < 0.34:
            found.append(("table", [[_sentence(chance) for _ in range(3)] for _ in range(4)]))
        else:
            found.append(("text", " ".join(_sentence(chance) for _ in range(chance.randint(1, 5)))))
        content = found[-1][1]
        total += len(content.split()) if isinstance(content, str) else 12 * 15
    return found


def edited(source: list[Part], edits: int) -> list[Part]:
    """Return the parts with this many edits: words changed, and parts taken out, put in and moved."""
    chance = random.Random(7)
    found = list(source)
    for _ in range(edits):
        at, kind = chance.randrange(len(found)), chance.random()
        content = found[at][1]
        if kind < 0.6 and isinstance(content, str):
            words = content.split()
            place = chance.randrange(len(words))
            words[place : place + chance.randint(0, 2)] = [chance.choice(_WORDS) for _ in range(chance.randint(0, 3))]
            found[at] = (found[at][0], " ".join(words))
        elif kind < 0.75:
            del found[at]
        elif kind < 0.9:
            found.insert(at, ("text", _sentence(chance)))
        else:
            found.insert(chance.randrange(len(found)), found.pop(at))
    return found


def hard_cases(size: int) -> dict[str, tuple[bytes, bytes]]:
    """Return pairs that tempt an engine to compare everything with everything, of `size` words or paragraphs.

    One paragraph of so many words, so many equal paragraphs, equal ones with others among them, all turned about.
    """
    chance = random.Random(3)
    words = [
        chance.choice(_WORDS) + ("" if chance.random() > 0.1 else str(chance.randint(1, 999))) for _ in range(size)
    ]
    edited_words = list(words)
    for _ in range(size // 100):
        at = chance.randrange(len(edited_words))
        edited_words[at : at + chance.randint(0, 2)] = [chance.choice(_WORDS) for _ in range(chance.randint(0, 3))]
    rewritten = [chance.choice(_WORDS) for _ in range(size)]
    equal = ["The council must keep a register."] * size
    mixed = [[text if chance.random() > 0.004 else _sentence(chance) for text in equal] for _ in range(2)]
    apart = [_sentence(chance) for _ in range(size)]
    found = {
        "words of one paragraph": ([" ".join(words)], [" ".join(edited_words)]),
        "words of one paragraph rewritten": ([" ".join(words)], [" ".join(rewritten)]),
        "equal paragraphs": (equal, equal[: -size // 100]),
        "equal paragraphs with others among them": (mixed[0], mixed[1]),
        "paragraphs permuted": (apart, chance.sample(apart, size)),
        "paragraphs reversed": (apart, apart[::-1]),
    }
    return {name: (word.docx(*map(word.p, old)), word.docx(*map(word.p, new))) for name, (old, new) in found.items()}


def half_changed(source: list[Part]) -> list[Part]:
    """Return the parts with words changed in every second one."""
    chance = random.Random(8)
    found: list[Part] = []
    for at, (kind, content) in enumerate(source):
        if at % 2 and isinstance(content, str):
            words = content.split()
            for _ in range(max(1, len(words) // 6)):
                words[chance.randrange(len(words))] = chance.choice(_WORDS)
            content = " ".join(words)
        found.append((kind, content))
    return found


def written(source: list[Part]) -> bytes:
    """Return the parts as python-docx writes them."""
    document = docx.Document()
    for kind, content in source:
        if kind == "heading":
            document.add_heading(str(content), 2)
        elif kind == "item":
            document.add_paragraph(str(content), style="List Bullet")
        elif isinstance(content, list):
            table = document.add_table(len(content), 3)
            for row, texts in zip(table.rows, content, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.text = text
        else:
            paragraph = document.add_paragraph()
            for at, sentence in enumerate(str(content).split(". ")):
                paragraph.add_run(sentence + ". ").bold = at % 4 == 3 or None
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
