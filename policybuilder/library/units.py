"""An authored text as its sentences: what is merged, and what can be in conflict, sentence by sentence.

A list item or a row is at least one sentence of its own, and so is what a test or value stands in; how lines are
wrapped is no part of it. Put together, the sentences of a text have its wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policybuilder.library.wording import wording

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_OPENS_A_LINE = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)]|\||#{1,6}|>)(?:[ \t]|$)?")
_ALONE = re.compile(r"[ \t]*\{%.*%\}[ \t]*$")
_END = re.compile(r"(?<=[.!?;:])(?:[\"'”’)\]]*|(?:\s*\ue000+)?)\s+(?=[A-Z0-9\"'“‘(\ue000*_])")
_NO_END = re.compile(r"(?:\b(?:e\.g|i\.e|etc|cf|no|art|reg|para|s|ss|vs|v|Mr|Ms|Mrs|Dr)\.)$", re.IGNORECASE)


@dataclass(frozen=True)
class Unit:
    """A sentence, or what stands for one, with what parts it from the one before: a space, a line or an empty line."""

    text: str
    lead: str

    @property
    def words(self) -> str:
        """The words, for comparison only."""
        return wording(self.text)


def units(text: str) -> tuple[Unit, ...]:
    """Return the sentences of an authored text, in order."""
    found: list[Unit] = []
    for lead, line in _lines(text):
        for number, sentence in enumerate(_sentences(line)):
            found.append(Unit(sentence, " " if number else lead if found else ""))
    return tuple(found)


def together(sentences: Iterable[Unit]) -> str:
    """Return sentences as one text; the first starts it, whatever it was parted from."""
    return "".join((unit.lead or " ") + unit.text if number else unit.text for number, unit in enumerate(sentences))


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """Yield each paragraph, item, row or test on a line of its own, on one line, with what parts it from the last."""
    lead, open_line = "\n\n", ""
    for raw in text.strip("\n").split("\n"):
        line = raw.rstrip()
        if not line.strip():
            if open_line:
                yield lead, open_line
            lead, open_line = "\n\n", ""
        elif open_line and (_OPENS_A_LINE.match(line) or _ALONE.match(line) or _ALONE.match(open_line)):
            yield lead, open_line
            lead, open_line = "\n", line
        else:
            open_line = f"{open_line} {line.strip()}" if open_line else line
    if open_line:
        yield lead, open_line


def _sentences(line: str) -> Iterator[str]:
    """Yield the sentences of a line. What stands in a value or test ends none."""
    if line.lstrip().startswith("|"):
        yield line
        return
    hidden = _TAG.sub(lambda tag: "\ue000" * len(tag[0]), line)
    start = 0
    for end in _END.finditer(hidden):
        if _NO_END.search(hidden[start : end.start()]):
            continue
        yield line[start : end.end()].rstrip()
        start = end.end()
    if line[start:].strip():
        yield line[start:].rstrip()
