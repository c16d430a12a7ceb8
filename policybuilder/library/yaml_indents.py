"""Lines that are set in further, or less, than their neighbours: which one is wrong, and by how much."""

from __future__ import annotations

import itertools
from collections.abc import Collection
from dataclasses import dataclass, field

from policybuilder.library.yaml_lines import Line, commented_keys, read_line

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


_NEARBY = 300
"""How many lines above and below a level count as near it."""


def spaces(count: int) -> str:
    """Return a number of spaces in words, as in "three spaces"."""
    number = _WORDS[count] if count < len(_WORDS) else str(count)
    return f"{number} space" if count == 1 else f"{number} spaces"


@dataclass(frozen=True, slots=True)
class Wrong:
    """A line that stands in the wrong place: its line and column, counting from 1, and what to do."""

    line: int
    column: int
    message: str
    code: str
    hint: str


def settle(raw: list[str], lines: list[Line], top: Collection[str], most: int) -> tuple[list[str], list[Wrong]]:
    """Return a text's lines moved to where they belong, and those that stood elsewhere, `most` + 1 of them at most.

    `lines` are those that are no comments; `top` are the keys that may stand at the start of a line.
    """
    indents = _Indents(raw, top, most)
    indents.read(lines)
    return indents.mended(), indents.wrong


def no_colon(text: str) -> tuple[str, str]:
    """Return what to say of a line that gives no key and colon, and what to write."""
    key, *rest = text.replace("：", ": ").split() or [""]
    key, answer = key.rstrip(";,:=") or key, " ".join(rest).lstrip("=").strip()
    hint = f"write {key}: {answer}" if answer else f"write {key}: and the answer, or take the line away"
    return f'no colon follows "{key}"; every line here gives a key, a colon and a value', hint


@dataclass(slots=True)
class _Level:
    """Lines that belong together: how far they are set in, whether they are a list, and which they are.

    The keys of an entry are `fixed`: where its first key stands, beside the hyphen, all of them stand.
    """

    indent: int
    listed: bool
    fixed: bool = False
    lines: list[Line] = field(default_factory=list)


class _Indents:
    """Reads the lines of a text in order and finds those that fit no level."""

    def __init__(self, raw: list[str], top: Collection[str], most: int) -> None:
        """Keep the text's lines, and the keys that may stand at the start of a line."""
        self.raw, self.top, self.most = raw, top, most
        self.wrong: list[Wrong] = []
        self.shifts: list[tuple[Line, int, bool]] = []
        self.lost: set[int] = set()
        self.levels: list[_Level] = []
        self.popped: list[_Level] = []
        self.commented = dict(commented_keys(raw))

    def read(self, lines: list[Line]) -> None:
        """Go through the lines; what is wrong is in `wrong`, and `mended` gives the text as it was meant."""
        before: Line | None = None
        for index, line in enumerate(lines):
            if len(self.wrong) > self.most:
                return
            after = lines[index + 1] if index + 1 < len(lines) else None
            if not line.key and not line.markers:
                if before is not None and before.starts_text and line.number == before.number + 1:
                    self.note_not_set_in(line, before)
                    continue
                if self.has_no_colon(line, before, after):
                    if (named := self.opened(line, after)) is None:
                        self.note_no_colon(line)
                        continue
                    line = named
                    self.place(line, before, lines[index + 1 :])
                    before = line
                    continue
                if before is not None and not before.opens:
                    continue  # more of the value above
                before = line
                continue
            self.place(line, before, lines[index + 1 :])
            before = line

    # A line without a key or hyphen ---------------------------------------------------------------------------

    def has_no_colon(self, line: Line, before: Line | None, after: Line | None) -> bool:
        if line.text.startswith(("---", "...")):
            return False
        if before is not None and before.opens:
            held = after is not None and bool(after.key) and not after.markers and after.indent > before.holder
            return held and line.start > before.holder
        level = next((level for level in reversed(self.levels) if level.indent <= line.start), None)
        return level is not None and level.indent == line.start and not level.listed

    def note_no_colon(self, line: Line) -> None:
        message, hint = no_colon(line.text.split("#")[0])
        self.wrong.append(Wrong(line.number, line.start + 1, message, "missing-colon", hint))
        self.lost.add(line.number)

    def note_not_set_in(self, line: Line, before: Line) -> None:
        """Note the first line of a text after | or > that stands no further in than its key."""
        more = before.holder + 2 - line.start
        message = f'the text of "{before.key or "the entry"}" is not set in'
        self.wrong.append(Wrong(line.number, line.start + 1, message, "indentation", f"put {spaces(more)} before it"))
        self.raw[line.number - 1] = " " * more + line.text

    def opened(self, line: Line, after: Line | None) -> Line | None:
        """Return a line of one word that holds those below it as it was meant, with its colon; None for any other."""
        word = line.text.split("#")[0].strip()
        if after is None or after.indent <= line.start or not after.key or " " in word:
            return None
        message, _ = no_colon(word)
        self.wrong.append(Wrong(line.number, line.start + 1, message, "missing-colon", f"write {word.rstrip(';,=')}:"))
        self.raw[line.number - 1] = f"{' ' * line.start}{word.rstrip(';,=')}:"
        return read_line(line.number, self.raw[line.number - 1])

    # A line with one ------------------------------------------------------------------------------------------

    def place(self, line: Line, before: Line | None, below: list[Line]) -> None:
        indent = line.indent
        if not indent and line.key not in self.top and (meant := self.left_open(line, before, below)):
            self.note(line, indent, meant)
            indent = meant
        popped: list[_Level] = []
        if self.levels and indent > self.levels[-1].indent and before is not None and not before.opens:
            indent = self.too_far(line, before)
        while self.levels and self.levels[-1].indent > indent:
            popped.append(self.levels.pop())
        if (popped and self.levels and self.levels[-1].indent < indent) or (popped and not self.levels):
            indent = self.between(line, popped)
        self.popped = popped
        self.enter(line, indent)

    def left_open(self, line: Line, before: Line | None, below: list[Line]) -> int:
        """Return how far a line at the start was meant to be set in, as what is below goes on; 0 where it was not."""
        inside = [each.indent for each in itertools.takewhile(lambda each: each.indent, below) if each.key]
        if before is not None and before.opens and before.key in self.top and not line.opens:
            return inside[0] if inside else 0
        level = next((level for level in self.levels if level.indent and not level.listed), None)
        if level is None or not line.opens or below[:1] == [] or below[0].indent <= level.indent:
            return 0
        return level.indent if level.indent in inside else 0

    def enter(self, line: Line, indent: int) -> None:
        """Put a line into its level, and open those of its own hyphens and key."""
        columns = [(indent, True), *((indent + at - line.indent, True) for at in line.markers[1:])]
        if not line.markers:
            columns = [(indent, False)]
        elif line.key:
            columns.append((indent + line.start - line.indent, False))
        for column, listed in columns:
            while self.levels and self.levels[-1].indent == column and self.levels[-1].listed and not listed:
                self.levels.pop()  # a key after a list that stands as far in as its own key
            if not self.levels or self.levels[-1].indent < column or (listed and not self.levels[-1].listed):
                self.levels.append(_Level(column, listed, fixed=bool(line.markers) and not listed))
        self.level_at(indent, bool(line.markers)).lines.append(line)

    def level_at(self, indent: int, listed: bool) -> _Level:
        return next(
            (level for level in reversed(self.levels) if level.indent == indent and level.listed == listed),
            self.levels[-1],
        )

    def too_far(self, line: Line, before: Line) -> int:
        """Note a line that is set in further than what holds it; return where it was meant to stand."""
        entry = bool(line.markers)
        held = next((level for level in self.popped if level.indent == line.indent and level.listed == entry), None)
        if held is not None and before.key not in self.top and not before.markers:
            # The line above left the level that this one still belongs to: that one stands too far out.
            self.note(before, before.indent, line.indent)
            self.levels.extend(reversed(self.popped))
            return line.indent
        wanted = next((level for level in reversed(self.levels) if level.listed == entry), self.levels[-1])
        if wanted is self.levels[-1] and self.outvoted(wanted, line.indent, self.levels[:-1]):
            self.note_level(wanted, line.indent)
            wanted.indent = line.indent
            return line.indent
        if wanted is self.levels[-1] and len(self.levels) > 1:
            holder = self.levels[-2]
            if self.hyphen_elsewhere(wanted, holder, line.indent):
                self.levels = [each for each in self.levels if each is not wanted]
                return line.indent
        self.note(line, line.indent, wanted.indent)
        return wanted.indent

    def hyphen_elsewhere(self, level: _Level, holder: _Level | None, indent: int) -> bool:
        """Return whether a key of an entry is right and its hyphen is not, which is then noted.

        The other keys stand where those of the neighbours do.
        """
        if not level.fixed or holder is None or not holder.listed:
            return False
        shifted, others = holder.indent + indent - level.indent, [each for each in self.levels if each is not holder]
        outer = [each for each in others if each is not level]
        if not self.outvoted(holder, shifted, outer, even=True):
            return False
        self.note_level(holder, shifted, alone=True)
        self.levels = [*others, _Level(shifted, True)]
        return True

    def between(self, line: Line, popped: list[_Level]) -> int:
        """Note which of two levels is wrong, as the lines around say; return where the line was meant to stand."""
        entry = bool(line.markers)
        level = next((level for level in reversed(popped) if level.listed == entry), None)
        around = self.levels[-1] if self.levels else None
        if level is None and entry and not popped[-1].fixed:
            # Its own key stands further in than the entry.
            self.note_level(popped[-1], max(0, line.indent - 2))
            return line.indent
        if level is None:
            if around and around.listed == entry and self.outvoted(around, line.indent, self.levels[:-1]):
                self.note_level(around, line.indent)
                around.indent = line.indent
                return line.indent
            wanted = around or popped[-1]
            self.note(line, line.indent, wanted.indent)
            return wanted.indent
        holder = next((each for each in reversed(popped) if each.listed), around)
        if self.hyphen_elsewhere(level, holder, line.indent):
            return line.indent
        if (not line.indent and line.key in self.top) or self.outvoted(level, line.indent, self.levels, even=True):
            self.note_level(level, line.indent)
            return line.indent
        self.note(line, line.indent, level.indent)
        self.levels.extend(reversed(popped[popped.index(level) :]))
        return level.indent

    def outvoted(self, level: _Level, indent: int, around: list[_Level], even: bool = False) -> bool:
        """Return whether more lines near a level are set in so far than as far as the level is; `even`: or as many."""
        if level.fixed or not level.lines or (not level.indent and level.lines[0].key in self.top):
            return False
        outer = around[-1].indent if around else -1
        mine, others = self.votes(level, outer, level.indent), self.votes(level, outer, indent)
        return others > mine or (even and others == mine)

    def votes(self, level: _Level, outer: int, indent: int) -> int:
        """Return how many lines near a level, those that stand as comments among them, are set in so far."""
        first = level.lines[0].number - 1
        nearby = range(max(0, first - _NEARBY), min(len(self.raw), first + _NEARBY))
        start = next(
            (at for at in range(first - 1, nearby.start - 1, -1) if 0 <= _indent_of(self.raw[at]) <= outer), -1
        )
        count = 0
        for at in range(max(start + 1, nearby.start), nearby.stop):
            here = _indent_of(self.raw[at])
            if 0 <= here <= outer and at > first:
                break
            entry = self.raw[at].lstrip(" ").startswith("- ")
            counts = here == indent and entry == level.listed and not self.held_within(at, outer)
            count += counts or self.commented.get(at) == indent
        return count

    def held_within(self, at: int, outer: int) -> bool:
        """Return whether a line belongs to another that is set in further than `outer`: it says nothing of a level."""
        here = _indent_of(self.raw[at])
        above = next(
            (one for one in range(at - 1, max(-1, at - _NEARBY), -1) if 0 <= _indent_of(self.raw[one]) < here), None
        )
        if above is None or _indent_of(self.raw[above]) <= outer:
            return False
        holder = read_line(above + 1, self.raw[above])
        first = next(one for one in range(above + 1, at + 1) if _indent_of(self.raw[one]) >= 0)
        return holder is not None and holder.opens and _indent_of(self.raw[first]) == here

    def note_level(self, level: _Level, wanted: int, alone: bool = False) -> None:
        for line in level.lines:
            self.note(line, line.indent, wanted, alone)

    def note(self, line: Line, found: int, wanted: int, alone: bool = False) -> None:
        if not found:
            message = (
                f"{line.shown} starts at the beginning of the line; its neighbours have {spaces(wanted)} before them"
            )
        else:
            message = (
                f"{spaces(found)} before {line.shown}; its neighbours have {_WORDS[wanted] if wanted < 13 else wanted}"
            )
        more = wanted - found
        hint = f"put {spaces(more)} before it" if more > 0 else f"take {spaces(-more)} away"
        self.wrong.append(Wrong(line.number, found + 1, message, "indentation", hint))
        self.shifts.append((line, more, alone))

    def mended(self) -> list[str]:
        """Return the lines as they were meant: moved to where they belong, with what is set in below them."""
        lines = [("" if at + 1 in self.lost else text) for at, text in enumerate(self.raw)]
        for line, more, alone in self.shifts:
            at = line.number - 1
            lines[at] = _moved(lines[at], more)
            inside = 0 if alone else _inside(line, more)
            for below in range(at + 1, len(lines) if inside else 0):
                if 0 <= _indent_of(self.raw[below]) < inside:
                    break
                lines[below] = _moved(lines[below], more)
        return lines


def _inside(line: Line, more: int) -> int:
    """Return how far at least a line below is set in that belongs to a line; 0 when none can."""
    if line.markers and line.key:
        return line.start
    return max(line.indent, line.indent + more) + 1 if line.opens or line.starts_text else 0


def _indent_of(text: str) -> int:
    """Return how far a line is set in; -1 for an empty line or a comment, which belongs to no level."""
    bare = text.lstrip(" ")
    return len(text) - len(bare) if bare.strip() and not bare.startswith("#") else -1


def _moved(text: str, more: int) -> str:
    if more >= 0:
        return " " * more + text if text.strip() else text
    return text[min(-more, len(text) - len(text.lstrip(" "))) :]
