"""The council's own words, brought into a document: amendments, clauses of its own, and clauses that it says besides.

Where the old policy says something differently in duty, limit or exception, the council's words stand in the clause,
word for word; what nothing in the library says becomes clauses of the council's own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from rapidfuzz.fuzz import token_set_ratio

from policybuilder.adopt.adoption import Adoption
from policybuilder.adopt.around import report_passages
from policybuilder.adopt.old_policy import OldPassage
from policybuilder.checks.prose import sentences_of
from policybuilder.document import Document, block_text, clauses
from policybuilder.edit.changes import Amend, Change, Include, OwnClause, changed_profile
from policybuilder.errors import Location, fail
from policybuilder.library.clauses import read_clause_text
from policybuilder.library.councils import slug
from policybuilder.library.library import Library
from policybuilder.library.values import listed
from policybuilder.library.wording import as_read
from policybuilder.library.workspace import AuthoredFile
from policybuilder.library.written_values import quoted
from policybuilder.resolution import resolve
from policybuilder.resolution.answers import answer
from policybuilder.resolution.case import case_of
from policybuilder.resolution.live import LiveClause, Piece, live_clause
from policybuilder.resolution.selection import select
from policybuilder.writers.markdown_inline import escape

Choice = Literal["library", "ours", "both"]
"""Whose words stand for a passage: the library's, the council's own, or both."""

_TOPIC = "own"
_LIKE = 55
"""From which likeness, of 100, a paragraph of a clause is the one that a passage says differently."""
_SAYS = 3
"""How many passages on a clause's subject count as much as one that says it, for where words of the same section go."""
_MOST_IN_A_NAME = 5
"""How many words the name of a column has at most."""
_UNLIKE = 50
"""Below which likeness, of 100, of its own words a passage never stands in the place of a paragraph."""
_NAMES_LAW = "law["
_SAID = "The earlier policy says it"
_UNDER_NONE = "More of the council's own"
"""What words stand under that the old policy has under no heading, and that are on the subject of no clause."""
_UNSAFE = ("{{", "{%", "{#")


@dataclass
class Taker:
    """Makes the changes of a profile that bring the council's own words in.

    `asked` are the passages that a person named; `standing` are those whose words the document has already.
    """

    adoption: Adoption
    library: Library
    profile: str
    choices: Mapping[int, Choice]
    asked: Collection[int]
    today: str
    text: str
    standing: Collection[int] = ()
    ours: list[int] = field(default_factory=list)
    left: dict[int, str] = field(default_factory=dict)
    homes: dict[int, str] = field(default_factory=dict)

    def changes(self, cautious: bool) -> list[Change]:
        """Return amendments, clauses of the council's own and their places; `cautious` only adds at ends of clauses."""
        self.ours, self.left, self.homes = [], {}, {}
        made: list[Change] = list(self.inclusions())
        name = f"profiles/{self.profile}.yaml"
        library = library_with(self.library, name, changed_profile(self.text, made, name), ())
        case = case_of(library, self.profile, self.adoption.document)
        selection = select(answer(case))
        self.selected = [item.source.id for item in selection.selected()]
        shut_out = {each.id for each in selection.omissions if each.why == "excluded"}
        self.sections = [section.id for section in case.template.front.sections]
        within: dict[str, list[OldPassage]] = defaultdict(list)
        alone: dict[str, list[OldPassage]] = defaultdict(list)
        before: dict[str, str] = {}
        near: dict[str, Counter[str]] = defaultdict(Counter)
        last = ""
        report = report_passages(self.adoption.policy) - set(self.asked)
        for passage in self.adoption.policy.passages:
            if passage.number in report:
                if passage.says:
                    self.left[passage.number] = "the report to a committee is no part of the policy"
                continue
            found = self.adoption.matches.get(passage.number, ())
            home = found[0].clause if found and found[0].clause in self.selected else ""
            # A row in words of its own stays in its table.
            if home and found[0].how != "subject" and not (found[0].apart and passage.kind == "row"):
                self.homes[passage.number] = home
                last = home
            if home:
                near[passage.heading][home] += _SAYS if found[0].how != "subject" else 1
            if passage.number in self.standing:
                continue
            if not home and passage.number not in self.asked and found and found[0].clause in shut_out:
                if self.choices.get(passage.number, "library") != "library":
                    self.left[passage.number] = f'the profile leaves out "{found[0].clause}", which says it'
                continue
            if not home and passage.number not in self.asked and found and self.is_record(found[0].clause):
                self.left[passage.number] = "it records earlier versions, which a new policy has none of"
                continue
            # What the library says in no clause of this document would be lost with its words, unless a person says so.
            lost = not home and passage.number not in self.asked and any(match.how != "subject" for match in found)
            if self.choices.get(passage.number, "library") == "library" and not lost:
                continue
            if why := _cannot_stand(passage.text):
                self.left[passage.number] = why
            elif passage.number in self.homes:
                within[home].append(passage)
            else:
                under = passage.heading or self.under_no_heading(home)
                if home and not passage.heading:
                    near[under][home] += 1
                before.setdefault(under, last)
                alone[under].append(passage)
        for clause, passages in within.items():
            made += self.amendments(live_clause(case, clause), passages, cautious)
        for heading, passages in alone.items():
            # Beside the clauses that the rest of its section became; where there are none, as the old policy has it.
            beside = near[heading].most_common(1)
            made += self.own_clause(beside[0][0] if beside else before[heading], heading, passages)
        return [*made, *self.titles()]

    def is_record(self, clause: str) -> bool:
        """Return whether a clause stands only in a document with a past, which a new one has not."""
        return any(path.startswith("document.") for path in self.library.clause(clause).condition.paths())

    def titles(self) -> Iterator[Change]:
        """Yield the titles that the council gave to clauses of the library, where they do not stand there yet."""
        document = self.adoption.document
        printed = {clause.id: clause.title for clause in clauses(resolve(self.library, self.profile, document))}
        for clause, title in self.adoption.headings.items():
            front = self.library.clause(clause).front
            # A title that the profile gives already is the council's later word.
            if clause in self.selected and printed.get(clause, front.title) == front.title:
                reason = "The title that the council's earlier policy gives it"
                yield Amend(document, clause, "title", front.version, reason, title, front.title)

    def inclusions(self) -> Iterator[Change]:
        """Yield what takes in the clauses that the old policy says and that a document of this depth leaves out."""
        case = case_of(self.library, self.profile, self.adoption.document)
        left_out = {each.id for each in select(answer(case)).omissions if each.why == "depth"}
        report = report_passages(self.adoption.policy) - set(self.asked)
        for passage in self.adoption.policy.passages:
            if passage.number in report:
                continue
            found = self.adoption.matches.get(passage.number, ())
            if found and found[0].how != "subject" and found[0].clause in left_out:
                left_out.remove(found[0].clause)
                yield Include(self.adoption.document, found[0].clause, reason=_SAID)

    def amendments(self, live: LiveClause, passages: Sequence[OldPassage], cautious: bool) -> Iterator[Change]:
        """Yield what brings passages into a clause: in place of the paragraph that they change, or at its end."""
        source = live.source
        said = [as_read(passage.text) for passage in self.said_alike(source.id)]
        paragraphs = [
            piece
            for piece in live.pieces
            if piece.kind == "paragraph" and piece.origin == "library" and piece.stretch is not None
        ]
        by_piece: dict[int, list[OldPassage]] = defaultdict(list)
        for passage in passages:
            ours = next(match.ours for match in self.adoption.matches[passage.number] if match.clause == source.id)
            ranked = [
                (token_set_ratio(as_read(ours), piece.words), -at)
                for at, piece in enumerate(paragraphs)
                if not any(token_set_ratio(each, piece.words) > 90 for each in said)
            ]
            score, at = max(ranked, default=(0.0, 1))
            target = -at if not cautious and score >= _LIKE and passage.kind == "paragraph" else -1
            by_piece[target].append(passage)
        for target, found in by_piece.items():
            first = found[0]
            reason = f"Words of the council's earlier policy ({first.place})"
            place: str = "append"
            was = ""
            if target >= 0:
                stretch = paragraphs[target].stretch
                assert stretch is not None
                place, was = "replace", stretch.source
                if not self.may_replace(paragraphs[target], was, found):
                    place, reason = "after", f"{reason}; beside the library's words, so decide which of them stand"
            text = markdown_of(found)
            self.ours += [passage.number for passage in found]
            yield Amend(self.adoption.document, source.id, place, source.front.version, reason, text, was)

    def may_replace(self, paragraph: Piece, source: str, passages: Sequence[OldPassage]) -> bool:
        """Return whether passages stand in the place of a paragraph: asked for, or where no other rule goes with it.

        What names law is never replaced unasked, nor what the passages are not like.
        """
        if any(self.choices[passage.number] == "both" for passage in passages):
            return False
        if all(passage.number in self.asked for passage in passages):
            return True
        words = as_read(" ".join(passage.text for passage in passages))
        if _NAMES_LAW in source or token_set_ratio(words, paragraph.words) < _UNLIKE:
            return False
        old = sum(len(list(sentences_of(passage.text))) for passage in passages)
        return len(list(sentences_of(paragraph.text))) <= old

    def said_alike(self, clause: str) -> Iterator[OldPassage]:
        """Yield the passages by which the old policy says a clause as the library does."""
        for passage in self.adoption.policy.passages:
            found = self.adoption.matches.get(passage.number, ())
            if found and found[0].clause == clause and found[0].how == "same":
                yield passage

    def under_no_heading(self, subject: str) -> str:
        """Return the heading for words that the old policy has under none: by the clause whose subject they are on."""
        return f"{self.library.clause(subject).front.title} (our own words)" if subject else _UNDER_NONE

    def own_clause(self, after: str, heading: str, passages: Sequence[OldPassage]) -> Iterator[Change]:
        """Yield a clause of the council's own that holds passages, and its place in the document."""
        title = heading.rpartition(": ")[2]
        taken = {*self.library.clause_files, *self.homes.values()}
        id = base = f"own-{slug(title)[:60].strip('-') or 'words'}"
        number = 2
        while id in taken:
            id, number = f"{base}-{number}", number + 1
        for passage in passages:
            self.homes[passage.number] = id
        self.ours += [passage.number for passage in passages]
        front = [
            "---",
            f"id: {id}",
            f"title: {quoted(title)}",
            "version: 1.0.0",
            "level: optional",
            "changes:",
            f"  - {{version: 1.0.0, date: {self.today}, kind: major, why: Taken over from the earlier policy}}",
            "---",
        ]
        yield OwnClause(id, _TOPIC, "\n".join([*front, markdown_of(passages), ""]))
        section = "" if after else self.sections[0]
        yield Include(self.adoption.document, id, section, after, self.why_own(passages))

    def why_own(self, passages: Sequence[OldPassage]) -> str:
        """Return why a clause of the council's own is in; where the library speaks of the same, a person decides."""
        found = (self.adoption.matches.get(passage.number, ()) for passage in passages)
        subjects = list(dict.fromkeys(each[0].clause for each in found if each and each[0].clause in self.selected))
        if not subjects:
            return _SAID
        verb = "is" if len(subjects) == 1 else "are"
        return f"{_SAID}; {listed(subjects)} {verb} on its subject, so decide which words stand"


def markdown_of(passages: Iterable[OldPassage]) -> str:
    """Return passages as Markdown, word for word; rows as a table where its columns have names, else as a list."""
    parts: list[str] = []
    for (kind, _), run in groupby(passages, key=_form):
        found = list(run)
        rows = [passage.cells for passage in found]
        rows = [found[0].columns, *rows] if any(found[0].columns) else rows
        if kind == "row" and len(rows) > 1 and _names_its_columns(found, rows):
            parts.append("\n".join([_row(rows[0]), "|" + " --- |" * len(rows[0]), *map(_row, rows[1:])]))
        elif kind == "paragraph":
            parts += [escape(passage.text) for passage in found]
        else:
            parts.append("\n".join(f"- {escape(_as_printed(passage))}" for passage in found))
    return "\n\n".join(parts)


def _names_its_columns(passages: Sequence[OldPassage], rows: Sequence[tuple[str, ...]]) -> bool:
    """Return whether the first of some rows may stand above the others, as a table of ours has it.

    Without names that are known, the first row of the old table may be such names where it is short; a later row never.
    """
    first = passages[0]
    if any(first.columns):
        return True
    return first.place.endswith(", row 1") and all(len(cell.split()) <= _MOST_IN_A_NAME for cell in rows[0])


def _form(passage: OldPassage) -> tuple[str, tuple[str, int]]:
    """Return what a passage is written as, and for a row its table: what stands below which heading."""
    table = (passage.place.rpartition(", ")[0], passage.table) if passage.kind == "row" else ("", 0)
    return passage.kind, table


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(map(escape, cells))} |"


def _cannot_stand(text: str) -> str:
    """Return why words cannot stand in a clause as they are; "" where they can."""
    if any(sign in text for sign in _UNSAFE):
        return "it holds signs of the clause language, such as {{"
    return ""


def library_with(library: Library, name: str, text: str, changes: Iterable[Change]) -> Library:
    """Return the library with a profile's text and the clauses of the council's own as they would be."""
    for change in changes:
        if isinstance(change, OwnClause):
            layer = library.workspace.layers[0]
            own = AuthoredFile(layer.root / change.file, change.file, layer)
            library = library.with_clause(read_clause_text(change.file, change.content), own)
    return library.with_profile(library.read_profile(name, text))


def prove(document: Document, taker: Taker) -> None:
    """Raise PolicyBuilderError unless the words of every passage that is taken stand in the document as they are."""
    there = standing_in(document, taker.adoption.policy.passages)
    for number in taker.ours:
        if number not in there:
            where = Location(f"passage {number}")
            message = "the words of the passage would not stand in the draft as they are"
            raise fail(where, message, "not-as-promised", f"take the library's words: --library {number}")


def standing_in(document: Document, passages: Iterable[OldPassage]) -> frozenset[int]:
    """Return the numbers of the passages whose words stand in a document as they are."""
    printed = _letters(" ".join(block_text(block) for clause in clauses(document) for block in clause.blocks))
    return frozenset(
        passage.number
        for passage in passages
        if _letters(_as_printed(passage)) in printed or (passage.cells and _letters(" ".join(passage.cells)) in printed)
    )


def _as_printed(passage: OldPassage) -> str:
    return ": ".join(cell for cell in passage.cells if cell) if passage.kind == "row" else passage.text


def _letters(text: str) -> str:
    return "".join(as_read(text).split())
