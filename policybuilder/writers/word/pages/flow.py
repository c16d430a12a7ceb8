"""Text as it fills pages, as Word lays it out: lines, rows, what is kept with what follows, and where pages turn."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

from policybuilder.writers.word.pages.measure import Columns, line_count
from policybuilder.writers.word.shell.look import Look, Page, TextStyle


class _Lines(NamedTuple):
    """A paragraph as lines. Heights are in points; `extra` is what its border takes, `leading` is between lines."""

    total: int
    each: float
    before: float
    after: float
    extra: float
    leading: float
    joined: bool
    """No room above: the style leaves none between its own paragraphs, and the last one was of it, too."""
    name: str

    def height(self, count: int) -> float:
        return count * self.each + self.extra


@dataclass
class Flow:
    """Text as it fills pages. Heights are in points; pages count from 1."""

    page: Page
    look: Look
    columns: Columns = field(default_factory=dict)
    number: int = 1
    used: float = 0.0
    """How far down the page the text reaches."""
    starts: dict[str, int] = field(default_factory=dict)
    """The page on which each named paragraph starts."""
    shift: int = 0
    """What is added to a page for the number that is printed on it: sections may begin to count anew."""
    format: str = ""
    """How the numbers are written that are printed on the pages."""
    counts_from_text: bool = False
    """Pages are counted anew behind the contents list."""
    _listed: bool = False
    coming: list[Element] = field(default_factory=list)
    """The properties of the sections that are still to begin."""
    _after: float = 0.0
    _last: TextStyle | None = None
    _fresh: bool = True
    _kept: list[_Lines] = field(default_factory=list)

    def style(self, name: str) -> TextStyle:
        """Return how a style looks."""
        return self.look.text.get(name, self.look.default)

    def new_page(self) -> None:
        """Go to the top of the next page."""
        self._put_kept()
        self._turn(fresh=True)

    def listed(self) -> None:
        """Note that the contents list stands above."""
        self._listed = True

    def counts_from(self, number: int) -> None:
        """Print this number on the page that the text is on."""
        self.shift, self.counts_from_text = number - self.number, self._listed

    def text(self, words: str, style: TextStyle, name: str = "", gap: float | None = None) -> None:
        """Add a paragraph; `gap` is the space above it where it is not the style's."""
        if style.new_page and (self.used or self._kept):
            self.new_page()
        count = line_count(words, style.capacity(self.page.width), style.bold)
        before = style.before if gap is None else gap
        joined = style.contextual and style is self._last
        self._last = style
        each, leading = style.line_height, style.leading_height
        lines = _Lines(count, each, before, style.after, style.border, leading, joined, name)
        if style.keep_next:
            self._kept.append(lines)
        else:
            self._place(lines)

    def row(self, height: float, header: float) -> None:
        """Add a row of a table, which stays whole; `header` is repeated at the top of a new page."""
        if self.used > header and self._bottom(self._kept) + self._after_kept() + height > self._limit:
            again = 0.0 if self._kept else header
            self._turn(fresh=False)
            self.used = again
        self._put_kept()
        self.used += self._after + height
        self._after, self._last = 0.0, None

    @property
    def _limit(self) -> float:
        return self.page.height + 0.5

    def _turn(self, *, fresh: bool) -> None:
        self.number += 1
        self.used = self._after = 0.0
        self._fresh = fresh

    def _gap(self, lines: _Lines, used: float, after: float) -> float:
        """Return the room above a paragraph: the larger of its own and the last one's, not both.

        (Word adds the two only under an old setting, `w:doNotUseHTMLParagraphAutoSpacing`.) At the top of a page
        there is none, unless something other than the text's own length turned the page.
        """
        if used:
            return 0.0 if lines.joined else max(lines.before, after)
        return lines.before if self._fresh else 0.0

    def _bottom(self, blocks: list[_Lines]) -> float:
        """Return how far down some paragraphs would reach."""
        used, after = self.used, self._after
        for lines in blocks:
            used += self._gap(lines, used, after) + lines.height(lines.total)
            after = lines.after
        return used

    def _after_kept(self) -> float:
        return self._kept[-1].after if self._kept else self._after

    def _put_kept(self) -> None:
        """Put down, here, the paragraphs that waited for the next one."""
        for lines in self._kept:
            self._put(lines, lines.total)
        self._kept.clear()

    def _put(self, lines: _Lines, count: int) -> None:
        self.used += self._gap(lines, self.used, self._after) + lines.height(count)
        self._after = lines.after
        if lines.name:
            self.starts.setdefault(lines.name, self.number)

    def _place(self, lines: _Lines) -> None:
        """Put a paragraph down, over as many pages as it takes, two lines at least on each."""
        limit = self._limit + lines.leading  # what is below the last line may be cut off
        room = limit - self.used - self._gap(lines, self.used, self._after)
        if not self._kept and lines.total * lines.each + lines.extra <= room:
            self._put(lines, lines.total)  # as most do
            return
        first = lines if lines.total <= 3 else lines._replace(total=2)
        if self.used and self._bottom([*self._kept, first]) > limit:
            self._turn(fresh=False)
        self._put_kept()
        room = limit - self.used - self._gap(lines, self.used, self._after)
        left = lines.total
        while left * lines.each > room:
            fit = max(min(int(room / lines.each), left - 2), 1)
            left -= fit
            if lines.name:
                self.starts.setdefault(lines.name, self.number)
            self._turn(fresh=False)
            room = limit
        self._put(lines, left)
