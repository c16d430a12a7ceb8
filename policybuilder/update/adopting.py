"""An old policy taken over: a new profile with the answers found, the council's own words, and what is to be decided.

Where the library says the same, its words are taken. Where the old policy says it differently in duty, limit or
exception, the council's words stand in the clause, word for word; what nothing in the library says becomes clauses of
the council's own. A person may choose otherwise for each passage, by its number in the report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from rapidfuzz.fuzz import token_set_ratio

from policybuilder.adopt.adoption import Adoption
from policybuilder.adopt.old_policy import OldPassage
from policybuilder.adopt.standing import answers_of
from policybuilder.checks.prose import sentences_of
from policybuilder.document import Clause, Document, Paragraph, Provenance, Text, block_text, clauses
from policybuilder.edit.changes import Amend, Change, Include, OwnClause, changed_profile
from policybuilder.errors import Location, PolicyBuilderError, fail
from policybuilder.library.clauses import read_clause_text
from policybuilder.library.councils import RegisteredCouncil, slug
from policybuilder.library.library import Library
from policybuilder.library.new_profile import NewProfile, known_answers, profile_text, questions
from policybuilder.library.profiles import read_profile
from policybuilder.library.wording import as_read
from policybuilder.library.workspace import AuthoredFile
from policybuilder.library.written_values import quoted
from policybuilder.resolution import resolve
from policybuilder.resolution.answers import answer
from policybuilder.resolution.case import case_of
from policybuilder.resolution.contradictions import refuse_contradictions
from policybuilder.resolution.live import LiveClause, live_clause
from policybuilder.resolution.selection import select
from policybuilder.writers.markdown_inline import escape

Choice = Literal["library", "ours", "both"]
"""Whose words stand for a passage: the library's, the council's own, or both."""

_TOPIC = "own"
_LIKE = 55
"""From which likeness, of 100, a paragraph of a clause is the one that a passage says differently."""
_UNSAFE = ("{{", "{%", "{#")


@dataclass(frozen=True)
class TakenOver:
    """What taking an old policy over makes: the profile's text, clauses of the council's own, and the document.

    `ours` are the numbers of the passages whose words stand in it, `left` those whose words could not, each with why.
    """

    id: str
    council: RegisteredCouncil
    text: str
    own: tuple[OwnClause, ...]
    library: Library
    document: Document
    ours: tuple[int, ...]
    left: Mapping[int, str]
    homes: Mapping[int, str]


def chosen(adoption: Adoption, asked: Mapping[int, Choice], every: Choice | None = None) -> dict[int, Choice]:
    """Return whose words stand for each passage: as asked by number, for all, or as the passage stands.

    Raises PolicyBuilderError for a number that no passage has.
    """
    known = {passage.number for passage in adoption.policy.passages}
    if unknown := sorted(set(asked) - known):
        hint = f"the passages have the numbers 1 to {max(known, default=0)}"
        raise fail(Location("--ours"), f"no passage has the number {unknown[0]}", "unknown-passage", hint)
    return {
        passage.number: asked.get(passage.number) or every or _usual(passage, adoption)
        for passage in adoption.policy.passages
        if passage.says
    }


def _usual(passage: OldPassage, adoption: Adoption) -> Choice:
    standing = adoption.standing(passage)
    if standing == "same":
        return "library"
    if standing == "differently":
        best = adoption.matches[passage.number][0]
        return "ours" if best.differs or passage.number in adoption.changed else "library"
    return "ours"


def taken_over(
    adoption: Adoption,
    library: Library,
    id: str,
    council: RegisteredCouncil,
    choices: Mapping[int, Choice],
    today: str,
    asked: Collection[int] = (),
) -> TakenOver:
    """Return what makes an old policy a council's profile; nothing is written.

    Where a person `asked` for the council's words, they stand in the place of a library's paragraph whatever else it
    says; else only where it says nothing more. The profile is read and its document made as they will be. Raises
    PolicyBuilderError when that cannot be.
    """
    name = f"profiles/{id}.yaml"
    new = _without_contradictions(adoption, library, id, council)
    started = library.with_profile(read_profile(name, profile_text(library, new), library.reference))
    taker = _Taker(adoption, started, id, choices, asked, today, profile_text(library, new))
    error: PolicyBuilderError | None = None
    for cautious in (False, True):
        changes = taker.changes(cautious)
        try:
            text = changed_profile(profile_text(library, new), changes, name)
            after = _library_with(library, name, text, changes)
            document = resolve(after, id, adoption.document)
            _prove(document, taker)
        except PolicyBuilderError as caught:
            error = error or caught
            continue
        own = tuple(change for change in changes if isinstance(change, OwnClause))
        return TakenOver(id, council, text, own, after, document, tuple(taker.ours), taker.left, taker.homes)
    assert error is not None
    raise error


def _without_contradictions(adoption: Adoption, library: Library, id: str, council: RegisteredCouncil) -> NewProfile:
    """Return the new profile; an answer that does not go with another, or with a default, is only suggested."""
    doubtful: set[str] = set()
    while True:
        new = _new_profile(adoption, library, id, council, doubtful)
        profile = read_profile(f"profiles/{id}.yaml", profile_text(library, new), library.reference)
        try:
            refuse_contradictions(answer(case_of(library.with_profile(profile), id, adoption.document)))
        except PolicyBuilderError as error:
            said = " ".join(f"{problem.message} {problem.hint}" for problem in error.problems)
            named = {name for name in new.answers if f'"{name}"' in said} - doubtful
            if not named:
                raise
            doubtful |= named
        else:
            return new


def _new_profile(
    adoption: Adoption, library: Library, id: str, council: RegisteredCouncil, doubtful: Collection[str] = ()
) -> NewProfile:
    document = adoption.document
    asked = {parameter.name for parameter in questions(library, (document,))}
    found = {
        name: value
        for name, value in answers_of(library, adoption.decisions).items()
        if name in asked and name not in doubtful
    }
    notes: dict[str, list[str]] = defaultdict(list)
    owner, approver = "", ""
    for decision in adoption.decisions:
        where = f"passage {decision.passage}, {decision.place}" if decision.passage else decision.place
        said = f'The old policy ({where}) says: "{decision.words}".'
        if decision.parameter == "document.owner" and decision.sure:
            owner = str(decision.value)
        elif decision.parameter == "document.approver" and decision.sure:
            approver = str(decision.value)
        elif decision.parameter in doubtful:
            notes[decision.parameter].append(f"{said} It does not go with another answer: please decide.")
        elif decision.sure:
            notes[decision.parameter].append(said)
        else:
            notes[decision.parameter].append(f"{said} It may mean: {decision.value}. Please confirm.")
    why = "The old policy says nothing of this; to be confirmed"
    to_confirm = tuple((gap.clause, why) for gap in adoption.missing if gap.level != "mandatory")
    return NewProfile(
        id,
        council,
        adoption.depth or "standard",
        (document,),
        (),
        {**found, **{name: value for name, value in known_answers(library, council).items() if name not in doubtful}},
        {document: owner} if owner else {},
        {document: approver} if approver else {},
        notes=notes,
        to_confirm={document: to_confirm},
    )


@dataclass
class _Taker:
    """Makes the changes of a new profile that bring the council's own words in."""

    adoption: Adoption
    library: Library
    profile: str
    choices: Mapping[int, Choice]
    asked: Collection[int]
    today: str
    text: str
    ours: list[int] = field(default_factory=list)
    left: dict[int, str] = field(default_factory=dict)
    homes: dict[int, str] = field(default_factory=dict)

    def changes(self, cautious: bool) -> list[Change]:
        """Return amendments, clauses of the council's own and their places; `cautious` only adds at ends of clauses."""
        self.ours, self.left, self.homes = [], {}, {}
        made: list[Change] = list(self.inclusions())
        name = f"profiles/{self.profile}.yaml"
        library = _library_with(self.library, name, changed_profile(self.text, made, name), ())
        case = case_of(library, self.profile, self.adoption.document)
        self.selected = [item.source.id for item in select(answer(case)).selected()]
        self.sections = [section.id for section in case.template.front.sections]
        within: dict[str, list[OldPassage]] = defaultdict(list)
        alone: dict[str, list[OldPassage]] = defaultdict(list)
        last = ""
        for passage in self.adoption.policy.passages:
            found = self.adoption.matches.get(passage.number, ())
            home = found[0].clause if found and found[0].clause in self.selected else ""
            if home and found[0].how != "subject":
                self.homes[passage.number] = home
                last = home
            # What the library says in no clause of this document would be lost with its words, unless a person says so.
            lost = not home and passage.number not in self.asked and any(match.how != "subject" for match in found)
            if self.choices.get(passage.number, "library") == "library" and not lost:
                continue
            if why := _cannot_stand(passage.text):
                self.left[passage.number] = why
            elif passage.number in self.homes:
                within[home].append(passage)
            else:
                alone[f"{last}\n{passage.heading}"].append(passage)
        for clause, passages in within.items():
            made += self.amendments(live_clause(case, clause), passages, cautious)
        for key, passages in alone.items():
            made += self.own_clause(key.partition("\n")[0], passages)
        return made

    def inclusions(self) -> Iterator[Change]:
        """Yield what takes in the clauses that the old policy says and that a document of this depth leaves out."""
        case = case_of(self.library, self.profile, self.adoption.document)
        left_out = {each.id for each in select(answer(case)).omissions if each.why == "depth"}
        for passage in self.adoption.policy.passages:
            found = self.adoption.matches.get(passage.number, ())
            if found and found[0].how != "subject" and found[0].clause in left_out:
                left_out.remove(found[0].clause)
                yield Include(self.adoption.document, found[0].clause, reason="The earlier policy says it")

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
                if not self.may_replace(paragraphs[target].text, found):
                    place, reason = "after", f"{reason}; beside the library's words, so decide which of them stand"
            text = markdown_of(found)
            self.ours += [passage.number for passage in found]
            yield Amend(self.adoption.document, source.id, place, source.front.version, reason, text, was)

    def may_replace(self, paragraph: str, passages: Sequence[OldPassage]) -> bool:
        """Return whether passages stand in the place of a paragraph: asked for, or where no other rule goes with it."""
        if any(self.choices[passage.number] == "both" for passage in passages):
            return False
        if all(passage.number in self.asked for passage in passages):
            return True
        old = sum(len(list(sentences_of(passage.text))) for passage in passages)
        return len(list(sentences_of(paragraph))) <= old

    def said_alike(self, clause: str) -> Iterator[OldPassage]:
        """Yield the passages by which the old policy says a clause as the library does."""
        for passage in self.adoption.policy.passages:
            found = self.adoption.matches.get(passage.number, ())
            if found and found[0].clause == clause and found[0].how == "same":
                yield passage

    def own_clause(self, after: str, passages: Sequence[OldPassage]) -> Iterator[Change]:
        """Yield a clause of the council's own that holds passages, and its place in the document."""
        title = passages[0].heading.rpartition(": ")[2] or "More of the council's own"
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
        yield Include(self.adoption.document, id, section, after, "The earlier policy says it")


def markdown_of(passages: Iterable[OldPassage]) -> str:
    """Return passages as Markdown, word for word: items and rows as lists."""
    parts: list[str] = []
    before = ""
    for passage in passages:
        words = escape(passage.text.replace(" | ", ": ") if passage.kind == "row" else passage.text)
        listed = passage.kind in ("item", "row")
        if parts and listed and before in ("item", "row"):
            parts.append(f"\n- {words}")
        else:
            parts.append(("\n\n" if parts else "") + (f"- {words}" if listed else words))
        before = passage.kind
    return "".join(parts)


def _cannot_stand(text: str) -> str:
    """Return why words cannot stand in a clause as they are; "" where they can."""
    if any(sign in text for sign in _UNSAFE):
        return "it holds signs of the clause language, such as {{"
    return ""


def _library_with(library: Library, name: str, text: str, changes: Iterable[Change]) -> Library:
    for change in changes:
        if isinstance(change, OwnClause):
            layer = library.workspace.layers[0]
            own = AuthoredFile(layer.root / change.file, change.file, layer)
            library = library.with_clause(read_clause_text(change.file, change.content), own)
    return library.with_profile(read_profile(name, text, library.reference, library.template_files))


def _prove(document: Document, taker: _Taker) -> None:
    """Raise PolicyBuilderError unless the words of every passage that is taken stand in the document as they are."""
    printed = _letters(" ".join(block_text(block) for clause in clauses(document) for block in clause.blocks))
    wanted = {passage.number: passage for passage in taker.adoption.policy.passages}
    for number in taker.ours:
        passage = wanted[number]
        text = passage.text.replace(" | ", ": ") if passage.kind == "row" else passage.text
        if _letters(text) not in printed:
            where = Location(f"passage {number}")
            message = "the words of the passage would not stand in the draft as they are"
            raise fail(where, message, "not-as-promised", f"take the library's words: --library {number}")


def _letters(text: str) -> str:
    return "".join(as_read(text).split())


def regrouped(taken: TakenOver, adoption: Adoption) -> Document:
    """Return the old policy with each passage under the clause that it became, so that it compares as reworded."""
    empty = Provenance("", "", "", "", "", "", "", (), (), (), ())
    texts: dict[str, list[str]] = defaultdict(list)
    rest: list[str] = []
    for passage in adoption.policy.passages:
        if passage.says:
            home = taken.homes.get(passage.number)
            (texts[home] if home else rest).append(passage.text)

    def old(clause: Clause) -> Clause:
        blocks = tuple(Paragraph((Text(text),)) for text in texts.get(clause.id, ()))
        return replace(clause, blocks=blocks, provenance=empty)

    sections = []
    for section in taken.document.sections:
        kept = tuple(old(clause) for clause in section.clauses if texts.get(clause.id))
        sections.append(replace(section, clauses=kept))
    left = tuple(Paragraph((Text(text),)) for text in rest)
    if left:
        sections[-1] = replace(
            sections[-1],
            clauses=(*sections[-1].clauses, Clause("left-out", "", "In no clause of the new policy", left, empty)),
        )
    appendices = tuple(old(clause) for clause in taken.document.appendices if texts.get(clause.id))
    return replace(
        taken.document, title=adoption.policy.title, sections=tuple(sections), appendices=appendices, control=()
    )
