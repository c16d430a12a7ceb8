"""Problems that name questions as files do: said with the labels that a page has, and the questions to lead to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from policybuilder.errors import Problem
from policybuilder.library.parameters import Parameter

_NAME = re.compile(r'"([a-z][a-z0-9_.]*)"')


def with_labels(problem: Problem, known: Mapping[str, Parameter]) -> Problem:
    """Return a problem with the label of each question in place of its name in the file."""

    def label(found: re.Match[str]) -> str:
        return f"“{known[found[1]].label}”" if found[1] in known else found[0]

    return replace(problem, message=_NAME.sub(label, problem.message))


def questions_in(problems: Iterable[Problem], known: Mapping[str, Parameter]) -> tuple[Parameter, ...]:
    """Return the questions that some problems name, each once."""
    names = dict.fromkeys(name for each in problems for name in _NAME.findall(each.message))
    return tuple(known[name] for name in names if name in known)
