"""Lines of reports as a terminal shows them: wrapped between words, and in bold type where there is any."""

from __future__ import annotations

import textwrap

from policybuilder.inert import single_spaced

_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
_LEAST = 30
"""The fewest characters of a line: a shorter one would part words more than it holds."""


def wrapped(text: str, width: int, lead: str = "") -> list[str]:
    """Return a text as lines of at most `width` characters where words allow, each below the first after `lead`."""
    return textwrap.wrap(
        single_spaced(text),
        max(width, _LEAST),
        initial_indent=lead,
        subsequent_indent=" " * len(lead),
        break_long_words=False,
        break_on_hyphens=False,
    )


def strong(text: str, colour: bool) -> str:
    """Return a line in bold type, or as it is where there is no colour."""
    return f"{_BOLD}{text}{_PLAIN}" if colour else text
