"""The places of a YAML text: on which lines a key, its value or its question stands, and where a new line belongs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import yaml

from policybuilder.errors import Location, PolicyBuilderError, fail
from policybuilder.library.strict_yaml import Key, Node, read_yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BLOCK = frozenset({"|", ">"})
_COMMENT = re.compile(r" *#")

Path = Sequence[Key]
"""Keys, and positions in lists, from the top of a file to a value."""


@lru_cache(maxsize=4)
def read_once(text: str, name: str) -> Node:
    """Return the root of a YAML text, read once however often it is asked for in a row; see `read_yaml`.

    A change is made in a text that was just proved, and reading it is most of the work. Nobody changes a node.
    """
    return read_yaml(text, name)


class Tree:
    """A YAML text with the place of every value. Lines and columns are counted from 0 here.

    Raises PolicyBuilderError when the text is no YAML that is read here.
    """

    def __init__(self, text: str, name: str = "") -> None:
        read_once(text, name)  # which refuses anchors, tags, keys given twice and the rest
        self.text, self.name = text, name
        self.lines = text.split("\n")
        self._starts = [0]
        for line in self.lines:
            self._starts.append(self._starts[-1] + len(line) + 1)
        root = yaml.compose(text, Loader=_LOADER)
        self.root: yaml.Node = root or yaml.MappingNode("", [], None, None)  # a file of comments alone

    def refused(self, path: Path, why: str) -> PolicyBuilderError:
        """Return the error for a change that cannot be made, at the nearest line there is."""
        place = read_once(self.text, self.name).place(*path)
        return fail(place or Location(self.name), f"cannot be changed: {why}", "edit-refused", "edit the file by hand")

    # Values ----------------------------------------------------------------------------------------------

    def node(self, path: Path) -> yaml.Node | None:
        """Return the value at a path, or None."""
        node, known = self.deepest(path)
        return node if known == len(path) else None

    def deepest(self, path: Path) -> tuple[yaml.Node, int]:
        """Return the deepest value on a path that is there, and how many steps lead to it."""
        node = self.root
        for step, key in enumerate(path):
            below = _child(node, key)
            if below is None:
                return node, step
            node = below
        return node, len(path)

    def start(self, node: yaml.Node) -> int:
        """Return where a value starts in the text."""
        return self._offset(node.start_mark)

    def end(self, node: yaml.Node) -> int:
        """Return where a value that is no block ends in the text."""
        return self._offset(node.end_mark)

    def is_on_one_line(self, node: yaml.Node) -> bool:
        """Return whether a value stands on one line, so that another can take its place there."""
        block = node.style in _BLOCK if isinstance(node, yaml.ScalarNode) else not is_flow(node)
        return not block and node.start_mark.line == node.end_mark.line

    def in_flow(self, path: Path) -> bool:
        """Return whether a value stands within brackets or braces."""
        return any(node is not None and is_flow(node) for node in (self.node(path[:n]) for n in range(len(path))))

    # Lines -----------------------------------------------------------------------------------------------

    def last_line(self, node: yaml.Node) -> int:
        """Return the last line of a value, comments and empty lines after it left out."""
        if isinstance(node, yaml.ScalarNode):
            if node.style not in _BLOCK:
                return int(node.end_mark.line)
            last = node.end_mark.line if node.end_mark.column else node.end_mark.line - 1
            last = min(last, len(self.lines) - 1)
            while last > node.start_mark.line and not self.lines[last].strip():
                last -= 1
            return int(last)
        if is_flow(node) or not node.value:
            return int(node.end_mark.line)
        last_value = node.value[-1]
        return self.last_line(last_value[1] if isinstance(last_value, tuple) else last_value)

    def lines_of(self, parent: yaml.Node, key: Key) -> tuple[int, int]:
        """Return the first and last line of an entry of a block: its key or hyphen, and all of its value."""
        if isinstance(parent, yaml.SequenceNode):
            node = parent.value[int(key)]
            return self._hyphen(parent, node), self.last_line(node)
        name, value = _pair(parent, key)
        return name.start_mark.line, self.last_line(value)

    def column_of(self, parent: yaml.Node, key: Key) -> int:
        """Return how far in an entry of a block stands: its key or hyphen."""
        if isinstance(parent, yaml.SequenceNode):
            return int(parent.start_mark.column)
        return int(_pair(parent, key)[0].start_mark.column)

    def span_in_flow(self, parent: yaml.Node, key: Key) -> tuple[int, int]:
        """Return where an entry within brackets or braces starts and ends, with the comma that it needs."""
        entries = [item if isinstance(item, tuple) else (item, item) for item in parent.value]
        number = int(key) if isinstance(parent, yaml.SequenceNode) else [e[0].value for e in entries].index(key)
        first, last = entries[number]
        if number + 1 < len(entries):
            return self.start(first), self.start(entries[number + 1][0])
        if number == 0:
            end = self.end(last)
            comma = re.match(r"\s*,", self.text[end:])
            return self.start(first), end + (comma.end() if comma else 0)
        return self.end(entries[number - 1][1]), self.end(last)

    def span_of_key(self, parent: yaml.Node, key: Key) -> tuple[int, int]:
        """Return where the key of an entry of a mapping starts and ends."""
        name = _pair(parent, key)[0]
        return self.start(name), self.end(name)

    def comment_on(self, line: int, node: yaml.Node) -> str:
        """Return the comment at the end of a key's line, with two spaces before it; "" where there is none."""
        if node.start_mark.line == line and self.is_on_one_line(node):
            rest = self.lines[line][node.end_mark.column :]
        elif isinstance(node, yaml.ScalarNode) and node.style in _BLOCK and node.start_mark.line == line:
            rest = self.lines[line][node.start_mark.column + 1 :].lstrip("0123456789+-")
        else:
            rest = self.lines[line].partition(":")[2] if node.start_mark.line > line else ""
        return f"  {rest.strip()}" if rest.strip().startswith("#") else ""

    def comments(self, first: int, last: int) -> list[str]:
        """Return the lines that are comments between the first and the last line of an entry."""
        if self._in_words(first, last):
            return []
        return [line for line in self.lines[first + 1 : last + 1] if _COMMENT.match(line)]

    def with_lines(self, at: int, lines: Sequence[str], until: int | None = None) -> str:
        """Return the text with lines in place of those from `at` to before `until`; nothing goes without `until`."""
        until = at if until is None else max(at, until)
        kept = self.lines[:at]
        if at >= len(self.lines) and kept and kept[-1] == "":
            kept.pop()  # the file ends in a new line, which stays at its end
            return "\n".join([*kept, *lines, ""])
        return "\n".join([*kept, *lines, *self.lines[until:]])

    # Where a new key goes --------------------------------------------------------------------------------

    def indent_below(self, above: Path, parent: yaml.Node) -> int:
        """Return how far in the keys of a mapping stand, or would stand."""
        if isinstance(parent, yaml.MappingNode) and parent.value:
            return int(parent.value[0][0].start_mark.column)
        return self._column(above) + 2 if above else 0

    def question(self, above: Path, parent: yaml.Node, key: str, indent: int) -> tuple[int, int] | None:
        """Return the first and last line of a key that stands as a comment among those of a mapping, or None.

        What is further in after its hash belongs to it: the entries of a list, the keys of an example.
        """
        first, last = self._room(above, parent, indent)
        asked = re.compile(rf" {{{indent}}}# ?{re.escape(key)}:(?=\s|$)")
        inside = self._lines_of_words()
        # The last of several: what stands above it with the same word is a sentence about it.
        for number in reversed(range(first, last)):
            if number in inside or not asked.match(self.lines[number]):
                continue
            end = number
            more = re.compile(rf" {{{indent}}}#(?: {{2,}}| ?- )\S")
            while end + 1 < last and more.match(self.lines[end + 1]):
                end += 1
            return number, end
        return None

    def line_after(self, above: Path, parent: yaml.Node, indent: int) -> int:
        """Return the line before which a key more of a mapping goes: after its last one."""
        if isinstance(parent, yaml.MappingNode) and parent.value:
            return self.last_line(parent) + 1
        if above:
            return self._key_line(above) + 1
        last = len(self.lines)
        return last - 1 if last > 1 and not self.lines[-1] else last

    def room_below(self, above: Path, parent: yaml.Node, heading: str) -> tuple[int, bool]:
        """Return the line before which more comments of a mapping go, and whether a heading is not among its lines.

        Below its heading they go before the next one, a comment that starts alike; else to the end of the mapping.
        """
        first, last = self._room(above, parent, self.indent_below(above, parent))
        words, start = self._lines_of_words(), heading[: heading.find("#") + len("# ---")]
        lines = [number for number in range(first, last) if heading and number not in words]
        headings = [number for number in lines if self.lines[number].startswith(start)]
        mine = next((number for number in headings if self.lines[number].rstrip() == heading), None)
        if mine is not None:
            last = next((number for number in headings if number > mine), last)
        while last > first and not self.lines[last - 1].strip():
            last -= 1
        return last, mine is None

    def _room(self, above: Path, parent: yaml.Node, indent: int) -> tuple[int, int]:
        """Return the lines that belong to a mapping, with the comments at its end."""
        first = self._key_line(above) + 1 if above else 0
        last = self.last_line(parent) + 1 if isinstance(parent, yaml.MappingNode) and parent.value else first
        while last < len(self.lines):
            line = self.lines[last]
            if line.strip() and len(line) - len(line.lstrip(" ")) < indent:
                break
            if line.strip() and not _COMMENT.match(line):
                break
            last += 1
        return first, last

    def _key_line(self, path: Path) -> int:
        parent = self.node(path[:-1])
        assert parent is not None
        return self.lines_of(parent, path[-1])[0]

    def _column(self, path: Path) -> int:
        parent = self.node(path[:-1])
        assert parent is not None
        column = self.column_of(parent, path[-1])
        return column + 2 if isinstance(parent, yaml.SequenceNode) else column

    def _hyphen(self, parent: yaml.Node, node: yaml.Node) -> int:
        """Return the line of an entry's hyphen, which may stand above its value."""
        column, line = parent.start_mark.column, int(node.start_mark.line)
        while line > parent.start_mark.line and self.lines[line][column : column + 1] != "-":
            line -= 1
        return line

    def _in_words(self, first: int, last: int) -> bool:
        return any(line in self._lines_of_words() for line in range(first, last + 1))

    def _lines_of_words(self) -> frozenset[int]:
        """Return the lines that are words below `|` or `>`, in which a hash starts no comment."""
        found: set[int] = set()

        def walk(node: yaml.Node) -> None:
            if isinstance(node, yaml.ScalarNode):
                if node.start_mark.line < node.end_mark.line:
                    found.update(range(node.start_mark.line + 1, self.last_line(node) + 1))
                return
            for item in node.value:
                for each in item if isinstance(item, tuple) else (item,):
                    walk(each)

        walk(self.root)
        return frozenset(found)

    def _offset(self, mark: yaml.Mark) -> int:
        return self._starts[mark.line] + int(mark.column)


def is_flow(node: yaml.Node) -> bool:
    """Return whether a value stands within brackets or braces of its own."""
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def _child(node: yaml.Node, key: Key) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for name, value in node.value if name.value == str(key)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        found: yaml.Node = node.value[key]
        return found
    return None


def _pair(parent: yaml.Node, key: Key) -> tuple[yaml.Node, yaml.Node]:
    found: tuple[yaml.Node, yaml.Node] = next(pair for pair in parent.value if pair[0].value == str(key))
    return found
