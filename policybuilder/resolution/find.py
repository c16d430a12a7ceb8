"""Finding a clause as a reader speaks of it: by its number, its heading or its words as printed."""

from __future__ import annotations

import contextlib
import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policybuilder.document import Clause, Document, clauses
from policybuilder.errors import Location, PolicyBuilderError, fail
from policybuilder.library.library import Library
from policybuilder.library.schema import ClauseModel
from policybuilder.resolution.printed import ClauseLine, as_sought, clauses_with

_NUMBER = re.compile(r"(?:section |clause |paragraph )?(\d+)(?:\.(\d+))?(?:\.\d+)*\.?", re.IGNORECASE)
_APPENDIX = re.compile(r"(?:appendix )?([A-Z])", re.IGNORECASE)
_MOST_NAMED = 6


@dataclass(frozen=True)
class Found:
    """A clause that was asked for, in one document. `lines` hold the words by which it was found, if it was by words.

    `covering` says that the clause is asked for by the id of a subject that it holds.
    """

    document: Document
    id: str
    title: str
    place: str = ""
    lines: tuple[ClauseLine, ...] = ()
    covering: bool = False

    def __str__(self) -> str:
        """Return the clause as a person finds it, as in "6.2 New tools and uses (new-tool-request)"."""
        return f"{self.place} {self.title} ({self.id})".strip()


def place_of(document: Document, clause: Clause) -> str:
    """Return where a clause stands, as in "6.2" and "Appendix A"."""
    return f"Appendix {clause.number}" if clause in document.appendices else clause.number


def find_clause(library: Library, documents: Sequence[Document], asked: str) -> tuple[Found, ...]:
    """Return the clause that a person means, once for each document in which it is meant.

    What is asked for is the id of a clause (then every document is given, whether it holds the clause or not), or a
    number, a heading, or words as printed. The first of these that fits anything counts.

    Raises PolicyBuilderError when nothing fits, with what is near, and when several clauses do, with their names.
    """
    if asked in library.clause_files:
        title = library.clause(asked).front.title
        return tuple(Found(document, asked, title, _place(document, asked)) for document in documents)
    for look in (by_number, _by_heading, _by_words):
        found = tuple(hit for document in documents for hit in look(document, asked))
        if found:
            return _one(asked, found)
    if found := tuple(_elsewhere(library, documents, asked)):
        return found
    raise _unknown(library, documents, asked)


def _place(document: Document, id: str) -> str:
    return next((place_of(document, clause) for clause in clauses(document) if clause.id == id), "")


def _hit(document: Document, clause: Clause, lines: tuple[ClauseLine, ...] = ()) -> Found:
    return Found(document, clause.id, clause.title, place_of(document, clause), lines)


def is_number(asked: str) -> bool:
    """Return whether somebody asks for a place by its number, as in "12.4", "section 3" and "Appendix B"."""
    words = " ".join(asked.split())
    return bool(_NUMBER.fullmatch(words) or (len(words) > 1 and _APPENDIX.fullmatch(words)))


def by_number(document: Document, asked: str) -> Iterator[Found]:
    """Yield the clause of a document with a number, or those of the section with it."""
    words = " ".join(asked.split())
    if letter := _APPENDIX.fullmatch(words):
        yield from (_hit(document, clause) for clause in document.appendices if clause.number == letter[1].upper())
    if not (number := _NUMBER.fullmatch(words)):
        return
    for section in document.sections:
        if section.number == number[1]:
            wanted = f"{number[1]}.{number[2]}"
            yield from (_hit(document, each) for each in section.clauses if not number[2] or each.number == wanted)


def _by_heading(document: Document, asked: str) -> Iterator[Found]:
    wanted = as_sought(asked)
    here = [clause for clause in clauses(document) if as_sought(clause.title) == wanted]
    yield from (_hit(document, clause) for clause in here)
    if here:
        return
    for omission in document.omissions:
        if as_sought(omission.title) == wanted:
            yield Found(document, omission.id, omission.title)
    for section in document.sections:
        if as_sought(section.title) == wanted:
            yield from (_hit(document, clause) for clause in section.clauses)


def _by_words(document: Document, asked: str) -> Iterator[Found]:
    yield from (_hit(document, clause, lines) for clause, lines in clauses_with(document, (asked,)))


def _elsewhere(library: Library, documents: Sequence[Document], asked: str) -> Iterator[Found]:
    """Yield a clause that no document names, by its heading, or one that holds the subject with the id `asked`."""
    wanted = as_sought(asked)
    for front in _fronts(library):
        covering = asked in front.covers
        if covering or as_sought(front.title) == wanted:
            for document in documents:
                yield Found(document, front.id, front.title, _place(document, front.id), covering=covering)
            return


def _fronts(library: Library) -> Iterator[ClauseModel]:
    for id in library.clause_files:
        # A clause that cannot be read has no heading; `check` says what is wrong with it.
        with contextlib.suppress(PolicyBuilderError):
            yield library.clause(id).front


def _one(asked: str, found: tuple[Found, ...]) -> tuple[Found, ...]:
    """Return what was found when it is one clause, in however many documents; else refuse, naming each."""
    ids, documents = {hit.id for hit in found}, {hit.document.id for hit in found}
    if len(ids) == 1:
        return found
    stands = "stands in" if any(hit.lines for hit in found) else "means"
    message = f'"{asked}" {stands} {len(ids)} clauses'
    found = tuple(sorted(found, key=lambda hit: as_sought(asked) not in as_sought(hit.title)))
    named = [f"{hit.document.id}: {hit}" if len(documents) > 1 else str(hit) for hit in found[:_MOST_NAMED]]
    more = f", and {len(found) - _MOST_NAMED} more" if len(found) > _MOST_NAMED else ""
    ask = "name one by its id" if len(documents) == 1 else "name one by its id, or add --document"
    raise fail(Location("explain"), message, "several-clauses", f"{ask}: {'; '.join(named)}{more}")


def _unknown(library: Library, documents: Sequence[Document], asked: str) -> Exception:
    known: dict[str, str] = {id: id for id in library.clause_files}
    known |= {as_sought(front.title): f"{front.title} ({front.id})" for front in _fronts(library)}
    for document in reversed(documents):
        for clause in clauses(document):
            shown = str(_hit(document, clause))
            known |= {clause.id: shown, as_sought(clause.title): shown, clause.number: shown}
    near = difflib.get_close_matches(as_sought(asked), known, n=3, cutoff=0.6)
    if len(asked) > 3:
        near += [name for name in known if as_sought(asked) in name][:3]
    names = list(dict.fromkeys(known[name] for name in near))[:3]
    message = f'no clause has the id, number, heading or words "{asked}"'
    hint = f"did you mean {' or '.join(names)}?" if names else "`policybuilder clauses list` names every clause"
    return fail(Location("explain"), message, "unknown-clause", hint)
