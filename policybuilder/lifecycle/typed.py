"""Where words that somebody typed into a built file come from, in the profile, and what to answer to have them."""

from __future__ import annotations

from policybuilder.compare.changes import Reason
from policybuilder.compare.typed import Naming, Typed, named
from policybuilder.errors import Location, Problems
from policybuilder.library.library import Library
from policybuilder.library.parameters import INVALID, Parameter, read_value, type_of
from policybuilder.library.question_places import answer_path, in_words, question_place
from policybuilder.library.strict_yaml import Node
from policybuilder.library.values import read_date
from policybuilder.resolution.answers import Answers, answer
from policybuilder.resolution.case import case_of

_NO_ANSWERS = {
    "terms": "these are the library's words; amend the clause to have others",
    "law": "this is how the library cites a law; amend the clause to have other words",
}


def naming_for(library: Library, profile_id: str, document_id: str) -> Naming:
    """Return what names, in a council's profile, the answer behind words that were typed over.

    Raises PolicyBuilderError when the profile or the template cannot be read.
    """
    case = case_of(library, profile_id, document_id)
    answers = answer(case)

    def naming(typed: Typed) -> Reason:
        name, parameter = answered_by(typed.name, answers)
        family = name.partition(".")[0]
        if parameter is None and family == "council":
            return named(typed, "it is set under council:", str(case.effective.profile.place("council")))
        if parameter is None and family != "document":
            return named(typed, _NO_ANSWERS.get(family, "no answer sets it"))
        path = answer_path(name, document_id)
        file = library.profile_files.get(profile_id)
        place = question_place(case.effective.profile, file.text() if file else "", path)
        origin = answers.parameters[name].origin if parameter else None
        return named(typed, _advice(parameter, typed, path), str(place), origin)

    return naming


def answered_by(name: str, answers: Answers) -> tuple[str, Parameter | None]:
    """Return the parameter that a printed value is of: a cell of a table is of the table."""
    parameters = answers.library.reference.parameters
    if name in parameters:
        return name, parameters[name]
    table = name.partition(".")[0]
    return (table, parameters[table]) if table in parameters else (name, None)


def _advice(parameter: Parameter | None, typed: Typed, path: tuple[str, ...]) -> str:
    """Return what to answer to have the words that were typed, or why no answer gives them."""
    if parameter is None:
        day = read_date(typed.now)
        return f"set it to {day.isoformat() if day else typed.now}, as {in_words(path)}"
    if type_of(parameter).is_list:
        return f"it is a {'table' if parameter.columns else 'list'}: change the entry there"
    words = as_answer(parameter, typed.now)
    problems = Problems()
    if read_value(parameter, Node(words, Location(""), {}), problems) is INVALID:
        why = problems.found[0]
        about = f"{why.message}; {why.hint}" if why.hint else why.message
        return f"“{typed.now}” cannot be its value ({about})"
    return f"set it to {words}"


def as_answer(parameter: Parameter, words: str) -> str:
    """Return words as a person writes them in a profile: a number without commas, an option by its id, an ISO date."""
    labels = {text.partition(":")[0].strip().lower(): id for id, text in parameter.options.items()}
    return labels.get(words.lower()) or type_of(parameter).typed(words)
