"""Edits as changes of the profile, proved before they are written: built in memory, each clause must read as meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from policybuilder.document import Clause, Inline, Reference, Text, Value, map_inlines, plain_text
from policybuilder.document.passages import passages_of
from policybuilder.edit.proposal import Proposal, propose
from policybuilder.errors import Location, PolicyBuilderError, fail
from policybuilder.library.library import APPENDICES, Library
from policybuilder.library.wording import as_read
from policybuilder.resolution.live import Piece
from policybuilder.update.clause_changes import OF_A_LIST
from policybuilder.update.taking.draft import Draft
from policybuilder.update.taking.edits import Edit
from policybuilder.update.taking.live_passages import LivePassage
from policybuilder.update.taking.live_words import LiveWord
from policybuilder.update.taking.making import NO_WORDS, Maker

UNPROVEN = "the draft would not read as the file does"
_OUT_OF_ORDER = "out-of-order"


@dataclass(frozen=True)
class Proven:
    """Edits that can be taken together, what they change, and those that cannot be taken, with why.

    `also` are the clauses that read otherwise because of them, though nobody edited them.
    """

    taken: tuple[Edit, ...]
    refused: tuple[tuple[Edit, str], ...]
    proposal: Proposal
    also: tuple[Clause, ...] = ()


def proven(maker: Maker, edits: Sequence[Edit]) -> Proven:
    """Return which edits can be taken, and what they change; each clause then reads as the file does where taken.

    All are tried together; where that fails, one after the other, so that one that cannot be taken stops no other.
    """
    proof = _Proof(maker)
    refused = [(edit, edit.refused) for edit in edits if edit.refused]
    taken, more, proposal = proof.most([edit for edit in edits if not edit.refused])
    order = {id(edit): place for place, edit in enumerate(edits)}
    every = sorted([*refused, *more], key=lambda pair: order[id(pair[0])])
    taken.sort(key=lambda edit: order[id(edit)])
    return Proven(tuple(taken), tuple(every), proposal, proof.also)


@dataclass
class _Proof:
    maker: Maker
    also: tuple[Clause, ...] = ()

    def most(self, wanted: Sequence[Edit]) -> tuple[list[Edit], list[tuple[Edit, str]], Proposal]:
        """Return as many edits as can be taken together, those that cannot with why, and what they change."""
        not_ours = [(edit, why) for edit in wanted if (why := self._not_ours(edit))]
        left = [edit for edit in wanted if not any(edit is each for each, _ in not_ours)]
        refused = list(not_ours)
        found, suspects = self.tried(left), list[Edit]()
        while isinstance(found, PolicyBuilderError):
            # What goes wrong in one clause is put aside, so that the others are proved together.
            where = found.problems[0].location.path
            blamed = [edit for edit in left if where == edit.clause or where in edit.at]
            if not blamed or len(blamed) == len(left):
                break
            suspects += blamed
            left = [edit for edit in left if not any(edit is each for each in blamed)]
            found = self.tried(left)
        taken, best, rest = (left, found, suspects) if isinstance(found, Proposal) else ([], self.nothing(), wanted)
        rest = [edit for edit in rest if not any(edit is each for each, _ in not_ours)]
        for edits in _together(rest):
            both = self.tried([*taken, *edits])
            if isinstance(both, Proposal):
                taken, best = [*taken, *edits], both
                continue
            if both.problems[0].code == NO_WORDS:
                refused += [(edit, both.problems[0].message) for edit in edits]
                continue
            for edit in edits:
                alone = self.tried([*taken, edit]) if len(edits) > 1 else both
                if isinstance(alone, Proposal):
                    taken, best = [*taken, edit], alone
                else:
                    refused.append((edit, _said(alone)))
        return list(taken), refused, best

    def nothing(self) -> Proposal:
        root = self.maker.draft.library.workspace.root
        assert root is not None
        self.also = ()
        return Proposal(root, self.maker.draft.profile, {})

    def tried(self, edits: Sequence[Edit], orders: Collection[str] = ()) -> Proposal | PolicyBuilderError:
        """Return what edits change, or why they cannot be taken together."""
        if not edits:
            return self.nothing()
        draft = self.maker.draft
        try:
            changes = list(self.maker.changes(edits, orders))
            return propose(draft.library, draft.profile, changes, lambda after: self._hold(after, edits), (draft.id,))
        except PolicyBuilderError as error:
            if error.problems[0].code == _OUT_OF_ORDER and not orders:
                return self.tried(edits, tuple(problem.location.path for problem in error.problems))
            return error

    def _not_ours(self, edit: Edit) -> str:
        """Return why the words that an edit changes are not the council's to change, else ""."""
        for choice in edit.choices if edit.kind != "value" else ():
            live = self.maker.rows.slots[choice.clause][choice.slot].live
            piece = self.maker.draft.live(choice.clause).pieces[live.piece] if live is not None else None
            if piece is not None and (reason := _not_to_change(piece)):
                return reason
        return ""

    def _hold(self, after: Library, edits: Sequence[Edit]) -> None:
        """Raise what would read, or stand, otherwise than is meant."""
        draft = self.maker.draft
        now = Draft(after, draft.profile, draft.id)
        chosen = frozenset(choice for edit in edits for choice in edit.choices)
        answers = {edit.parameter: edit.after for edit in edits if edit.kind == "value" and not edit.choices}
        mine = {choice.clause for choice in chosen} | {id for edit in edits for id in edit.at}
        wider = any(edit.changes or edit.new or edit.kind == "clause removed" for edit in edits)
        also: list[Clause] = []
        for id, clause in draft.clauses.items():
            found = now.clauses.get(id)
            if id not in mine and found is not None and found.blocks == clause.blocks:
                continue
            if id in mine and id in self.maker.rows.slots:
                meant = [_reads(each, answers) for each in self.maker.rows.passages(id, chosen)]
                meant = [*_words(clause, answers)[: bool(clause.provenance.edition)], *meant]
            else:
                meant = _words(clause, answers if id in mine else {})
            if found is not None and _words(found, {}) == meant:
                continue
            if found is None and any(edit.kind == "clause removed" and edit.clause == id for edit in edits):
                continue
            if id in mine or not wider:
                raise fail(Location(id), UNPROVEN, "not-as-meant")
            also.append(found or clause)
        for edit in edits:
            if edit.new is not None:
                made = now.clauses.get(edit.new.id)
                if made is None or _words(made, {}) != [as_read(words) for words in edit.new.words]:
                    raise fail(Location(edit.new.id), UNPROVEN, "not-as-meant")
            made = now.clauses.get(edit.clause)
            if edit.kind == "title" and (made is None or as_read(made.title) != as_read(edit.after)):
                raise fail(Location(edit.clause), UNPROVEN, "not-as-meant")
        if wider:
            _in_order(now, self.maker.order(edits))
        self.also = tuple(also)


def _in_order(now: Draft, wanted: dict[str, list[str]]) -> None:
    """Raise the sections whose clauses would stand in another order than is meant."""
    reads = {section.id: [clause.id for clause in section.clauses] for section in now.document.sections}
    reads[APPENDICES] = [clause.id for clause in now.document.appendices]
    wrong = [
        problem
        for section, ids in wanted.items()
        if [id for id in ids if id in reads.get(section, ())] != [id for id in reads.get(section, ()) if id in ids]
        for problem in fail(Location(section), "its clauses would stand in another order", _OUT_OF_ORDER).problems
    ]
    if wrong:
        raise PolicyBuilderError(wrong)


# What a clause reads -------------------------------------------------------------------------------------


def _words(clause: Clause, answers: dict[str, str]) -> list[str]:
    """Return what the passages of a clause read; a reference reads what it leads to, since numbers may change."""

    def plain(inline: Inline) -> Iterable[Inline]:
        if isinstance(inline, Reference):
            return (Text(_reference(inline.clause)),)
        if isinstance(inline, Value) and inline.parameter in answers:
            return (Text(_answered(inline.text, answers[inline.parameter])),)
        return (inline,)

    return [
        as_read("\t".join(" ".join(plain_text(map_inlines(cell, plain)).split()) for cell in each.cells))
        for each in passages_of(clause.blocks)
    ]


def _reads(passage: LivePassage, answers: dict[str, str]) -> str:
    """Return what a passage reads when it is taken, in the same form."""
    return as_read("\t".join(" ".join("".join(_parts(cell, answers)).split()) for cell in passage.cells))


def _parts(cell: Sequence[LiveWord], answers: dict[str, str]) -> Iterator[str]:
    for number, word in enumerate(cell):
        yield " " if word.space and number else ""
        if word.value is None:
            yield word.printed
        elif word.parameter in answers:
            yield _answered(word.printed, answers[word.parameter])
        else:
            for inline in word.value:
                yield _reference(inline.clause) if isinstance(inline, Reference) else plain_text((inline,))


def _reference(clause: str) -> str:
    return f"\ue000{clause}\ue001"


def _answered(before: str, now: str) -> str:
    """Return an answer as it reads in a place: with a capital where the old one has one there."""
    return now[:1].upper() + now[1:] if before[:1].isupper() else now


def _said(error: PolicyBuilderError) -> str:
    """Return why edits cannot be taken, in words that do not rest on what an amendment is made of."""
    problem = error.problems[0]
    ours = problem.code in (NO_WORDS, "not-as-meant", "not-taken", _OUT_OF_ORDER)
    return problem.message if ours else f"it cannot be written as an amendment: {problem.message}"


def _not_to_change(piece: Piece) -> str:
    if piece.origin == "base":
        return "the words are those of a base, which the council shares with others: change them there"
    if piece.origin == "list":
        return OF_A_LIST
    return ""


def _together(edits: Sequence[Edit]) -> list[list[Edit]]:
    """Return edits, those of the words of one clause together and every other alone."""
    found: dict[str, list[Edit]] = {}
    for number, edit in enumerate(edits):
        found.setdefault(edit.clause if edit.choices else f"\0{number}", []).append(edit)
    return list(found.values())


__all__ = ["UNPROVEN", "Proven", "proven"]
