"""An old policy brought into a profile that is there: what it would change, shown before anything is written.

The sure answers that are others, the council's own words where they do not stand in the document yet, clauses of its
own, and what may be left out. Comments and order of the profile stay, and `undo` takes it all back.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from policybuilder.adopt.adoption import Adoption
from policybuilder.edit.changes import Answer, Change, Remark, changed_profile
from policybuilder.edit.proposal import Proposal, as_changed, propose
from policybuilder.errors import Location, PolicyBuilderError, fail
from policybuilder.library.library import Library
from policybuilder.library.strict_yaml import decode_text
from policybuilder.library.written_values import one_line
from policybuilder.resolution import resolve
from policybuilder.resolution.answers import answer
from policybuilder.resolution.case import case_of
from policybuilder.resolution.contradictions import refuse_contradictions
from policybuilder.resolution.inheritance import inherit
from policybuilder.resolution.selection import select
from policybuilder.update.adopting_files import is_new, new_answers
from policybuilder.update.own_words import Choice, Taker, prove, standing_in

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TO_CONFIRM = "The earlier policy says nothing of these. To leave one out, name it under exclude: with a reason."


@dataclass(frozen=True)
class BroughtIn:
    """What an old policy changes in a profile: the files as they would be, and what the proposal leaves to a person.

    `ours` are the numbers of the passages whose words would stand, `left` those whose words could not, each with why;
    `to_decide` are decisions that are not taken as answers, by parameter, each as a sentence.
    """

    proposal: Proposal
    answers: Mapping[str, str]
    ours: tuple[int, ...]
    left: Mapping[int, str]
    to_decide: Mapping[str, str]


def brought_in(
    adoption: Adoption,
    library: Library,
    profile: str,
    choices: Mapping[int, Choice],
    today: str,
    asked: Collection[int] = (),
) -> BroughtIn:
    """Return what an old policy would change in a profile; nothing is written.

    Raises PolicyBuilderError for a profile that has no such document, for what is wrong with it, when its documents
    would have errors that they had not before, and when nothing would change.
    """
    document = adoption.document
    _refuse_another_document(library, profile, document)
    answers, doubtful = _answers(adoption, library, profile)
    started = as_changed(library, profile, answers)
    file = library.profile_files[profile]
    text = changed_profile(decode_text(file.content(), file.name), answers, file.name)
    there = standing_in(resolve(library, profile, document), adoption.policy.passages)
    taker = Taker(adoption, started, profile, choices, asked, today, text, there)
    remarks = tuple(_to_confirm(adoption, started, profile, text))
    error: PolicyBuilderError | None = None
    # A document that stands in braces has no line for a comment: it does without.
    for cautious, said in ((False, remarks), (True, remarks), (True, ())):
        changes: list[Change] = [*answers, *taker.changes(cautious), *said]
        if not changes or changes == list(remarks):
            hint = "the report says how each passage stands"
            message = "the profile has every answer and all of the words of the old policy already"
            raise fail(Location(profile), message, "nothing-changed", hint)
        try:
            found = propose(
                library, profile, changes, lambda after: prove(resolve(after, profile, document), taker), (document,)
            )
        except PolicyBuilderError as caught:
            error = error or caught
            continue
        told = {each.name: _shown(adoption, each.name) for each in answers}
        return BroughtIn(
            found, told, tuple(taker.ours), taker.left, dict(_to_decide(adoption, library, profile, doubtful))
        )
    assert error is not None
    raise error


def _refuse_another_document(library: Library, profile: str, document: str) -> None:
    known = inherit(library, library.profile(profile)).documents
    if document not in known:
        hint = f"name one of its own with --document: {', '.join(known)}"
        message = f'the profile has no document "{document}", which the old policy is held against'
        raise fail(Location(profile), message, "unknown-document", hint)


def _answers(adoption: Adoption, library: Library, profile: str) -> tuple[list[Answer], frozenset[str]]:
    """Return the sure answers that are others, and those that do not go with another answer and are only said."""
    doubtful: set[str] = set()
    while True:
        made = [each for each in new_answers(adoption, library, profile) if each.name not in doubtful]
        try:
            changed = as_changed(library, profile, made)
            refuse_contradictions(answer(case_of(changed, profile, adoption.document)))
        except PolicyBuilderError as error:
            said = " ".join(f"{problem.message} {problem.hint}" for problem in error.problems)
            named = {each.name for each in made if f'"{each.name}"' in said}
            if not named:
                raise
            doubtful |= named
        else:
            return made, frozenset(doubtful)


def _to_confirm(adoption: Adoption, library: Library, profile: str, text: str) -> Iterator[Change]:
    """Yield the comment that lists clauses that may be left out, but those of which the profile says something."""
    chosen = {each.source.id for each in select(answer(case_of(library, profile, adoption.document))).selected()}
    said = set(_NAME.findall(text))
    gaps = [gap.clause for gap in adoption.missing if gap.level != "mandatory" and gap.clause in chosen - said]
    if gaps:
        yield Remark(
            adoption.document, (_TO_CONFIRM, *(f"  - {{clause: {id}, reason: To be confirmed}}" for id in gaps))
        )


def _to_decide(
    adoption: Adoption, library: Library, profile: str, doubtful: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield what is left to a person; not what the council decided in the same way already."""
    given = answer(case_of(library, profile, adoption.document)).parameters
    for decision in adoption.decisions:
        if decision.parameter in doubtful:
            yield decision.parameter, f"{_shown(adoption, decision.parameter)}; it does not go with another answer"
        elif not decision.sure and is_new(decision, given):
            value = one_line(decision.value)
            yield decision.parameter, f'it may be {value}, since {decision.place} says "{decision.words}"'


def _shown(adoption: Adoption, parameter: str) -> str:
    decision = next(each for each in adoption.decisions if each.parameter == parameter and each.sure)
    return f'{one_line(decision.value)}, since {decision.place} says "{decision.words}"'
