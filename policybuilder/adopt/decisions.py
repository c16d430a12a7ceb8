"""The decisions that an old policy took, heard in its sentences by what each sounds like (`library/sounds`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from policybuilder.adopt.full_titles import in_full
from policybuilder.adopt.hearing import LABEL_AND_VALUE, Ears, Listener, items, listeners, spoken_parts
from policybuilder.adopt.old_policy import TITLE, OldPassage
from policybuilder.adopt.unsettled import is_unsettled
from policybuilder.adopt.usage import words_used
from policybuilder.errors import Problems
from policybuilder.library.library import Library
from policybuilder.library.parameters import INVALID, Parameter, read_value
from policybuilder.library.said import MONTHS, node_of, said_value
from policybuilder.library.sounds import Heard, Spoken
from policybuilder.library.sounds_like import DAYS, SoundsLike, load_sounds_like

_EACH = ("each", "every")
_ABOVE = "¶"
"""Stands between a sentence and what stands above it: a sign that no pattern has."""
_DAYS_IN_A_MONTH = 30.44
_LONGEST_REVIEW = 60


@dataclass(frozen=True)
class Decision:
    """An answer of the old policy: the parameter, its value as a profile writes it, and the passage and words of it.

    It is `sure` where the words say it and no other passage says otherwise; else it is a suggestion. Where the words
    tell only what the answer is not, and it is not the default, `among` are those that are left, the value the first.
    """

    parameter: str
    value: Any
    passage: int
    place: str
    words: str
    sure: bool
    among: tuple[Any, ...] = ()


@dataclass(frozen=True)
class _Heard:
    """A decision, and the rank of the pattern by which it was heard: the first one of a parameter tells most."""

    decision: Decision
    rank: int
    gathers: bool = False
    """Whether its value is some of several choices, which a policy names one here and one there."""


def decisions(
    passages: Iterable[OldPassage], library: Library, clauses: Mapping[int, Sequence[str]], problems: Problems
) -> tuple[Decision, ...]:
    """Return the decisions that some passages take, in the order of the parameters, each value once.

    `clauses` are the clauses that each passage, by its number, says. A value is surer where a clause of the passage
    uses the parameter. Of values that differ none is sure. A pattern that cannot be read is noted in `problems`.
    """
    heard: dict[str, list[_Heard]] = defaultdict(list)
    sounds = load_sounds_like(library, problems)
    ears = Ears(listeners(library, sounds, problems))
    lists: dict[tuple[str, str, str], int] = {}
    listened = [passage for passage in passages if _is_heard(passage)]
    for passage in listened:
        said = clauses.get(passage.number, ())
        uses = {name for id in said for name in library.clause(id).front.parameters}
        for each in _heard(passage, ears, sounds.labels, said, uses):
            decision = each.decision
            so_far = heard[decision.parameter]
            among = (decision.parameter, passage.heading, passage.lead if passage.kind == "item" else "")
            if each.gathers:
                among = (decision.parameter, "", "")
            if isinstance(decision.value, list) and among in lists:
                first = so_far[lists[among]]
                so_far[lists[among]] = replace(first, decision=_with_entries(first.decision, decision))
                continue
            lists[among] = len(so_far)
            so_far.append(each)
    _say_how_often(heard)
    for name, word, passage in words_used([each for each in listened if each.number], library, sounds.classes):
        heard[name].append(_Heard(Decision(name, word, passage.number, passage.place, word, sure=False), 0))
    ordered = dict.fromkeys((*library.reference.parameters, *heard))
    settled = {name: list(_settled(heard.get(name, []))) for name in ordered}
    _take_what_is_implied(settled, library, sounds)
    return tuple(in_full([each for name in ordered for each in settled[name]], listened))


def _take_what_is_implied(settled: dict[str, list[Decision]], library: Library, sounds: SoundsLike) -> None:
    """Suggest what answers tell of decisions that nothing says: who names the chair of a board has one."""
    for name, implied in sounds.implied.items():
        parameter = library.reference.parameters.get(name)
        by = next(((each, said[0]) for each, _ in implied for key in each.by if (said := settled.get(key))), None)
        if parameter and by and not settled[name]:
            model, decision = by
            means = _as_answer(parameter.type, model.means)
            settled[name] = [replace(decision, parameter=name, value=means, sure=False)]


def _heard(
    passage: OldPassage, ears: Ears, labels: Sequence[str], said: Sequence[str], uses: set[str]
) -> Iterator[_Heard]:
    """Yield what a passage says of each parameter, a sentence at a time, by the pattern that tells most.

    `said` are the clauses that it says, and `uses` the parameters that these have.
    """
    for around, text in spoken_parts(passage, labels):
        spoken = Spoken.of(f"{around} {_ABOVE} {text}" if around else text)
        alone = Spoken.of(text)
        after = spoken.offset(len(spoken.text) - len(alone.text))
        best: dict[str, _Heard] = {}
        lower = text.lower()
        chosen: dict[str, list[tuple[int, _Heard]]] = defaultdict(list)
        for rank, ear in ears.near(spoken, said):
            known = best.get(ear.name)
            if known and (known.decision.sure or not ear.entry.sure):
                continue
            if passage.place == TITLE and ear.type != "choice":
                continue  # a title names who and what in passing
            found = ear.sound.heard(spoken, after) if ear.sound.may_be_heard(spoken) else None
            if found is None or ear.is_said_otherwise(alone, lower):
                continue
            value = _value(ear, found, spoken)
            if value is None:
                continue
            words = spoken.original(found.start, found.end).lstrip(",;: ")
            sure = ear.entry.sure and not is_unsettled(ear, around, text, words) and (found.whole or ear.name in uses)
            decision = Decision(ear.name, value, passage.number, passage.place, words, sure)
            if isinstance(value, list) and ear.entry.means is not None:
                chosen[ear.name].append((found.start, _Heard(decision, rank, gathers=True)))
            elif known is None or sure:
                best[ear.name] = _Heard(decision, rank)
        yield from best.values()
        for several in chosen.values():
            yield from (each for _, each in sorted(several, key=lambda one: one[0]))
    for above, item in items(passage):
        yield from _named_in_a_list(passage, above, item, ears)


def _named_in_a_list(passage: OldPassage, above: str, item: str, ears: Ears) -> Iterator[_Heard]:
    """Yield what an item is an entry of, by what stands above its list."""
    known = set()
    spoken = Spoken.of(f"{above} {_ABOVE} {item}")
    after = spoken.offset(len(spoken.text) - len(Spoken.of(item).text))
    lead = Spoken.of(above)
    for rank, ear in ears.of_items(spoken):
        found = None if ear.name in known else ear.sound.heard(spoken, after)
        if found is None or ear.is_said_otherwise(lead, above.lower()):
            continue
        value = _value(ear, found, spoken)
        if value is not None:
            known.add(ear.name)
            yield _Heard(Decision(ear.name, value, passage.number, passage.place, item, sure=False), rank)


def _value(ear: Listener, found: Heard, spoken: Spoken) -> Any:
    """Return the answer that was heard; None where the words hold none that a profile may give."""
    parameter = ear.parameter
    if ear.entry.means is not None:
        return _as_answer(ear.type, ear.entry.means)
    words, unit = spoken.original(*found.answer), parameter.unit if parameter else ""
    if words in MONTHS and ear.type == "integer" and not spoken.lower[: found.answer[0]].rstrip().endswith(_EACH):
        return None  # "last updated in May" is once
    value = said_value(words, found.quoted, ear.type, unit, ear.sound.holding)
    if value is None or (parameter and not _is_valid(parameter, value)) or ear.is_the_question(str(value)):
        return None
    return value


def _is_heard(passage: OldPassage) -> bool:
    """Return whether a passage may say something: the first row of a control table looks like a row of headings."""
    return passage.says or (passage.kind == "header" and len(passage.cells) == LABEL_AND_VALUE)


def _with_entries(first: Decision, more: Decision) -> Decision:
    """Return what the first item of a list named with what another one of it does."""
    known = {str(entry).lower() for entry in first.value}
    added = [entry for entry in more.value if str(entry).lower() not in known]
    words = f"{first.words} … {more.words}"
    return replace(first, value=[*first.value, *added], words=words, sure=first.sure and more.sure)


def _say_how_often(heard: dict[str, list[_Heard]]) -> None:
    """Take the days of a document's approval and next review as how often it is reviewed, where nothing says so."""
    approved, review = ([each.decision for each in heard.pop(f"document.{key}", [])] for key in DAYS)
    if not approved or not review or heard.get("review_months"):
        return
    last = max(each.value for each in approved)
    following = min((each for each in review if each.value > last), key=lambda each: str(each.value), default=None)
    if following is None:
        return
    days = (date.fromisoformat(following.value) - date.fromisoformat(last)).days
    months = round(days / _DAYS_IN_A_MONTH)
    if 1 <= months <= _LONGEST_REVIEW:
        taken = replace(following, parameter="review_months", value=months, sure=False)
        heard["review_months"].append(_Heard(taken, 0))


def _is_valid(parameter: Parameter, value: Any) -> bool:
    """Return whether a profile may give this answer."""
    problems = Problems()
    read = read_value(parameter, node_of(value), problems)
    return read is not INVALID and not problems.found


def _as_answer(type: str, means: Any) -> Any:
    """Return what words mean as an answer of the parameter's type: authored files hold texts alone."""
    if type == "boolean":
        return str(means).lower() in ("yes", "true")
    if type == "integer" and str(means).isdecimal():
        return int(means)
    return means


def _settled(found: Sequence[_Heard]) -> Iterator[Decision]:
    """Yield each value once, the surest of those that give it; none is sure where sure ones differ."""
    by_value: dict[str, _Heard] = {}
    for each in found:
        key = repr(each.decision.value).lower()
        known = by_value.get(key)
        if known is None or (not each.decision.sure, each.rank) < (not known.decision.sure, known.rank):
            by_value[key] = each
    sure = [each.decision for each in by_value.values() if each.decision.sure]
    if len(sure) == 1:
        yield sure[0]
        return
    ranked = sorted(
        by_value.values(), key=lambda each: (not each.decision.sure, 0 if sure else each.rank, each.decision.passage)
    )
    for each in ranked[: 1 if not sure else len(sure)]:
        yield replace(each.decision, sure=False)
