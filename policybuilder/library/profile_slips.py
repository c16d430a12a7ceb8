"""Slips in a profile, or in another authored file, that YAML reads without a word.

An answer cut by #, lines run together, quotes that Word typed: they show only in the text as it was typed, so each
value is held against its line. All are warnings: the value is what YAML says, and the person is told what that is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping

from policybuilder.errors import Location, Problem
from policybuilder.library.parameters import Parameter, type_of
from policybuilder.library.schema import PARAMETER_SECTIONS
from policybuilder.library.strict_yaml import Key, Node, shown
from policybuilder.library.yaml_slips import INVISIBLE, line_slips, name_of

_COMMENT = re.compile(r"\s+(#(.*))")
_NO_SPACE = re.compile(r"\S")
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_QUOTES = {"“": "”", "„": "“”", "‘": "’", "«": "»"}
_PASTED = re.compile(f"[{''.join(_QUOTES)}”{INVISIBLE}]")
"""What a value must hold to be in the quotes that Word types, or to hold what does not show."""
_ENTRY_END = re.compile(r"\s*[,;]\s*(?:and|or)?$|\s+(?:and|or)$")
"""What joins the entries of a list in a sentence, and needs no typing where each has a line of its own."""
_FREE_FIELDS = frozenset({"name", "short_name", "title", "owner", "approver", "classification", "reason", "text"})
_PROSE = frozenset({"text", "reason"})
_WORDS = frozenset(
    {"title", "question", "help", "label", "rationale", "note", "meaning", "purpose", "check", "cite", "why", "message"}
)
"""Keys of the library's own files whose values are words."""

Path = tuple[Key, ...]


def slips_in(root: Node, text: str, parameters: Mapping[str, Parameter]) -> list[Problem]:
    """Return a warning for each value of a profile that may not be what was meant."""
    return typed_slips(root, text, lambda path: _is_free(path, parameters))


def library_slips(root: Node, text: str) -> list[Problem]:
    """Return a warning for each value of another authored file that may not be what was meant."""
    return typed_slips(root, text, lambda path: path[-1] in _WORDS)


def typed_slips(root: Node, text: str, is_free: Callable[[Path], bool]) -> list[Problem]:
    """Return a warning for each such value. `is_free` says of a path whether words stand there, which may hold a #."""
    lines, found = text.split("\n"), list[Problem]()
    _look(root, (), lines, is_free, found)
    return found


def _look(node: Node, path: Path, lines: list[str], is_free: Callable[[Path], bool], found: list[Problem]) -> None:
    value = node.value
    if isinstance(value, dict):
        for key, child in value.items():
            _look(child, (*path, key), lines, is_free, found)
    elif isinstance(value, list):
        for index, child in enumerate(value):
            _look(child, (*path, index), lines, is_free, found)
    elif path and 0 < node.location.line <= len(lines):
        typed = lines[node.location.line - 1][node.location.column - 1 :]
        # Most values stand alone on their line, as they are read: nothing can be wrong with them.
        if typed != value or _PASTED.search(typed):
            found += _slips(path, node, typed, lines, is_free)
        entry = isinstance(path[-1], int) and isinstance(value, str) and is_free(path)
        if entry and (end := _ENTRY_END.search(str(value))):
            called = next((str(key) for key in reversed(path) if isinstance(key, str)), "")
            message = f'{called}: "{end[0].strip()}" at the end of the entry is printed with it'
            hint = f"entries need no marks between them: - {str(value)[: end.start()]}"
            found.append(Problem(node.location, message, "entry-end", hint, "warning"))


def _slips(path: Path, node: Node, typed: str, lines: list[str], is_free: Callable[[Path], bool]) -> Iterator[Problem]:
    line = node.location.line - 1
    called = next((str(key) for key in reversed(path) if isinstance(key, str)), "")
    value = node.value if isinstance(node.value, str) else ""
    if _PASTED.search(value):
        yield from _word_quotes(node, value, called, path)
        yield from _invisible(node, value, called)
    if typed[:1] in ("'", '"', "|", ">", "&", "*", "!"):
        return  # held together by its marks, or refused for its first sign
    last, after = _end(value, typed, lines, line)
    if last > line:
        place = Location(node.location.path, line + 2, _start(lines[line + 1]))
        message = f"this line is read as more of the answer above: {called}: {shown(value)}"
        hint = "if it is one answer, write it on one line; if not, give the line a key of its own, and a colon"
        yield Problem(place, message, "joined-lines", hint, "warning")
    if (cut := _COMMENT.match(after)) and (is_free(path) or re.match(r"\w", cut[2])):
        at = Location(node.location.path, last + 1, len(lines[last]) - len(after) + cut.start(1) + 1)
        yield _cut(at, called, value, cut[1].strip())


def _end(value: str, typed: str, lines: list[str], line: int) -> tuple[int, str]:
    """Return the line, counting from 0, on which a value without quotes ends, and what stands after it there."""
    if typed.startswith(value):
        return line, typed[len(value) :]
    words, read, left = value.split(), 0, typed
    while True:
        count, end = _words_at_start(left, words, read)
        read, left = read + count, left[end:]
        if read == len(words) or line + 1 >= len(lines):
            return line, left
        line, left = line + 1, lines[line + 1]


def _words_at_start(text: str, words: list[str], first: int) -> tuple[int, int]:
    """Return how many words, from the `first` on, a text begins with, and where the last of them ends."""
    count, end = 0, 0
    at = _no_space(text, 0)
    for number in range(first, len(words)):
        if not text.startswith(words[number], at):
            break
        at += len(words[number])
        after = text[at : at + 1]
        if not after or after.isspace() or after in ",]}":
            count, end = number - first + 1, at
        if not after.isspace():
            break
        at = _no_space(text, at)
    return count, end


def _no_space(text: str, at: int) -> int:
    """Return the first place from `at` on where no space stands."""
    found = _NO_SPACE.search(text, at)
    return len(text) if found is None else found.start()


def _cut(place: Location, called: str, value: str, comment: str) -> Problem:
    if value:
        message = f'the answer ends before the #: {called} is "{value}", and "{comment}" is read as a comment'
    else:
        message = f'{called} has no answer here: "{comment}" is read as a comment'
    whole = f"{value} {comment}".strip()
    quoted = f'"{whole}"' if '"' not in whole else "'" + whole.replace("'", "''") + "'"
    hint = f"put quotes round the whole answer: {quoted}; a comment stands better on a line of its own"
    return Problem(place, message, "cut-by-comment", hint, "warning")


def _word_quotes(node: Node, value: str, called: str, path: Path) -> Iterator[Problem]:
    if path[-1] in _PROSE:
        return  # a paragraph may be a quotation
    bare = unquoted(value)
    if bare == value:
        return
    message = f"{called}: the quotes that Word types, as in {value[:1] + '…' + value[-1:]}, are printed with the answer"
    yield Problem(node.location, message, "word-quotes", f"no quotes are needed: {called}: {bare}", "warning")


def unquoted(value: str) -> str:
    """Return a value without the curly quotes that stand round the whole of it; as it is when none do."""
    text = value.strip()
    closing = _QUOTES.get(text[:1], "")
    inner = text[1:-1]
    if len(text) > 2 and closing and text[-1] in closing:
        # “A” and “B” are quotes inside a text, not round it.
        depth = 1
        for character in inner:
            depth += (character == text[0]) - (character in closing)
            if depth == 0 and text[0] != "‘":
                return value
        return inner.strip() if text[0] != "‘" or "‘" not in inner else value
    if text[:1] in ("“", "„") and not set(text) & {"”"}:
        return text[1:].rstrip("\"'").strip() or value
    if text[-1:] == "”" and not set(text) & {"“", "„"}:
        return text[:-1].lstrip("\"'").strip() or value
    return value


def _invisible(node: Node, value: str, called: str) -> Iterator[Problem]:
    if found := _INVISIBLE.search(value):
        around = value[max(0, found.start() - 12) : found.start()].split(" ")[-1]
        where = f'after "{around}"' if around else "at its start"
        message = f"{called}: {name_of(found[0])} stands in the answer, {where}"
        hint = "type the answer anew; the character was probably pasted from Word or a web page"
        yield Problem(node.location, message, "odd-space", hint, "warning")


def _is_free(path: Path, parameters: Mapping[str, Parameter]) -> bool:
    """Return whether the answer at a path is words, so that a # may well belong to it."""
    names = [str(key) for key in path if isinstance(key, str)]
    if names[:1] == ["documents"] and names[2:3] not in (["parameters"], ["kept"]):
        return names[-1] in _FREE_FIELDS
    if names[:1] == ["council"]:
        return names[-1] in _FREE_FIELDS
    in_document = names[:1] == ["documents"]
    inner = names[3:] if in_document else names[1:]
    if not inner:
        return False
    section = "" if in_document or names[0] not in PARAMETER_SECTIONS else f"{names[0]}."
    parameter = parameters.get(section + inner[0])
    return parameter is not None and type_of(parameter).is_free


# Told at its line ----------------------------------------------------------------------------------------------


def told_by_slips(problems: Collection[Problem], text: str) -> list[Problem]:
    """Return the problems, each that a slip of typing on its line explains replaced by that slip.

    An unknown key that begins with a non-breaking space is told as the space that it begins with.
    """
    lines = text.split("\n")
    told: list[Problem] = []
    for problem in problems:
        line = problem.location.line
        raw = lines[line - 1] if 0 < line <= len(lines) else ""
        slips = line_slips(line, raw)[1] if problem.severity == "error" else []
        if slips and not raw.lstrip().startswith("#"):
            slip = slips[0]
            place = Location(problem.location.path, slip.line, slip.column)
            told.append(Problem(place, slip.message, slip.code, slip.hint))
            continue
        value = raw[problem.location.column - 1 :] if problem.location.column else ""
        if problem.severity == "error" and value[:1] in _QUOTES and unquoted(value) != value:
            hint = "the quotes that Word types are read as part of the answer; it needs none"
            problem = Problem(problem.location, problem.message, problem.code, hint)
        told.append(problem)
    return list(dict.fromkeys(told))


def _start(line: str) -> int:
    return len(line) - len(line.lstrip(" ")) + 1
