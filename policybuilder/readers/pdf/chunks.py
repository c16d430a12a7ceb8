"""The words that a page of a PDF file shows in one go, and how wide they are."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WIDE = 0.5
"""How wide a letter is, beside its size, in a font that is not known."""
_LIKE_HELVETICA = re.compile(r"Arial|Helvetica|Liberation ?Sans|Arimo|Nimbus ?Sans", re.IGNORECASE)
_NARROW = re.compile(r"narrow|condensed", re.IGNORECASE)
# The widths of Helvetica from the space on, in thousandths of its size: those of Arial and its kin are the same.
_WIDTHS = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 "
    "584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 "
    "667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 "
    "278 556 500 722 500 500 500 334 260 334 584"
)
_OF = {chr(32 + at): int(width) / 1000 for at, width in enumerate(_WIDTHS.split())}
_BOLDER = 1.06
_BEHIND = frozenset(".,;:!?)]’”")
"""Signs that stand straight behind a word, wherever a link within the words ends."""


@dataclass
class Chunk:
    """Words that a page shows in one go, and the number by which a tag names them.

    An `artifact` is no part of the text: it stands on every page. `font` is the name of what they are set in.
    """

    page: int
    left: float
    height: float
    size: float
    bold: bool
    text: str
    mark: int | None = None
    artifact: bool = False
    font: str = ""

    @property
    def right(self) -> float:
        """The right edge, as far as it is known."""
        text = self.text.rstrip()
        if not _LIKE_HELVETICA.search(self.font) or _NARROW.search(self.font):
            return self.left + len(text) * self.size * _WIDE
        wide = sum(_OF.get(sign, _WIDE) for sign in text) * (_BOLDER if self.bold else 1)
        return self.left + wide * self.size

    def touches(self, before: Chunk) -> bool:
        """Return whether no space stands between words on one line and these."""
        if self.text[:1] in _BEHIND:
            return True
        return self.left - before.right < 0.12 * self.size
