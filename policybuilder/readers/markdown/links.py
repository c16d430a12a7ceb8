"""Links and pictures in Markdown found in one pass; the library itself looks through all that follows each bracket."""

from __future__ import annotations

import re

from markdown import Markdown
from markdown.inlinepatterns import (
    IMAGE_LINK_RE,
    IMAGE_REFERENCE_RE,
    LINK_RE,
    REFERENCE_RE,
    ImageInlineProcessor,
    ImageReferenceInlineProcessor,
    LinkInlineProcessor,
    ReferenceInlineProcessor,
    ShortImageReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
)

LONGEST_TARGET = 2_000
"""How many characters the address and title of a link may have, which no browser's address exceeds by much."""
_DEEPEST = 10
_BRACKET = re.compile(r"[\[\]]")


def read_links_in_time(converter: Markdown) -> None:
    """Let a converter find links as it did, in a time that grows with the length of the text and no faster."""
    patterns = converter.inlinePatterns
    patterns.register(_Reference(REFERENCE_RE, converter), "reference", 170)
    patterns.register(_Link(LINK_RE, converter), "link", 160)
    patterns.register(_Image(IMAGE_LINK_RE, converter), "image_link", 150)
    patterns.register(_ImageReference(IMAGE_REFERENCE_RE, converter), "image_reference", 140)
    patterns.register(_ShortReference(REFERENCE_RE, converter), "short_reference", 130)
    patterns.register(_ShortImageReference(IMAGE_REFERENCE_RE, converter), "short_image_ref", 125)


class _InTime(LinkInlineProcessor):
    """What the patterns of links have in common."""

    _rest = ""
    """What stood after the last bracket that nothing closed."""
    _open = frozenset[int]()
    """Which brackets in it nothing closes, counted from its end: what stands before it changes, it does not."""

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:  # noqa: N802  the library's name
        """Return the words of a link whose bracket opens before `index`, the place after it, and whether it closes."""
        closing = self._closing(data, index - 1)
        return ("", index, False) if closing is None else (data[index:closing], closing + 1, True)

    def _closing(self, data: str, start: int) -> int | None:
        """Return where the bracket at `start` is closed; None where nothing closes it, or too many stand in it."""
        if len(data) - start in self._open and data.endswith(self._rest):
            return None
        within: list[int] = []
        for bracket in _BRACKET.finditer(data, start):
            if bracket[0] == "[":
                within.append(len(data) - bracket.start())
                if len(within) > _DEEPEST:
                    return None
                continue
            within.pop()
            if not within:
                return bracket.start()
        self._rest, self._open = data[start:], frozenset(within)
        return None

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:  # noqa: N802  the library's name
        """Return the address, the title and the end of a link, and whether there is one, as the library reads it."""
        near = data[index : index + LONGEST_TARGET]
        if not near.startswith("(") or ")" not in near:
            return "", None, index, False
        href, title, end, is_link = super().getLink(near, 0)
        return href, title, index + end, is_link


class _Reference(_InTime, ReferenceInlineProcessor): ...


class _Link(_InTime): ...


class _Image(_InTime, ImageInlineProcessor): ...


class _ImageReference(_InTime, ImageReferenceInlineProcessor): ...


class _ShortReference(_InTime, ShortReferenceInlineProcessor): ...


class _ShortImageReference(_InTime, ShortImageReferenceInlineProcessor): ...
