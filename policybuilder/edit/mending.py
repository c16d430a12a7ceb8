"""A line of a profile that cannot be read, as it was probably meant: proposed only where the file then reads.

The proposal is a guess, so it is proved before anybody sees it: with the line in its place, the file has no problem
that it had not before, and not that one. A person looks at it, and puts it in or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policybuilder.edit.proposal import Proposal, as_typed
from policybuilder.errors import Location, PolicyBuilderError, Problem, fail
from policybuilder.library.levels import TOP
from policybuilder.library.library import Library
from policybuilder.library.profile_slips import unquoted
from policybuilder.library.strict_yaml import decode_text
from policybuilder.library.yaml_lines import Line, read_line
from policybuilder.library.yaml_slips import mend

MEND = "mend"
"""The first word of what the journal says of a line that was put in."""
_MEANT = re.compile(r'did you mean "([^"]+)"\?')
_QUOTED = re.compile(r'"([^"]+)"')
_NO_COLON = re.compile(r"(\s*)([A-Za-z][\w.]*)\s*[=\s]\s*(\S.*)")
_CLOSING = {"[": "]", "{": "}", '"': '"', "'": "'"}
_ROUND = "“”„‘’\"'"


@dataclass(frozen=True)
class ProposedLine:
    """A line of a profile's file (`number`, from 1) as it is typed, and as it could be; `text` is the file it is of."""

    profile: str
    number: int
    proposed: str
    text: str


def proposed_line(library: Library, problem: Problem) -> ProposedLine | None:
    """Return a line in whose place the file reads without a problem of a profile, and without any that is new.

    None where nobody can guess one, or the problem is about no line of a profile of the workspace's own.
    """
    profile = next((id for id, each in library.profile_files.items() if each.name == problem.location.path), "")
    file = library.profile_files.get(profile)
    if file is None or file.layer.prefix or not problem.location.line:
        return None
    try:
        text = decode_text(file.content(), file.name)
    except PolicyBuilderError:
        return None
    lines, number = text.split("\n"), problem.location.line
    wrong = _wrong(library, file.name, text)
    if number > len(lines) or _key(problem) not in wrong:
        return None
    typed = lines[number - 1]
    for candidate in dict.fromkeys(_candidates(text, typed, problem)):
        made = "\n".join((*lines[: number - 1], candidate, *lines[number:]))
        if candidate != typed and _wrong(library, file.name, made) <= wrong - {_key(problem)}:
            return ProposedLine(profile, number, candidate, text)
    return None


def with_line(library: Library, line: ProposedLine) -> Proposal:
    """Return what puts a proposed line in its place.

    Raises PolicyBuilderError where the file is another by now.
    """
    root, file = library.workspace.root, library.profile_files[line.profile]
    assert root is not None
    before = file.content()
    text = decode_text(before, file.name)
    if text != line.text:
        where = Location(file.name, line.number)
        raise fail(where, "the file was changed since", "saved-meanwhile", "look at it as it is now")
    lines = text.split("\n")
    made = "\n".join((*lines[: line.number - 1], line.proposed, *lines[line.number :]))
    return Proposal(root, line.profile, {file.name: (before, as_typed(before, text, made))})


# What it could be ----------------------------------------------------------------------------------------


def _candidates(text: str, typed: str, problem: Problem) -> Iterator[str]:
    """Yield the line as it may have been meant, the likeliest first."""
    number = problem.location.line
    if meant := _MEANT.match(problem.hint):
        yield from _renamed(typed, problem, meant[1])
    mended = mend(text, TOP)[0].split("\n")
    if len(mended) == text.count("\n") + 1 and _signs(mended[number - 1]) == _signs(typed):
        yield mended[number - 1]
    line = read_line(number, typed)
    if line is not None:
        yield from _in_quotes(typed, line)
    if found := _NO_COLON.fullmatch(typed):
        yield f"{found[1]}{found[2]}: {found[3]}"
        yield f'{found[1]}{found[2]}: "{found[3]}"'


def _renamed(typed: str, problem: Problem, meant: str) -> Iterator[str]:
    """Yield the line with the word that is meant in the place of the one that the problem names."""
    at = max(problem.location.column - 1, 0)
    for name in _QUOTED.findall(problem.message):
        if typed.startswith(name, at):
            yield typed[:at] + meant + typed[at + len(name) :]
        elif typed.count(name) == 1:
            yield typed.replace(name, meant)


def _in_quotes(typed: str, line: Line) -> Iterator[str]:
    """Yield the line with its value in quotes that hold it together, or with what it opens closed."""
    before, value = typed[: line.value_at], typed[line.value_at :].strip()
    if not value:
        return
    if closing := _CLOSING.get(value[0]):
        yield f"{before}{value}{closing}"
    bare = unquoted(value)
    if bare != value:
        yield before + bare
    bare = value.strip(_ROUND)
    if value[0] not in "[{":
        yield f'{before}"{bare}"' if not set('"\\') & set(bare) else f"{before}'{bare.replace(chr(39), chr(39) * 2)}'"


def _signs(text: str) -> str:
    """Return the letters and numbers of a line: a slip of typing is in what stands between them."""
    return "".join(each for each in text if each.isalnum())


# What is wrong -------------------------------------------------------------------------------------------

_Key = tuple[int, str, str]


def _key(problem: Problem) -> _Key:
    return problem.location.line, problem.code, problem.message


def _wrong(library: Library, name: str, text: str) -> set[_Key]:
    """Return what is wrong with the text of a profile, each with its line."""
    try:
        library.read_profile(name, text)
    except PolicyBuilderError as error:
        return {_key(problem) for problem in error.problems}
    return set()
