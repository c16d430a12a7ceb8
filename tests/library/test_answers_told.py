"""An answer that changes no word of any document is told by `check`, whichever it is and at every depth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from policybuilder.checks.rules.unused_answer import look
from policybuilder.checks.subjects import CouncilSubject
from policybuilder.checks.word_lists import WordLists
from policybuilder.document import clauses
from policybuilder.library.evaluate import holds, render
from policybuilder.library.parameters import Parameter
from policybuilder.library.values import UnansweredError
from policybuilder.library.vocabulary import DOCUMENT_LISTS
from policybuilder.library.written_values import one_line
from policybuilder.resolution.answers import answer
from policybuilder.resolution.case import case_of
from policybuilder.resolution.control_table import READ_HERE
from policybuilder.resolution.covered import ADOPTED
from tests.library.example_council import DEPTHS, POLICY, Council
from tests.some import one_in

BY_THE_PROGRAM = frozenset({"review_months", ADOPTED, *READ_HERE})
WORDS = WordLists({}, {}, {})
FITTING = {
    "tools.meeting_transcription": True,
    "tools.public_chatbot": True,
    "tools.iot": True,
    "risk.has_high_risk_uses": True,
    "lgr.status": "merging",
    "lgr.vesting_date": date(2028, 4, 1),
    "tools.agents": "pilot",
    "tools.public_tools": "with-approval",
    "key_decision": "yes",
    "assessment_bundle": ["dpia", "eia", "security", "records", "aia"],
}
SAMPLES = {"email": "ai@example.example", "url": "https://example.example/ai", "text": "Ours"}


def others(parameter: Parameter, value: Any) -> Iterator[Any]:
    """Yield answers to a decision that differ from one."""
    match value:
        case bool():
            yield not value
        case int():
            yield from (value + 1, value + 100, 1)
        case list():
            yield []
            yield value[:1]
            if parameter.options:
                yield list(parameter.options)
                yield from ([each] for each in parameter.options)
            elif not parameter.columns:
                yield ["Another"]
        case _:
            yield from parameter.options or ["Another"]
            yield None


def changed(names: dict[str, Any], name: str, value: Any) -> dict[str, Any]:
    section, dot, member = name.partition(".")
    return {**names, section: {**names[section], member: value}} if dot else {**names, name: value}


def says(names: dict[str, Any], sources: list[Any], here: set[str]) -> list[str]:
    """Return what clauses say, and whether their conditions let them in."""
    found = []
    for source in sources:
        try:
            within = str(holds(source.condition, names))
            found.append(render(source.analysis, names, here.__contains__, lambda value, *_: str(value)))
        except (UnansweredError, TypeError) as error:
            within = str(error)
        found.append(within)
    return found


def answered(known: Mapping[str, Parameter]) -> str:
    """Return a profile's answers to every decision, each by its default or by words of the kind that it takes."""
    sections: dict[str, list[str]] = {}
    for name, parameter in known.items():
        value = FITTING.get(name, parameter.default_by_nation.get("england", parameter.default))
        if value is None and not parameter.default_from:
            value = {
                "integer": parameter.minimum or 3,
                "boolean": True,
                "date": date(2026, 3, 1),
                "list": ["one of ours"],
            }.get(parameter.type)
            value = value or next(iter(parameter.options), SAMPLES.get(parameter.type, "Ours"))
        if value not in (None, []) and not parameter.columns:
            section, _, member = name.rpartition(".")
            sections.setdefault(section or "parameters", []).append(f"  {member}: {one_line(value)}")
    return "".join(f"{section}:\n" + "\n".join(lines) + "\n" for section, lines in sections.items())


@pytest.mark.parametrize("depth", one_in(3, DEPTHS))
def test_every_answer_that_changes_no_word_is_told(tmp_path: Path, depth: str) -> None:
    known = Council(tmp_path, depth=depth, documents=(POLICY,)).library.reference.parameters
    council = Council(tmp_path, answered(known), depth=depth, documents=(POLICY,))
    document, library = council.document(POLICY), council.library
    case = case_of(library, "example", POLICY)
    answers, printed = answer(case), {clause.id for clause in clauses(document)}
    names = {**dict.fromkeys(DOCUMENT_LISTS, ()), **answers.names}
    listed = [library.clause(id) for id in case.template.clause_ids() if id in library.clause_files]

    def silent(name: str) -> bool:
        """Return whether no clause is in, out or worded otherwise for any other answer."""
        those = [each for each in listed if name in each.front.parameters]
        body = [each for each in those if each.id in printed]
        given, before = answers.parameters[name], says(names, body, printed)
        return (
            not any(name in each.condition.paths() for each in those)
            and not any(each.front.kept_by == name for each in listed)
            and all(
                says(changed(names, name, other), body, printed) == before for other in others(known[name], given.value)
            )
            and all(silent(each) for each, other in answers.parameters.items() if other.same_as == name)
        )

    subject = CouncilSubject(case.effective, library, WORDS, (), {POLICY: document})
    told = {finding.message.split('"')[1] for finding in look(subject)}
    asked = {about.name for about in case.effective.settings if about.kind == "parameter"}
    # What is held against another decision, or asked for by the program, counts as used where no depth prints it.
    reference = library.reference
    held = [each.parameters() for each in reference.contradictions] + [
        each.parameters() for each in reference.following
    ]
    elsewhere = BY_THE_PROGRAM.union(*held)
    assert told <= {name for name in asked if silent(name)}
    assert {name for name in asked if silent(name)} - told <= elsewhere
    assert len(asked) > 150
    assert {"essential": 60, "standard": 40, "full": 30}[depth] < len(told)
