"""Problems that name questions as files do: said with the labels that a page has, and the questions to lead to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from policybuilder.errors import Problem
from policybuilder.library.parameters import Parameter

_NAME = re.compile(r'"([a-z][a-z0-9_.-]*)"')
_NO_TITLES: Mapping[str, str] = {}


def with_labels(problem: Problem, known: Mapping[str, Parameter], titles: Mapping[str, str] = _NO_TITLES) -> Problem:
    """Return a problem with the label of each question, and the title of each document, in place of its name."""

    def label(found: re.Match[str]) -> str:
        name = known[found[1]].label if found[1] in known else titles.get(found[1])
        return f"“{name}”" if name else found[0]

    return replace(problem, message=_NAME.sub(label, problem.message))


def questions_in(problems: Iterable[Problem], known: Mapping[str, Parameter]) -> tuple[Parameter, ...]:
    """Return the questions that some problems name, each once."""
    names = dict.fromkeys(name for each in problems for name in _NAME.findall(each.message))
    return tuple(known[name] for name in names if name in known)


def documents_in(problems: Iterable[Problem], titles: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ids of the documents that some problems name, each once."""
    names = dict.fromkeys(name for each in problems for name in _NAME.findall(each.message))
    return tuple(name for name in names if name in titles)
