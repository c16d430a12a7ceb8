"""What an edit is and does, and whose it is, in words, for whoever shows it."""

from __future__ import annotations

from datetime import date

from policybuilder.edit.changes import Kept
from policybuilder.labels import ENGLISH
from policybuilder.update.returned import Tracked
from policybuilder.update.taking.edits import Edit
from policybuilder.update.taking.taken import Found

KINDS = {
    "words": "other words",
    "added": "put in",
    "removed": "taken out",
    "moved": "moved",
    "split": "split in two",
    "joined": "joined",
    "value": "another answer",
    "title": "another title",
    "clause added": "a new clause",
    "clause removed": "the clause is gone",
    "clause moved": "another order",
    "section": "another heading",
}
"""What is said of each kind of edit."""


def does(found: Found, edit: Edit) -> str:
    """Return what taking an edit does, where the words alone do not say it."""
    match edit.kind:
        case "value":
            places = found.elsewhere(edit)
            also = f"; it also stands in {', '.join(places)}, and changes there" if places else ""
            kept = any(isinstance(change, Kept) for change in edit.changes)
            return f"{'keeps the default of' if kept else 'answers'} {edit.parameter}{also}"
        case "clause removed":
            return "leaves the clause out, with your reason"
        case "clause added":
            return "becomes a clause of your own, a file in clauses/, included here"
        case "clause moved":
            return "gives the section an order of its own"
    return ""


def who(found: Found, edit: Edit) -> str:
    """Return whose edit it is, where tracked changes or several files say so."""
    files = [found.files[number].name for number in dict.fromkeys(edit.files)] if len(found.files) > 1 else []
    people = dict.fromkeys(_told(each) for each in edit.tracked if each.kind != "formatting")
    return "; ".join([*files, *people])


def named(tracked: Tracked) -> str:
    """Return who made a tracked change, and when, the day as YYYY-MM-DD."""
    author = tracked.author or "no name"
    return f"{author}, {tracked.date[:10]}" if tracked.date else author


def _told(tracked: Tracked) -> str:
    """Return who made a tracked change, and when, the day as people write it."""
    try:
        return f"{tracked.author or 'no name'}, {ENGLISH.day(date.fromisoformat(tracked.date[:10]))}"
    except ValueError:  # without a date, or with one that Word did not write
        return named(tracked)
