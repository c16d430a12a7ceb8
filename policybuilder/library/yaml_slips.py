"""Slips of the hand in a YAML text: what each looks like, what to write, and the line as it was meant.

They are looked for when the parser has refused a text (`mend`), so that every one of them is told at its own line, and
the rest of the file can be read as it was meant. Nothing that is mended is ever taken as read: each slip is an error.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from policybuilder.library.yaml_indents import settle
from policybuilder.library.yaml_lines import Line, in_flow, open_quote, read_line

ODD_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Spaces that look like one and are none to a program, as a regular expression's set."""
INVISIBLE = "\u00ad\u200b-\u200d\u2060"
"""Characters that show nothing at all."""

MOST_SLIPS = 50
"""How many slips of one file are told: a file with more is no file of this kind."""

_LONGEST = 400
"""How many lines a value in quotes or brackets may go on for."""

_NAMES = {
    "\u00a0": "a non-breaking space",
    "\u202f": "a narrow non-breaking space",
    "\u2002": "an en space",
    "\u2003": "an em space",
    "\u2009": "a thin space",
    "\u00ad": "a soft hyphen, which does not show,",
    "\u200b": "a zero-width space, which does not show,",
    "\u200c": "a zero-width non-joiner, which does not show,",
    "\u200d": "a zero-width joiner, which does not show,",
    "\u2060": "a word joiner, which does not show,",
    "\u3000": "an ideographic space",
    "\u2013": "an en dash",
    "\u2014": "an em dash",
    "\u2010": "a hyphen of another kind",
    "\u2011": "a non-breaking hyphen",
    "\u2212": "a minus sign",
    "\u2022": "a bullet",
    "\u00b7": "a middle dot",
    "\u25cf": "a black circle",
    "\u25aa": "a small square",
    "*": "a star",
}

_ODD = re.compile(f"[{ODD_SPACES}{INVISIBLE}]")
_LEAD = re.compile(f"[ \t{ODD_SPACES}{INVISIBLE}]*")
_DASH = re.compile(f"([–—‐‑−•·●▪*])[ {ODD_SPACES}]+(?=\\S)")
_TIGHT_DASH = re.compile(r"-(?=[^\W\d_]|[\"'“‘])")
_QUOTED_KEY = re.compile(r"((?:- +)*)[“”„‘]([^“”‘’:]+)[“”’]\s*:(?=\s|$)")
_TIGHT_COLON = re.compile(f"((?:- +)*)((?!mailto:|tel:)[A-Za-z][A-Za-z0-9_.-]*):(?=[^\\s/:{ODD_SPACES}{INVISIBLE}])")
_ODD_AFTER_COLON = re.compile(f"((?:- +)*[^\\s#:'\"][^#:]*?):([ {ODD_SPACES}{INVISIBLE}]*[{ODD_SPACES}{INVISIBLE}])")
_ODD_KEY = re.compile(f"((?:- +)*)([a-z_]*[{ODD_SPACES}{INVISIBLE}]+[a-z_{ODD_SPACES}{INVISIBLE}]*):(?=\\s|$)")
_ODD_END = re.compile(f"[{ODD_SPACES}{INVISIBLE}][ {ODD_SPACES}{INVISIBLE}]*$")


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake of typing: its line and column, counting from 1, what it is, and what to write."""

    line: int
    column: int
    message: str
    code: str
    hint: str


def name_of(character: str) -> str:
    """Return what a character is called, as in "a non-breaking space"."""
    return _NAMES.get(character) or f"U+{ord(character):04X} ({unicodedata.name(character, 'no name').lower()})"


# A line by itself -----------------------------------------------------------------------------------------

Mended = tuple[str, Slip] | None


def _tab(number: int, text: str) -> Mended:
    lead = _LEAD.match(text)
    if lead is None or "\t" not in lead[0]:
        return None
    slip = Slip(number, lead[0].index("\t") + 1, "a tab stands before the text", "tab", "indent with spaces, not tabs")
    return lead[0].replace("\t", "  ") + text[lead.end() :], slip


def _odd_indent(number: int, text: str) -> Mended:
    lead = _LEAD.match(text)
    found = _ODD.search(lead[0]) if lead else None
    if lead is None or found is None:
        return None
    message = f"{name_of(found[0])} stands at the start of the line"
    return _plain_spaces(lead[0]) + text[lead.end() :], _odd(number, found.start(), message)


def _odd_in_key(number: int, text: str) -> Mended:
    at = len(text) - len(text.lstrip(" "))
    if found := _ODD_KEY.match(text, at):
        odd = _ODD.search(text, found.start(2))
        assert odd is not None
        key = re.sub(f"[{ODD_SPACES}{INVISIBLE}]", "", found[2])
        message = f'{name_of(odd[0])} stands in the key "{key}"'
        return text[: found.start(2)] + key + text[found.end(2) :], _odd(number, odd.start(), message)
    if found := _ODD_AFTER_COLON.match(text, at):
        odd = _ODD.search(text, found.start(2))
        assert odd is not None
        message = f'{name_of(odd[0])} stands after "{found[1].lstrip("- ")}:"'
        return text[: found.start(2)] + " " + text[found.end(2) :], _odd(number, odd.start(), message)
    return None


def _odd_at_end(number: int, text: str) -> Mended:
    found = _ODD_END.search(text)
    if found is None or "#" in text:
        return None
    return text[: found.start()], _odd(number, found.start(), f"{name_of(found[0][0])} stands at the end of the line")


def _odd(number: int, column: int, message: str) -> Slip:
    hint = "delete it, or put an ordinary space in its place; it was probably pasted from Word or a web page"
    return Slip(number, column + 1, message, "odd-space", hint)


def _plain_spaces(text: str) -> str:
    return re.sub(f"[{ODD_SPACES}]", " ", re.sub(f"[{INVISIBLE}]", "", text))


def _dash(number: int, text: str) -> Mended:
    at = len(text) - len(text.lstrip(" "))
    if found := _DASH.match(text, at):
        message = f"{name_of(found[1])} stands where an entry of a list starts"
        hint = "start each entry with a hyphen and a space: - entry"
        return f"{text[:at]}- {text[found.end() :]}", Slip(number, at + 1, message, "list-marker", hint)
    if _TIGHT_DASH.match(text, at):
        message, hint = "a space is missing after the hyphen", f"write: - {text[at + 1 :].strip()}"
        return f"{text[:at]}- {text[at + 1 :]}", Slip(number, at + 1, message, "list-marker", hint)
    return None


def _quoted_key(number: int, text: str) -> Mended:
    at = len(text) - len(text.lstrip(" "))
    found = _QUOTED_KEY.match(text, at)
    if found is None:
        return None
    message = f'the quotes round "{found[2]}" are those that Word types; a key stands without quotes'
    slip = Slip(number, at + len(found[1]) + 1, message, "word-quotes", f"write {found[2]}:")
    return f"{text[:at]}{found[1]}{found[2]}:{text[found.end() :]}", slip


def _colon(number: int, text: str) -> Mended:
    at = len(text) - len(text.lstrip(" "))
    found = _TIGHT_COLON.match(text, at)
    if found is None:
        return None
    hint = f"write {found[2]}: {text[found.end() :].strip()}"
    slip = Slip(number, found.end(), f'a space is missing after the colon of "{found[2]}"', "missing-space", hint)
    return f"{text[: found.end()]} {text[found.end() :]}", slip


def _merge_mark(number: int, text: str) -> Mended:
    if not re.match(r"(?:<{7}|>{7}|\|{7})(?: |$)|={7}$", text):
        return None
    message = "two versions of the file were merged here, and nobody has chosen between them"
    hint = "keep the lines of one of the two, and take out the other and each line of <<<<<<<, ======= or >>>>>>>"
    return "", Slip(number, 1, message, "merge-mark", hint)


def _end_mark(number: int, text: str) -> Mended:
    if not re.match(r"\.\.\.[ \t]*(?:#|$)", text):
        return None
    return "", Slip(number, 1, "three dots end the file for a program", "yaml-documents", "take the line away")


LINE_SLIPS: tuple[Callable[[int, str], Mended], ...] = (
    _tab,
    _odd_indent,
    _odd_in_key,
    _odd_at_end,
    _dash,
    _quoted_key,
    _colon,
    _merge_mark,
    _end_mark,
)
"""The slips that a line shows by itself; each returns the line as it was meant, and what was wrong with it."""


def line_slips(number: int, text: str) -> tuple[str, list[Slip]]:
    """Return a line as it was meant, and its slips."""
    slips: list[Slip] = []
    for look in LINE_SLIPS:
        if mended := look(number, text):
            text, slip = mended
            slips.append(slip)
    return text, slips


# Values ---------------------------------------------------------------------------------------------------


def _value_slips(line: Line) -> Iterator[Slip]:
    """Yield what is wrong with a value that no parser can read, whatever stands around it."""
    value, column = line.value, line.value_at + 1
    what = f"{line.key}: " if line.key else ""
    if value[:1] in ("'", '"'):
        mark = value[0]
        pattern = r'"(?:[^"\\]|\\.)*"' if mark == '"' else r"'(?:[^']|'')*'"
        closed = re.match(pattern, value)
        if closed and (rest := value[closed.end() :].strip()) and not rest.startswith(("#", ":")):
            hint = f"put quotes of the other kind round the whole: {what}{_in_quotes(value)}"
            yield Slip(line.number, column, f"text stands after the closing {mark}", "quotes", hint)
    elif value[:1] in ("“", "”", "‘", "„") and ": " in value:
        hint = f"write straight quotes: {what}{_in_quotes(value.strip('“”‘’„'))}"
        yield Slip(line.number, column, "the quotes that Word types do not hold a text together", "word-quotes", hint)
    elif value.startswith("[") and (closed := re.match(r"\[[^\[\]]*\](?=[^\s,\]}:#])", value)):
        hint = f"put quotes round the whole: {what}{_in_quotes(value)}"
        yield Slip(line.number, column + closed.end(), "text stands after the closing ]", "quotes", hint)
    elif value[:1] in ("|", ">", "@", "%", "`", "*") and not line.starts_text:
        hint = f"put quotes round it: {what}{_in_quotes(value)}"
        yield Slip(line.number, column, f'a text may not start with "{value[0]}"', "quotes", hint)
    elif line.key and value.startswith("- "):
        hint = "put each entry on a line of its own, two spaces further in, after a hyphen"
        yield Slip(line.number, column, f'a list starts on the line of its key "{line.key}"', "list-marker", hint)
    elif line.key and value[:1] not in ("[", "{") and (found := re.search(r":(?=\s|$)", value)):
        message = "a text that holds a colon and a space needs quotes"
        yield Slip(line.number, column + found.start(), message, "quotes", f"write {what}{_in_quotes(value)}")


def _in_quotes(text: str) -> str:
    if '"' not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


# The whole text -------------------------------------------------------------------------------------------


def mend(text: str, top: Collection[str] = ()) -> tuple[str, list[Slip]]:
    """Return a text that the parser refused as it was meant, line for line, and the slips in it, one a line.

    No more are looked for after MOST_SLIPS + 1, so that a file of another kind costs little. `top` are the keys that
    stand at the start of a line in this kind of file. Lines whose meaning is lost are empty.
    """
    raw = text.split("\n")
    slips: dict[int, Slip] = {}
    lines: list[Line] = []
    index = 0
    while index < len(raw) and len(slips) <= MOST_SLIPS:
        number = index + 1
        if not raw[index].lstrip(" ").startswith("#"):
            raw[index], found = line_slips(number, raw[index])
            if found:
                slips.setdefault(number, found[0])
        line = read_line(number, raw[index])
        index += 1
        if line is None:
            continue
        if line.starts_text:
            lines.append(line)
            index = _block_text(raw, index, line.holder, slips)
            continue
        unclosed = _unclosed(raw, line)
        if isinstance(unclosed, Slip):
            slips.setdefault(number, unclosed)
        elif bad := next(_value_slips(line), None):
            slips.setdefault(number, bad)
        else:
            lines.append(line)
            index += unclosed
            continue
        raw[number - 1] = " " * line.start + f"{line.key}:" if line.key and not line.markers else ""
        kept = read_line(number, raw[number - 1])
        if kept is not None:
            lines.append(Line(number, raw[number - 1], (), line.start, line.key, "''", line.value_at))
            raw[number - 1] += " ''"
    settled, wrong = settle(raw, lines, top, MOST_SLIPS)
    for each in wrong:
        slips.setdefault(each.line, Slip(each.line, each.column, each.message, each.code, each.hint))
    return "\n".join(settled), [slips[number] for number in sorted(slips)][: MOST_SLIPS + 1]


def _block_text(raw: list[str], index: int, holder: int, slips: dict[int, Slip]) -> int:
    """Return the index of the line after a text that follows | or >; a line set in less than the first is put right."""
    first = -1
    while index < len(raw):
        bare = raw[index].lstrip(" ")
        indent = len(raw[index]) - len(bare)
        if bare.strip():
            if indent <= holder:
                break
            if first < 0:
                first = indent
            elif indent < first and not bare.startswith("#"):
                message = f"this line of the text has {indent} spaces before it; its first line has {first}"
                slips.setdefault(index + 1, Slip(index + 1, indent + 1, message, "indentation", "line them up"))
                raw[index] = " " * first + bare
        index += 1
    return index


def _unclosed(raw: list[str], line: Line) -> int | Slip:
    """Return how many lines below a line its value goes on for, or a slip when it is never closed."""
    mark, depth = open_quote(line.value), in_flow(line.value)
    if not mark and not depth:
        return 0
    for count, text in enumerate(raw[line.number : line.number + _LONGEST], start=1):
        below = read_line(line.number + count, text)
        if below and below.key and below.indent <= line.indent and below.value[-1:] != mark:
            break
        if mark and re.search(r'(?<!\\)"' if mark == '"' else "'", text):
            return count
        if depth:
            bare = re.sub(r""""(?:[^"\\]|\\.)*"|'[^']*'|\s#.*""", "", text)
            depth += len(re.findall(r"[\[{]", bare)) - len(re.findall(r"[\]}]", bare))
            if depth <= 0:
                return count
    opened = mark or line.value[0]
    closing = {"[": "]", "{": "}"}.get(opened, opened)
    message = f"{opened} opens here and is not closed"
    return Slip(line.number, line.value_at + 1, message, "quotes", f"close it with {closing}, or take it away")
