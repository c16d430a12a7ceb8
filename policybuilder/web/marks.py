"""What changes in the words of a council's documents, as HTML: the clause with its deletions and insertions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from policybuilder.compare import ClauseChange
    from policybuilder.update.effects import Effect


@dataclass(frozen=True)
class ClauseShown:
    """A clause that would change: its place, what happens to it, who must approve that, its marked text as HTML."""

    place: str
    title: str
    happens: str
    weight: str
    text: Markup


@dataclass(frozen=True)
class EffectShown:
    """A document whose words would change, with its clauses."""

    title: str
    clauses: tuple[ClauseShown, ...]


def effects_html(effects: Iterable[Effect]) -> tuple[EffectShown, ...]:
    """Return what some changes do to each document, ready to be shown. Words of the policies come escaped."""
    return tuple(EffectShown(each.title, tuple(_clauses(each))) for each in effects)


def _clauses(effect: Effect) -> Iterable[ClauseShown]:
    from policybuilder.compare.html_blocks import View, blocks_html

    for change in effect.comparison.changes:
        new, old = change.marked.new, change.marked.old
        happens = "new" if old is None else "leaves the document" if new is None else "changes"
        text = "".join(blocks_html(change.marked.blocks, View.BOTH))
        # The renderer of the comparison page escapes every word that a person wrote.
        yield ClauseShown(_place(change), change.title, happens, _weight(change), Markup(text))  # noqa: S704


def _place(change: ClauseChange) -> str:
    return change.new_place or change.old_place


def _weight(change: ClauseChange) -> str:
    return f"A {change.weight} change: {change.approver} approves it." if change.approver else ""
