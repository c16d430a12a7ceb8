"""Changes that a person asked not to see: they are left out, counted, and named; nothing is ever said to be the same.

A clause's change goes only when all that changed in it is ignored. One that changed otherwise, too, is shown whole,
with its weight: nobody is told less of it than stands in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from policybuilder.compare.changes import EDITORIAL, ClauseChange, Comparison, DetailChange, Edit, Ignored
from policybuilder.sequences.ignorable import IGNORABLE, Ignorable, differs_in


def without(comparison: Comparison, ignore: Collection[Ignorable] = (), only_rules: bool = False) -> Comparison:
    """Return a comparison without the changes that differ in what is ignored alone, and with how many they were.

    `only_rules` leaves out the editorial changes, too.
    """
    ignored: Counter[str] = Counter()
    chosen = [each for each in IGNORABLE if each in ignore]

    def stays(change: ClauseChange | DetailChange) -> bool:
        found = _clause(change, chosen) if isinstance(change, ClauseChange) else _detail(change, chosen)
        if found is None and only_rules and change.weight == "editorial":
            found = (EDITORIAL,)
        ignored.update(found or ())
        return found is None

    changes = tuple(change for change in comparison.changes if stays(change))
    details = tuple(change for change in comparison.details if stays(change))
    counts = tuple(Ignored(what, count) for what, count in sorted(ignored.items()))
    return replace(comparison, changes=changes, details=details, ignored=counts)


def _clause(change: ClauseChange, chosen: Collection[Ignorable]) -> tuple[str, ...] | None:
    """Return in what the places of a clause's change differ, each alone; None when one differs otherwise."""
    found = [_differs_in(edit, chosen) for edit in change.edits]
    if "retitled" in change.kinds and change.marked.old is not None and change.marked.new is not None:
        found.append(differs_in(change.marked.old.title, change.marked.new.title, chosen))
    if not found or not {"retitled", "reworded"}.issuperset(change.kinds):
        return None
    told = tuple(each for each in found if each)
    return told if len(told) == len(found) else None


def _detail(change: DetailChange, chosen: Collection[Ignorable]) -> tuple[str, ...] | None:
    found = differs_in(change.old, change.new, chosen)
    return (found,) if found else None


def _differs_in(edit: Edit, chosen: Collection[Ignorable]) -> str:
    """Return what of the chosen an edit differs in and nothing else; an empty text when it differs otherwise."""
    if edit.kind == "marked":
        return "formatting" if "formatting" in chosen else ""
    return differs_in(edit.old, edit.new, chosen) if edit.kind == "reworded" else ""
