"""What became of each edit and each comment: the table that is owed to those who sent the file back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from policybuilder.library.wording import as_read
from policybuilder.update.taking.edits import Edit
from policybuilder.update.taking.taken import Taken

Outcome = Literal["taken", "changed", "not taken"]

NOT_WANTED = "it was not chosen"
NO_WORDS = "no words were changed there"


@dataclass(frozen=True)
class Response:
    """An edit or comment and what became of it. `number` is the edit's, 0 for a comment.

    `who` and `when` are as Word has them, for those who want names kept; a document without them is the rule.
    """

    number: int
    place: str
    what: Literal["edit", "comment"]
    before: str
    after: str
    outcome: Outcome
    why: str
    who: str = ""
    when: str = ""


def responses(done: Taken, reason: str) -> tuple[Response, ...]:
    """Return what became of every edit and comment, the edits first; `reason` is that of what was taken."""
    return (*_edits(done, reason), *_comments(done))


def _edits(done: Taken, reason: str) -> Iterator[Response]:
    taken = [done.found.number(edit) for edit in done.taken]
    refused = {done.found.number(edit): why for edit, why in done.refused}
    for number, edit in enumerate(done.found.edits, start=1):
        tracked = next((each for each in edit.tracked if each.author), None)
        who, when = (tracked.author, tracked.date[:10]) if tracked else ("", "")
        outcome, why = (
            _outcome(done, edit, reason) if number in taken else ("not taken", refused.get(number, NOT_WANTED))
        )
        yield Response(number, edit.place, "edit", edit.before, edit.after, outcome, why, who, when)


def _outcome(done: Taken, edit: Edit, reason: str) -> tuple[Outcome, str]:
    """Return whether an edit is in the profile as it was typed, or merged with what the draft or another file has."""
    for choice in edit.choices:
        option = done.found.rows.slots[choice.clause][choice.slot].options[choice.option]
        if edit.kind != "words" or option.returned is None or option.after is None or option.values:
            continue
        if as_read(option.after.words) != as_read(option.returned.words):
            return "changed", f"{reason} (put together with other changes of the same passage)"
    return "taken", reason


def _comments(done: Taken) -> Iterator[Response]:
    changed = {edit.place: done.found.number(edit) for edit in done.taken}
    for remark in done.found.remarks:
        comment = remark.comment
        number = changed.get(remark.place)
        outcome: Outcome = "changed" if number else "not taken"
        why = f"the words there changed: see {number}" if number else NO_WORDS
        text = " ".join(comment.text.split())
        yield Response(0, remark.place, "comment", comment.on, text, outcome, why, comment.author, comment.date[:10])


__all__ = ["Response", "responses"]
