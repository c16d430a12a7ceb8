"""A coverage for the terminal: a line for each item, and below it where it is answered and what is missing."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from policybuilder.coverage.covering import Coverage, FrameworkCoverage, ItemCoverage
from policybuilder.coverage.words import NO_NOTE, documents_sentence, places, started_sentence, summary, told
from policybuilder.inert import single_spaced
from policybuilder.library.coverage import STATUSES

_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


def write_text(coverage: Coverage, colour: bool, width: int) -> str:
    """Return a coverage as text, lines of at most `width` characters where words allow."""
    lines = [*_wrapped(f"{coverage.council} ({coverage.profile}). {documents_sentence(coverage)}", width)]
    for framework in coverage.frameworks:
        lines.append("")
        lines.extend(_framework(framework, coverage, colour, width))
    return "\n".join(lines) + "\n"


def _framework(framework: FrameworkCoverage, coverage: Coverage, colour: bool, width: int) -> Iterator[str]:
    title = f"{framework.title} ({framework.id})"
    yield _strong(title, colour)
    if framework.started_from:
        yield from _wrapped(started_sentence(coverage), width)
    yield from _wrapped(summary(framework), width)
    room = max((len(item.id) for item in framework.items), default=0)
    for item in framework.items:
        yield from _item(item, room, colour, width)


def _item(item: ItemCoverage, room: int, colour: bool, width: int) -> Iterator[str]:
    # The longest status has as many letters as "out of reach" and "not covered": a column of words.
    status = STATUSES[item.status].ljust(max(len(words) for words in STATUSES.values()))
    lead = f"{item.id.ljust(room)}  {status}  "
    first, *rest = _wrapped(item.title, width - len(lead)) or [""]
    yield _strong(f"{lead}{first}", colour)
    for line in rest:
        yield _strong(f"{' ' * len(lead)}{line}", colour)
    for each in told(item):
        inner = "  "
        if each.part:
            yield from _wrapped(f"{each.part}:", width, inner)
            inner = "    "
        for answered in each.answered:
            text = f"{answered.title} ({places(answered)}). {answered.note or NO_NOTE}"
            yield from _wrapped(text, width, f"{inner}- ")
        for sentence in each.missing:
            yield from _wrapped(sentence, width, f"{inner}{'-' if item.out_of_reach else '!'} ")


def _wrapped(text: str, width: int, lead: str = "") -> list[str]:
    # A line of less than 30 characters would part words more than it holds.
    return textwrap.wrap(
        single_spaced(text),
        max(width, 30),
        initial_indent=lead,
        subsequent_indent=" " * len(lead),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _strong(text: str, colour: bool) -> str:
    return f"{_BOLD}{text}{_PLAIN}" if colour else text
