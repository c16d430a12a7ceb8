"""Edits of more than words: clauses that are gone, new or elsewhere, and headings that read otherwise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping

from policybuilder.edit.changes import Order
from policybuilder.update.returned import ReturnedFile
from policybuilder.update.taking.clause_text import clause_text
from policybuilder.update.taking.draft import Draft
from policybuilder.update.taking.edits import Edit, NewClause, absent
from policybuilder.update.taking.rows import CHANGED, typed_passage
from policybuilder.update.taking.typed_references import known_references, with_typed_references

NO_TITLE = "the clause has no heading any more"
SECTION = "a section's heading is the template's: only a copy of the template in templates/ can have another"
NO_HEADING = "it stands below no heading of a clause: give it one, or move it into a clause"
NEW_SECTION = "a new section is the template's to have: give the text a clause's heading in a section that is there"
NO_WORDS = "the clause has a heading and no words"


def structure_edits(draft: Draft, file: ReturnedFile, number: int = 0) -> Iterator[Edit]:
    """Yield the clauses that are gone from a file, new in it or moved, and the headings that read otherwise."""
    yield from _gone_and_retitled(draft, file, number)
    yield from _new(draft, file, number)
    yield from _moved(draft, file, number)
    for section in file.sections:
        if section.now != _titles(draft).get(section.section):
            place = f"section {section.section}"
            yield Edit("section", "", place, section.sent, section.now, files=(number,), refused=SECTION)


def _gone_and_retitled(draft: Draft, file: ReturnedFile, number: int) -> Iterator[Edit]:
    for clause in file.edited:
        sent, known = clause.sent, draft.clauses.get(clause.sent.id)
        place = known.number if known else sent.number
        if clause.is_gone:
            if known is not None:
                words = f"{sent.title}: " + " / ".join(each.words for each in sent.passages)
                who = clause.gone
                yield Edit("clause removed", sent.id, place, words, "", at=(sent.id,), tracked=who, files=(number,))
        elif clause.title is None or clause.title.words != " ".join(sent.title.split()):
            now = clause.title.words if clause.title else ""
            if known is None or now != known.title:
                why = absent(draft, sent.id) if known is None else "" if now else NO_TITLE
                if known is not None and " ".join(known.title.split()) != " ".join(sent.title.split()):
                    why = CHANGED
                who = clause.title.tracked if clause.title else ()
                at = (sent.id,)
                yield Edit("title", sent.id, place, sent.title, now, at=at, tracked=who, files=(number,), refused=why)


def _new(draft: Draft, file: ReturnedFile, number: int) -> Iterator[Edit]:
    taken = set(draft.library.clause_files)
    references = known_references(draft, file)
    behind: dict[str, str] = {}
    titles = {" ".join(clause.title.split()): clause for clause in draft.clauses.values()}
    for new in file.new:
        title = " ".join(new.title.words.split())
        passages = [typed_passage(each.passage) for each in with_typed_references(new.passages, references)]
        words = tuple(each.words for each in new.passages)
        known = titles.get(title)
        if known is not None and [each.words for each in draft.passages(known.id) or ()] == list(words):
            continue  # it was taken before
        refused = NEW_SECTION if new.is_section else NO_HEADING if not title else NO_WORDS if not words else ""
        id = _slug(title, taken)
        taken.add(id)
        after = behind.get(new.after, new.after)
        behind[new.after] = id
        yield Edit(
            "clause added",
            id,
            f"after {draft.clauses[new.after].number}" if new.after in draft.clauses else "a section's first clause",
            "",
            f"{title}: " + " / ".join(words),
            at=(id,),
            tracked=tuple(each for passage in new.passages for each in passage.tracked),
            comments=tuple(each for passage in new.passages for each in passage.comments),
            files=(number,),
            refused=refused,
            new=NewClause(id, title, clause_text(passages), words, new.section, after),
        )


def _moved(draft: Draft, file: ReturnedFile, number: int) -> Iterator[Edit]:
    """Yield the sections whose clauses stand in another order, or that have those of another section."""
    sections = {section.id: [clause.id for clause in section.clauses] for section in draft.document.sections}
    there = [each for each in file.clauses if each.place >= 0 and each.sent.id in draft.clauses]
    for section, ids in sections.items():
        now = [each.sent.id for each in sorted(there, key=lambda each: each.place) if each.section == section]
        sent = [each.sent.id for each in there if each.sent.section == section]
        draft_has = [id for id in ids if id in now]
        if now == [id for id in sent if id in now] or now == draft_has:
            continue
        before, after = (
            ", ".join(f"{draft.clauses[id].number} {draft.clauses[id].title}" for id in each) for each in (ids, now)
        )
        order = Order(draft.id, section, tuple(now))
        place = f"section {draft.section_number(section)}"
        yield Edit("clause moved", now[0], place, before, after, changes=(order,), at=tuple(now), files=(number,))


def _titles(draft: Draft) -> Mapping[str, str]:
    return {section.id: section.title for section in draft.document.sections}


def _slug(title: str, taken: Collection[str]) -> str:
    """Return an id for a clause with a title, one that no clause has."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50].strip("-")
    stem = stem if stem[:1].isalpha() else f"clause-{stem}".strip("-")
    id, more = stem, 2
    while id in taken:
        id, more = f"{stem}-{more}", more + 1
    return id


__all__ = ["structure_edits"]
