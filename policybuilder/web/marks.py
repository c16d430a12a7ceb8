"""What changes in the words of a council's documents, as HTML: the clause with its deletions and insertions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from policybuilder.compare import ClauseChange
    from policybuilder.update.effects import Effect


def _hidden(words: str) -> str:
    return f'<span class="govuk-visually-hidden">{words}</span>'


_MARK = re.compile("</?(?:ins|del)>")
_WORDS = {
    "<ins>": f"<ins>{_hidden('inserted: ')}",
    "</ins>": f"{_hidden(' end of insertion ')}</ins>",
    "<del>": f"<del>{_hidden('deleted: ')}",
    "</del>": f"{_hidden(' end of deletion ')}</del>",
}
"""What is said at each mark. Words of people come escaped, so that no other text is one of these."""


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
        if happens == "changes":
            text = _said(text)
        # The renderer of the comparison page escapes every word that a person wrote.
        yield ClauseShown(_place(change), change.title, happens, _weight(change), Markup(text))  # noqa: S704


def _said(html: str) -> str:
    """Return marked words with each mark said as well, for who hears the page or sees neither colour nor line.

    A clause that is new, or leaves the document, is all of one kind, and that is said of it already.
    """
    return _MARK.sub(lambda mark: _WORDS[mark[0]], html)


def _place(change: ClauseChange) -> str:
    return change.new_place or change.old_place


def _weight(change: ClauseChange) -> str:
    article = "An" if change.weight == "editorial" else "A"
    return f"{article} {change.weight} change: {change.approver} approves it." if change.approver else ""


def weights(effects: Iterable[Effect]) -> tuple[str, ...]:
    """Return how much some changes weigh in each document, and who approves that; by title where there are several."""
    heaviest = [
        (each.title, next((_weight(c) for c in each.comparison.changes if c.weight == each.comparison.weight), ""))
        for each in effects
    ]
    return tuple(f"{title}: {said}" if len(heaviest) > 1 else said for title, said in heaviest if said)
