"""The comments of an edited file, each with where it stands: none is lost, and none is an edit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policybuilder.update.returned import Comment, ReturnedFile
from policybuilder.update.taking.draft import Draft
from policybuilder.update.taking.places import place_of

_OUTSIDE = "outside the clauses"


@dataclass(frozen=True)
class Remark:
    """A comment: the clause it stands in ("" outside), where in it, and the position of its file."""

    comment: Comment
    clause: str
    place: str
    file: int = 0


def remarks_of(draft: Draft, file: ReturnedFile, number: int = 0) -> tuple[Remark, ...]:
    """Return every comment of a file, in the order of the text; those outside the clauses come last."""
    found = {remark.comment.number: remark for remark in _in_clauses(draft, file, number)}
    for comment in file.comments:
        parent = found.get(comment.replies_to)
        place = (parent.clause, parent.place) if parent else ("", _OUTSIDE)
        found.setdefault(comment.number, Remark(comment, *place, number))
    return tuple(found.values())


def _in_clauses(draft: Draft, file: ReturnedFile, number: int) -> Iterator[Remark]:
    for clause in sorted(file.clauses, key=lambda each: each.place):
        id = clause.sent.id
        known = draft.clauses.get(id)
        title = known.number if known else clause.sent.number
        for comment in clause.title.comments if clause.title else ():
            yield Remark(comment, id, title, number)
        passages = [each.passage for each in clause.passages]
        for position, passage in enumerate(clause.passages):
            for comment in passage.comments:
                yield Remark(comment, id, place_of(draft, id, passages[: position + 1]), number)
    for new in file.new:
        for each in (new.title, *new.passages):
            for comment in each.comments:
                yield Remark(comment, "", f"the new clause “{new.title.words}”", number)


__all__ = ["Remark", "remarks_of"]
