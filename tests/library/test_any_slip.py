"""Whatever the slip of the hand in a profile: it is told near its line, or nothing is read as something else."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import strategies as st

from policybuilder.library.library import Library
from policybuilder.library.profiles import read_profile
from tests.library.slips import PROFILE, problems_of, slips_library
from tests.properties import holds_for_any

Slip = Callable[[str, int], str]


def _insert(characters: str) -> Slip:
    """Return a slip that puts some characters anywhere after the spaces that a line starts with."""

    def slip(line: str, at: int) -> str:
        start = len(line) - len(line.lstrip(" "))
        place = start + at % (len(line) - start + 1)
        return line[:place] + characters + line[place:] if line[start:] else line

    return slip


def _in_value(characters: str) -> Slip:
    """Return a slip that puts some characters into or behind the value of a line that has one."""

    def slip(line: str, at: int) -> str:
        found = re.match(r" *(?:- )?(?:[a-z_]+: )?(?=\S)", line)
        if not found or line.lstrip().startswith("#") or line.endswith(":"):
            return line
        place = found.end() + 1 + at % (len(line) - found.end())
        return line[:place] + characters + line[place:]

    return slip


def _replace(old: str, new: str) -> Slip:
    def slip(line: str, at: int) -> str:
        places = [found.start() for found in re.finditer(re.escape(old), line)]
        if not places:
            return line
        place = places[at % len(places)]
        return line[:place] + new + line[place + len(old) :]

    return slip


SLIPS: dict[str, Slip] = {
    "a space more": lambda line, at: " " * (1 + at % 3) + line,
    "a space less": lambda line, at: line[min(1 + at % 2, len(line) - len(line.lstrip(" "))) :],
    "no space after the colon": _replace(": ", ":"),
    "no colon": _replace(":", ""),
    "an equals sign": _replace(": ", " = "),
    "a number sign": _in_value(" #1 "),
    "a number sign and a space": _in_value(" # "),
    "a tab": _replace("  ", "\t"),
    "a non-breaking space": _replace(" ", "\u00a0"),
    "an en space": _insert("\u2002"),
    "a zero-width space": _insert("\u200b"),
    "a soft hyphen": _insert("\u00ad"),
    "a Word dash": _replace("- ", "– "),
    "a bullet": _replace("- ", "• "),
    "no space after the hyphen": _replace("- ", "-"),
    "a Word quote": _insert("“"),
    "a straight quote": _insert('"'),
    "an apostrophe": _insert("'"),
    "Word quotes round the value": lambda line, at: re.sub(r": (\S.*)$", r": “\1”", line),
    "Word quotes round the key": lambda line, at: re.sub(r"^( *)([a-z_]+):", r"\1“\2”:", line),
    "a bracket": _insert("["),
    "a colon and a space": _insert(": "),
    "a line break": _insert("\n"),
    "a line break and spaces": _insert("\n     "),
    "an uncommented line": _replace("# ", ""),
    "an uncommented line with its space": _replace("#", ""),
}


def values_of(text: str, shipped: Library) -> object:
    return _plain(read_profile("norbury.yaml", text, shipped.reference, shipped.template_files).node.plain())


def _plain(value: object) -> object:
    """Return a value with its spaces made alike: a non-breaking one inside a text is still a space."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return {key: _plain(item) for key, item in value.items()} if isinstance(value, dict) else value


@pytest.mark.rest
@holds_for_any(
    short=250,
    long=5_000,
    slip=st.sampled_from(sorted(SLIPS)),
    line=st.integers(0, PROFILE.count("\n") - 1),
    at=st.integers(0, 80),
)
def test_a_slip_anywhere_is_told_near_its_line_or_all_that_was_typed_is_read(slip: str, line: int, at: int) -> None:
    lines = PROFILE.split("\n")
    lines[line] = SLIPS[slip](lines[line], at)
    text = "\n".join(lines)
    problems = problems_of(text, slips_library())
    if problems:
        # What a slip breaks may show one entry further on, or at the key that holds the line.
        near = range(line - 2, line + 5)
        assert any(problem.location.line in near for problem in problems), (slip, lines[line], problems)
    else:
        assert _nothing_lost(lines[line], PROFILE.split("\n")[line], text), (slip, lines[line])


def _nothing_lost(now: str, before: str, text: str) -> bool:
    """Return whether the values are those of the profile, or every word of the changed line is among them."""
    values = values_of(text, slips_library())
    if values == values_of(PROFILE, slips_library()):
        return True
    answer = now.split("#")[0] if not before.lstrip().startswith("#") else now.lstrip(" #")
    typed = " ".join(answer.split())
    words = typed.lstrip("- ").partition(": ")[2] or typed.strip(" -:")
    return words in str(values).replace("\\'", "'")
