"""What every format says of an old policy, in the same words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from policybuilder.adopt.adoption import REPORT, Adoption, Standing
from policybuilder.adopt.around import report_passages
from policybuilder.adopt.decisions import Decision
from policybuilder.adopt.gaps import Gap
from policybuilder.adopt.mapping import How, Match
from policybuilder.adopt.old_policy import OldPassage
from policybuilder.library.library import Library
from policybuilder.library.parameters import Parameter
from policybuilder.library.values import listed

HOW: dict[How, str] = {
    "same": "says the same",
    "differently": "says it differently",
    "subject": "on this subject, but says something else",
}
STANDINGS: dict[Standing, str] = {
    "same": HOW["same"],
    "differently": HOW["differently"],
    "subject": HOW["subject"],
    "nothing": "nothing in the library says this",
    "not English": "in another language, so not mapped",
    "heading": "a heading",
}
_GAPS = 5
_SURE, _LIKELY = 0.95, 0.55
"""From which scores a clause is "sure" and "likely", as measured: `tests/adopt/test_sure.py`, docs/adopting.md."""


@dataclass(frozen=True)
class DecisionRow:
    """A decision as people read it: the question, the answer, where it stands, its words, and how sure it is."""

    decision: Decision
    question: str
    answer: str

    @property
    def sure(self) -> str:
        """How sure it is, in a word."""
        return "found" if self.decision.sure else "to confirm"


def heading(adoption: Adoption) -> str:
    """Return the title of a report."""
    return f"{adoption.policy.title}: {REPORT}"


def covered_sentence(adoption: Adoption) -> str:
    """Return how much of the old policy the library says, in a sentence."""
    counts = adoption.counts
    parts = [
        f"{_count(counts.get('same', 0), 'passage')} {'says' if counts.get('same', 0) == 1 else 'say'} the same",
        f"{counts.get('differently', 0)} differently",
        _verbs(counts.get("subject", 0), "touch* a subject of the library and say* something else"),
        _verbs(counts.get("nothing", 0), "say* what nothing in the library says"),
    ]
    if counts.get("not English", 0):
        one = counts["not English"] == 1
        parts.append(f"{counts['not English']} {'is' if one else 'are'} in another language, so not mapped")
    total = sum(count for standing, count in counts.items() if standing != "heading")
    words = f"{adoption.policy.word_count:,}"
    return f"It has {words} words in {_count(total, 'passage')}: {'; '.join(parts)}."


def held_sentence(adoption: Adoption) -> str:
    """Return what the old policy is held against, and how much of that it says."""
    lacking = [each for each in adoption.missing if each.level == "mandatory"]
    says = f"It says {_count(len(adoption.said), 'clause')} of the library."
    title = adoption.document_title
    if not adoption.missing:
        return f"{says} Nothing of the library's {title} is missing from it."
    more = len(adoption.missing) - len(lacking)
    return (
        f"{says} Of the library's {title}, {_count(len(lacking), 'mandatory clause')} and {more} other"
        f"{'' if more == 1 else 's'} are missing from it."
    )


def around_sentence(adoption: Adoption) -> str:
    """Return whose law counts for the old policy, and which passages are of a report that it came with."""
    nation = adoption.nation.replace("-", " ").title()
    law = f"It is read as the policy of a body in {nation}."
    report = sorted(report_passages(adoption.policy))
    if not report:
        return law
    return f"{law} {ranges(report).capitalize()} are of the report to a committee that it came with."


def ranges(numbers: Sequence[int]) -> str:
    """Return numbers of passages, those that follow one another from the first to the last: "passages 1 to 4 and 9"."""
    runs = [[number] for number in numbers[:1]]
    for before, number in pairwise(numbers):
        if number == before + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    said = [
        f"{run[0]} {'to' if run[-1] > run[0] + 1 else 'and'} {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs
    ]
    return f"passage{'s' if len(numbers) > 1 else ''} {listed(said)}"


def stale_sentence(adoption: Adoption) -> str:
    """Return how much of the old policy is out of date or in contradiction, in a sentence."""
    if not adoption.stale:
        return "No name or law in it is known to be out of date, and no contradiction was found."
    contradictions = sum(each.rule == "contradiction" for each in adoption.stale)
    rest = len(adoption.stale) - contradictions
    parts = []
    if rest:
        parts.append(f"{_count(rest, 'name or law', 'names or laws')} out of date or of another nation")
    if contradictions:
        parts.append(_count(contradictions, "contradiction"))
    return f"Found in it: {' and '.join(parts)}."


def front_sentences(adoption: Adoption) -> tuple[str, ...]:
    """Return what stands at the head of a report: how much is covered, what is stale, and what was decided."""
    return (
        covered_sentence(adoption),
        held_sentence(adoption),
        around_sentence(adoption),
        stale_sentence(adoption),
        decisions_sentence(adoption),
    )


def place_words(decision: Decision) -> str:
    """Return where a decision stands: its passage, or the table on the file's first page."""
    return f"passage {decision.passage}" if decision.passage else "front page"


def decisions_sentence(adoption: Adoption) -> str:
    """Return how many decisions were found in the old policy, and how many of them a person must confirm."""
    count = len(adoption.decisions)
    if not count:
        return "No decision was found in it."
    open_ones = sum(not decision.sure for decision in adoption.decisions)
    said = f"{_count(count, 'decision')} {'was' if count == 1 else 'were'} found in it"
    if not open_ones:
        return f"{said}."
    if open_ones == count:
        return f"{said}, {'all ' if count > 1 else ''}to be confirmed."
    return f"{said}, {open_ones} of them to be confirmed."


def five_gaps(adoption: Adoption) -> tuple[Gap, ...]:
    """Return the gaps that matter most: mandatory clauses first, by law before others, by how much they require.

    What any council needs comes before what only some do, and what the old policy says nothing of before what it says
    otherwise.
    """
    ranked = sorted(
        adoption.missing,
        key=lambda each: (each.level != "mandatory", each.depends, not each.law, bool(each.touched), -each.duties),
    )
    return tuple(ranked[:_GAPS])


def decision_rows(adoption: Adoption, library: Library) -> tuple[DecisionRow, ...]:
    """Return the decisions as people read them, sure ones first."""
    known = library.reference.parameters
    rows = []
    for decision in adoption.decisions:
        parameter = known.get(decision.parameter)
        question = parameter.question if parameter else _CONTROL.get(decision.parameter, decision.parameter)
        answer = answer_to(parameter, decision.value) if parameter else answer_text(decision.value)
        rows.append(DecisionRow(decision, question, answer))
    return tuple(sorted(rows, key=lambda row: not row.decision.sure))


_CONTROL = {
    "document.owner": "Which role owns the document?",
    "document.approver": "Which body approves it?",
    "document.version": "Which version is it?",
    "document.review_date": "When is it reviewed next?",
}


def answer_to(parameter: Parameter, value: Any) -> str:
    """Return an answer to a question, as a profile writes it, as a person reads it: a choice by its label."""
    answer = answer_text(value, parameter.options)
    is_counted = parameter.unit and isinstance(value, int) and value != 1
    return f"{answer} {parameter.unit}" if is_counted else answer


def answer_text(value: Any, options: Any = None) -> str:
    """Return an answer as a person reads it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        if value and isinstance(value[0], dict):
            return "; ".join(", ".join(str(cell) for cell in row.values()) for row in value)
        return str(listed([answer_text(each, options) for each in value]))
    text = str(value)
    return str(options[text]).partition(":")[0] if options and text in options else text


def match_line(match: Match, adoption: Adoption) -> str:
    """Return a clause of a passage in a line, as in `Public tools (public-tools-prohibited): says the same, sure`."""
    title = adoption.titles.get(match.clause, match.clause)
    words = f" Words: {', '.join(match.words)}." if match.words else ""
    return f"{title} ({match.clause}): {HOW[match.how]}, {how_sure(match.score)}.{words}"


def sureness(score: float) -> Literal["sure", "likely", "perhaps"]:
    """Return a score as a word."""
    return "sure" if score >= _SURE else "likely" if score >= _LIKELY else "perhaps"


def how_sure(score: float) -> str:
    """Return a score as a word, with the figure."""
    return f"{sureness(score)} ({score:.2f})"


def gap_line(gap: Gap) -> str:
    """Return why a missing clause matters."""
    why = gap.why
    if gap.law:
        # What is noted of the first goes with it; a name in capitals stays as it is.
        said = why[0].lower() + why[1:] if why[1:2].islower() else why
        also = f" It rests on {listed(list(gap.law[1:]))} as well." if gap.law[1:] else ""
        why = f"It rests on {gap.law[0]}, which {said}{also}"
    depends = " It matters only to a council that does what it is about." if gap.depends else ""
    touched = f" Passages on its subject: {', '.join(map(str, gap.touched))}." if gap.touched else ""
    return f"{why}{depends}{touched}"


def groups(adoption: Adoption) -> Iterator[tuple[str, Sequence[OldPassage]]]:
    """Yield the passages by the heading that they stand under, in order."""
    heading = ""
    found: list[OldPassage] = []
    for passage in adoption.policy.passages:
        if passage.heading != heading and found:
            yield heading, found
            found = []
        heading = passage.heading
        found.append(passage)
    if found:
        yield heading, found


def _verbs(number: int, said: str) -> str:
    """Return how many passages do something; `touch*` stands for "touch" or "touches"."""
    found = re.sub(r"(\w+?)(ch)?\*", lambda m: m[0][:-1] + ("es" if m[2] else "s"), said) if number == 1 else said
    return f"{number} {found.replace('*', '')}"


def _count(number: int, noun: str, plural: str = "") -> str:
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
