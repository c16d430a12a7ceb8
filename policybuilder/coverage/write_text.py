"""A coverage for the terminal: a line for each item, and below it where it is answered and what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from policybuilder.coverage.covering import Coverage, FrameworkCoverage, ItemCoverage
from policybuilder.coverage.on_screen import strong, wrapped
from policybuilder.coverage.words import NO_NOTE, documents_sentence, places, started_sentence, summary, told
from policybuilder.library.coverage import STATUSES


def write_text(coverage: Coverage, colour: bool, width: int) -> str:
    """Return a coverage as text, lines of at most `width` characters where words allow."""
    lines = [*wrapped(f"{coverage.council} ({coverage.profile}). {documents_sentence(coverage)}", width)]
    for framework in coverage.frameworks:
        lines.append("")
        lines.extend(_framework(framework, coverage, colour, width))
    return "\n".join(lines) + "\n"


def _framework(framework: FrameworkCoverage, coverage: Coverage, colour: bool, width: int) -> Iterator[str]:
    title = f"{framework.title} ({framework.id})"
    yield strong(title, colour)
    if framework.started_from:
        yield from wrapped(started_sentence(coverage), width)
    yield from wrapped(summary(framework), width)
    room = max((len(item.id) for item in framework.items), default=0)
    for item in framework.items:
        yield from _item(item, room, colour, width)


def _item(item: ItemCoverage, room: int, colour: bool, width: int) -> Iterator[str]:
    # The longest status has as many letters as "out of reach" and "not covered": a column of words.
    status = STATUSES[item.status].ljust(max(len(words) for words in STATUSES.values()))
    lead = f"{item.id.ljust(room)}  {status}  "
    first, *rest = wrapped(item.title, width - len(lead)) or [""]
    yield strong(f"{lead}{first}", colour)
    for line in rest:
        yield strong(f"{' ' * len(lead)}{line}", colour)
    for each in told(item):
        inner = "  "
        if each.part:
            yield from wrapped(f"{each.part}:", width, inner)
            inner = "    "
        for answered in each.answered:
            text = f"{answered.title} ({places(answered)}). {answered.note or NO_NOTE}"
            yield from wrapped(text, width, f"{inner}- ")
        for sentence in each.missing:
            yield from wrapped(sentence, width, f"{inner}{'-' if item.out_of_reach else '!'} ")
