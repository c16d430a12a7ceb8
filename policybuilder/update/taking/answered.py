"""A value that reads otherwise in an edited file, as the changed answer of the profile that gives it."""

from __future__ import annotations

from datetime import date
from typing import Any

from policybuilder.edit.changes import Answer, Change, Kept
from policybuilder.errors import Location, Problems
from policybuilder.library.parameters import INVALID, read_value, type_of
from policybuilder.library.strict_yaml import Node
from policybuilder.library.values import Choice
from policybuilder.lifecycle.typed import answered_by, as_answer
from policybuilder.resolution.inheritance import About
from policybuilder.update.taking.draft import Draft
from policybuilder.update.taking.listed_answers import listed_words
from policybuilder.update.taking.live_words import LiveWord

_OF_A_DOCUMENT = ("document.title", "document.owner", "document.approver", "document.classification")
_NO_ANSWERS = {
    "terms": "these are the library's words for it",
    "law": "this is how the library cites a law",
    "document_law": "this is how the library states the law",
    "council": "it is set under council: in the profile",
    "document": "it is made from the profile anew with each draft",
}


def answer_change(draft: Draft, word: LiveWord, now: str) -> Change | str:
    """Return what makes a value read `now`, or why no answer does.

    What stands in "[to confirm: …?]" is answered without the brackets; where only these were taken away, the default
    was looked at and is kept.
    """
    name, words = word.parameter, _without_brackets(draft, word, now)
    if name in _OF_A_DOCUMENT:
        return Answer(name, words, draft.id)
    name, parameter = answered_by(name, draft.assembly.answers)
    if parameter is None:
        return _NO_ANSWERS.get(name.partition(".")[0], "no answer sets it")
    if type_of(parameter).is_list:
        return listed_words(draft, parameter, word.printed, now)
    if not words.strip() or (words.startswith("[") and words.endswith("]")):
        return f"“{now}” cannot be the answer {name}"
    problems = Problems()
    value = read_value(parameter, Node(as_answer(parameter, words), Location(""), {}), problems)
    if value is INVALID:
        return f"“{words}” cannot be the answer {name}: {problems.found[0].message}"
    known = draft.assembly.answers.parameters.get(name)
    if known is not None and known.open and known.value == value:
        return Kept(name, _in_yaml(value))
    own = About("parameter", name, draft.id) in draft.case.effective.settings
    return Answer(name, _in_yaml(value), draft.id if own else "")


def _without_brackets(draft: Draft, word: LiveWord, now: str) -> str:
    """Return an answer without the brackets of a value that was still to be confirmed."""
    if word.confirmed:
        return now
    before, _, after = draft.assembly.answers.labels.guessed("\0").partition("\0")
    inner = now.removeprefix(before).removesuffix(after) if now.startswith(before) else now
    return inner.removesuffix("]").rstrip("?").strip() if inner != now else now.strip()


def _in_yaml(value: Any) -> Any:
    """Return a checked value as a profile holds it."""
    if isinstance(value, Choice):
        return str(value)
    return value if isinstance(value, int | date) else str(value)
