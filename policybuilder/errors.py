"""The one way to say what is wrong and where.

Every phase collects `Problem`s and raises them together in one `PolicyBuilderError`, so that a person
sees all of a run's problems at once. The printed form is that of a compiler, which editors can follow:

    profiles/riverton.yaml:14:5: error: unknown clause "ai-register" [unknown-clause]
      hint: did you mean "ai-register-public"?
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning"]


_PLACE = re.compile(r"(?P<path>.*?)(?::(?P<line>\d{1,9})(?::(?P<column>\d{1,9}))?)?", re.DOTALL)


@dataclass(frozen=True, order=True)
class Location:
    """A place in a file. Lines and columns count from 1; 0 means that the place is not known."""

    path: str
    line: int = 0
    column: int = 0

    @classmethod
    def parse(cls, text: str) -> Location:
        """Return the place that was written as `str` writes one."""
        found = _PLACE.fullmatch(text)
        assert found is not None
        return cls(found["path"], int(found["line"] or 0), int(found["column"] or 0))

    def __str__(self) -> str:
        """Return `path:line:column`, without the parts that are not known."""
        if not self.line:
            return self.path
        if not self.column:
            return f"{self.path}:{self.line}"
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where, what, a stable code, and a hint that helps to put it right."""

    location: Location
    message: str
    code: str
    hint: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        """Return the problem in the compiler's form, with the hint on a line of its own."""
        # A message may quote what a person wrote on several lines; editors and scripts read one line a problem.
        message = " ".join(self.message.split())
        first = f"{self.location}: {self.severity}: {message} [{self.code}]"
        return f"{first}\n  hint: {self.hint}" if self.hint else first

    def as_json(self) -> dict[str, object]:
        """Return the problem as a mapping that JSON can hold."""
        return {
            "path": self.location.path,
            "line": self.location.line,
            "column": self.location.column,
            "severity": self.severity,
            "code": self.code,
            "message": self.message,
            "hint": self.hint,
        }


def in_reading_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems without repeats, ordered by file, line and column."""
    return sorted(dict.fromkeys(problems), key=lambda p: (p.location, p.code, p.message))


class PolicyBuilderError(Exception):
    """One or more problems stopped the work. `problems` holds them all, in reading order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems; there must be at least one."""
        self.problems = tuple(in_reading_order(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[PolicyBuilderError], tuple[tuple[Problem, ...]]]:
        """Return what is needed to send the error between the processes of a parallel build."""
        return (type(self), (self.problems,))


@dataclass
class Problems:
    """Collects problems until the end of a phase, then raises them once."""

    found: list[Problem] = field(default_factory=list)

    def add(self, location: Location, message: str, code: str, hint: str = "", severity: Severity = "error") -> None:
        """Note one problem."""
        self.found.append(Problem(location, message, code, hint, severity))

    def extend(self, problems: Iterable[Problem]) -> None:
        """Note several problems."""
        self.found.extend(problems)

    @property
    def errors(self) -> list[Problem]:
        """The problems that stop the work (warnings left out)."""
        return [problem for problem in self.found if problem.severity == "error"]

    def raise_errors(self) -> None:
        """Raise `PolicyBuilderError` when any error was noted."""
        if self.errors:
            raise PolicyBuilderError(self.errors)


def fail(location: Location, message: str, code: str, hint: str = "") -> PolicyBuilderError:
    """Return an error that holds one problem, ready to raise."""
    return PolicyBuilderError([Problem(location, message, code, hint)])


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word most like `word`, or an empty string when none is near."""
    # Imported here: only a mistake asks for it. It leaves out, quickly, what difflib would find to be far.
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import extract

    choices = sorted(set(known))
    holding = [choice for choice in choices if len(word) > 3 and word.lower() in choice.lower()]
    like = extract(word, choices, scorer=Indel.normalized_similarity, score_cutoff=0.55, limit=None)
    likely = sorted(choice for choice, _, _ in like)
    near = difflib.get_close_matches(word, likely, n=1, cutoff=0.8)
    far = difflib.get_close_matches(word, likely, n=1, cutoff=0.6)
    return next(iter((*near, *holding, *far)), "")


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return a hint that names the nearest known word, or `otherwise` when none is near."""
    close = nearest(word, known)
    if not close:
        return otherwise
    return f'did you mean "{close}"?' + (f" {otherwise}" if otherwise else "")
