"""The text as it was sent, as XML within the item that marks a draft's Word file. readers/word/sent_item.py reads it.

    <sent title="Staff guide"><row label="Owner">Head of IT</row>
      <section id="about" number="1" title="About"/>
      <clause id="scope" number="1.1" title="Scope" section="about"><p>Ask <v of="dpo_email">dpo@…</v>.</p></clause>
    </sent>

It holds what the file prints, which clause and which answer each word came from, and nothing else. It is plain XML: the
zip around it makes it small, and a person can read what travels with a file.
"""

from __future__ import annotations

from policybuilder.document import (
    Code,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    Marked,
    Reference,
    Strong,
    Text,
    Value,
)
from policybuilder.document.passages import Passage
from policybuilder.document.sent import SentText
from policybuilder.printed import PASSAGE_ELEMENTS
from policybuilder.writers.word.words import escape


def sent_xml(sent: SentText) -> str:
    """Return a text as the element `sent`, in the namespace of what is around it."""
    rows = (f'<row label="{escape(label)}">{escape(words)}</row>' for label, words in sent.control)
    sections = (
        f'<section id="{escape(each.id)}" number="{escape(each.number)}" title="{escape(each.title)}"/>'
        for each in sent.sections
    )
    around = (f'<line at="{escape(place)}">{escape(words)}</line>' for place, words in sent.around)
    parts = [f'<sent title="{escape(sent.title)}">', *rows, *around, *sections]
    if sent.sheet is not None:
        parts += ["<sheet>", *(f"<point>{escape(line)}</point>" for line in sent.sheet), "</sheet>"]
    for clause in sent.clauses:
        parts.append(
            f'<clause id="{escape(clause.id)}" number="{escape(clause.number)}" title="{escape(clause.title)}" '
            f'section="{escape(clause.section)}">'
        )
        parts += map(_passage, clause.passages)
        parts += (f"<note>{escape(note)}</note>" for note in clause.notes)
        parts.append("</clause>")
    return "".join([*parts, "</sent>"])


def _passage(passage: Passage) -> str:
    tag = PASSAGE_ELEMENTS[passage.kind]
    said = f' in="{passage.group}"' if passage.group >= 0 else ""
    if passage.kind == "item":
        said += f' depth="{passage.depth}"'
        said += ' ordered="1"' if passage.ordered else ""
        said += ' continues="1"' if passage.continues else ""
    if passage.kind in ("header", "row"):
        inner = "".join(f"<td>{_inlines(cell)}</td>" for cell in passage.cells)
    else:
        inner = _inlines(passage.inlines)
    return f"<{tag}{said}>{inner}</{tag}>"


def _inlines(inlines: tuple[Inline, ...]) -> str:
    return "".join(map(_inline, inlines))


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text=text):
            return escape(text)
        case Value(text=text, parameter=parameter, confirmed=confirmed):
            state = "" if confirmed else ' open="1"'
            return f'<v of="{escape(parameter)}"{state}>{escape(text)}</v>'
        case Reference(clause=clause, text=text):
            return f'<ref to="{escape(clause)}">{escape(text)}</ref>'
        case Strong(inlines=inner):
            return f"<b>{_inlines(inner)}</b>"
        case Emphasis(inlines=inner):
            return f"<i>{_inlines(inner)}</i>"
        case Code(text=text):
            return f"<code>{escape(text)}</code>"
        case Link(target=target, inlines=inner):
            return f'<a to="{escape(target)}">{_inlines(inner)}</a>'
        case LineBreak():
            return "<br/>"
        case Marked(inlines=inner):
            return _inlines(inner)  # only reports have such words, and no report is sent to be edited
