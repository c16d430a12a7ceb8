"""The paper that is before a meeting, as a screen shows it: its day and its number, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policybuilder.errors import PolicyBuilderError, Problem
from policybuilder.web.desk import Desk


@dataclass(frozen=True)
class PaperShown:
    """A paper: its ISO day and the start of the digest of its words; or, with neither, the problems that it has."""

    day: str = ""
    number: str = ""
    problems: Sequence[Problem] = ()


def paper_of(desk: Desk, profile: str, document: str) -> PaperShown | None:
    """Return the paper of a document; None where none was made."""
    from policybuilder.lifecycle.paper import read_paper
    from policybuilder.lifecycle.records import shown_folder

    shown = shown_folder(profile, document)
    try:
        kept = read_paper(desk.root / shown, shown, profile, document)
    except PolicyBuilderError as error:
        return PaperShown(problems=error.problems)
    return None if kept is None else PaperShown(kept.paper.day, kept.paper.short)
