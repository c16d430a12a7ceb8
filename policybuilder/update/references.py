"""Cross-references of a Word file as they were sent: which clause each leads to, and the number that it had then.

Word and LibreOffice work numbers out anew when a clause comes or goes. That is nobody's edit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from policybuilder.document import Emphasis, Inline, Link, Reference, Strong, Text
from policybuilder.document.passages import Passage
from policybuilder.document.sent import SentText
from policybuilder.readers.word.rows import WordRows
from policybuilder.writers.word.body import bookmark_name


@dataclass(frozen=True)
class _Targets:
    """The clauses by their bookmarks, and what each and references to it read when they were sent."""

    clauses: Mapping[str, str]
    texts: Mapping[str, frozenset[str]]
    numbers: Mapping[str, str]


def with_references(file: WordRows, sent: SentText) -> WordRows:
    """Return a file whose references lead to clauses, and read as they did; one that leads to none is words."""
    texts: dict[str, set[str]] = {clause.id: set() for clause in sent.clauses}
    for clause in sent.clauses:
        for passage in clause.passages:
            for inline in _references(passage.inlines):
                texts.setdefault(inline.clause, set()).add(inline.text)
    targets = _Targets(
        {bookmark_name("clause", clause.id): clause.id for clause in sent.clauses},
        {id: frozenset(some) for id, some in texts.items()},
        {clause.id: clause.number for clause in sent.clauses},
    )
    rows = (replace(row, passage=_passage(row.passage, targets)) for row in file.rows)
    return replace(file, rows=tuple(rows))


def _references(inlines: tuple[Inline, ...]) -> Iterator[Reference]:
    for inline in inlines:
        if isinstance(inline, Reference):
            yield inline
        elif isinstance(inline, Strong | Emphasis | Link):
            yield from _references(inline.inlines)


def _passage(passage: Passage, targets: _Targets) -> Passage:
    if not any(True for _ in _references(passage.inlines)):
        return passage
    return replace(passage, cells=tuple(tuple(_settled(cell, targets)) for cell in passage.cells))


def _settled(inlines: tuple[Inline, ...], targets: _Targets) -> Iterator[Inline]:
    done: list[Inline] = []
    for inline in inlines:
        match inline:
            case Reference():
                _add_reference(done, inline, targets)
            case Strong(inlines=inner):
                done.append(Strong(tuple(_settled(inner, targets))))
            case Emphasis(inlines=inner):
                done.append(Emphasis(tuple(_settled(inner, targets))))
            case Link(target=target, inlines=inner):
                done.append(Link(target, tuple(_settled(inner, targets))))
            case Text(text=text) if done and isinstance(last := done[-1], Text):
                done[-1] = Text(last.text + text)
            case _:
                done.append(inline)
    yield from done


def _add_reference(done: list[Inline], found: Reference, targets: _Targets) -> None:
    """Add a reference to what stands before it, of which it takes the words that are its own, as in "section 7.2"."""
    clause = targets.clauses.get(found.clause)
    before = done[-1].text if done and isinstance(done[-1], Text) else ""
    if clause is None:
        done[-1 if before else len(done) :] = [Text(before + found.text)]
        return
    wholes = targets.texts.get(clause, frozenset())
    if found.text not in wholes and not _SHOWN.fullmatch(found.text):
        done.append(Reference(clause, found.text))  # a link, of which somebody changed the words
        return
    number = targets.numbers[clause]
    for whole in sorted(wholes, key=len, reverse=True):
        lead = whole.removesuffix(number)
        if lead != whole and lead and before.endswith(lead):
            done[-1:] = [Text(before.removesuffix(lead))] if before != lead else []
            done.append(Reference(clause, whole))
            return
    same = [whole for whole in wholes if whole in (found.text, number)]
    is_appendix = found.text.removesuffix(number) != "" and not found.text[:1].isdigit()
    alone = sorted(wholes)[:1] if is_appendix else []
    done.append(Reference(clause, (same or alone or [number])[0]))


_SHOWN = re.compile(r"\d+(?:\.\d+)*|(?:\w+ )?[A-Z]{1,2}|Err.*not found\.?")
"""What a field shows of a clause: its number, an appendix by its letter, or that Word no longer finds it."""
