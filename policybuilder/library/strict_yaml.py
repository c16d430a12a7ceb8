"""YAML as authors mean it: every scalar stays the text that was typed, and every value knows its line.

What a scalar is (a number, a date, yes or no) is for the schema to say, so `no`, `010` and `1.10` stay text
where text is wanted. Duplicate keys, anchors, aliases, tags, several documents in one file and deep nesting are
refused: a policy profile needs none of them and each hides a mistake or an attack. So are characters that no document
can show, whether they stand in the file or are written as an escape.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import yaml

from policybuilder.errors import Location, PolicyBuilderError, Problem, fail
from policybuilder.inert import NO_FORMAT
from policybuilder.library.workspace import MAX_BYTES

MAX_DEPTH = 40
MAX_VALUES = 50_000
"""How many keys, texts, lists and mappings a file may hold; the library's largest has about 5,000."""
UNSHOWABLE = re.compile(f"[{NO_FORMAT}\x0b-\x0d\x85\u2028\u2029\ue000-\uf8ff\ufeff]")
"""Control characters, halves of characters, line separators that editors do not show, and characters of private use."""

NO_TEXT = "put the file back from a copy, such as an earlier version in OneDrive, or save it as plain text in UTF-8"
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Plain = str | None | list["Plain"] | dict[str, "Plain"]
Key = str | int


class _Later:
    """A node's members while nobody has looked at them: `later` gives them. Most places are never asked for."""

    __slots__ = ("later",)
    later: Callable[[], list[Any]]

    def __getattr__(self, name: str) -> Any:
        """Return a member of a node that has been put off until now. Raises AttributeError for any other name."""
        if name not in _MEMBERS:
            raise AttributeError(name)
        for member, value in zip(_MEMBERS, self.later(), strict=True):
            object.__setattr__(self, member, value)
        return object.__getattribute__(self, name)


_MEMBERS = ("value", "location", "keys")


@dataclass(frozen=True, slots=True)
class Node(_Later):
    """A value of a YAML file with its place.

    `value` is text, None (nothing, `null` or `~`, unquoted), a list of nodes, or a mapping of key to node;
    `keys` holds the places of a mapping's keys.
    """

    value: str | list[Node] | dict[str, Node] | None
    location: Location
    keys: dict[str, Location]

    def plain(self) -> Plain:
        """Return the value without places, as text, None, lists and dicts."""
        if isinstance(self.value, list):
            return [item.plain() for item in self.value]
        if isinstance(self.value, dict):
            return {key: item.plain() for key, item in self.value.items()}
        return self.value

    def child(self, *path: Key) -> Node | None:
        """Return the node at a path of keys and list positions, or None when there is none."""
        node: Node | None = self
        for key in path:
            if node is None:
                return None
            if isinstance(node.value, dict):
                node = node.value.get(str(key))
            elif isinstance(node.value, list) and isinstance(key, int) and key < len(node.value):
                node = node.value[key]
            else:
                return None
        return node

    def place(self, *path: Key) -> Location:
        """Return the place of the key (or list item) at a path; of the nearest parent when it is not there."""
        node, place = self, self.location
        for key in path:
            if isinstance(node.value, dict) and str(key) in node.value:
                place, node = node.keys[str(key)], node.value[str(key)]
            elif isinstance(node.value, list) and isinstance(key, int) and key < len(node.value):
                node = node.value[key]
                place = node.location
            else:
                break
        return place


def shown(value: object) -> str:
    """Return what a message says was found: a text in quotes, on one line and cut short, or the kind of value."""
    if isinstance(value, str):
        line = " ".join(value.split())
        return f'"{line}"' if len(line) <= 60 else f'"{line[:60]}…"'
    return "a list" if isinstance(value, list) else "a mapping" if value is not None else "nothing"


def decode_text(content: bytes, name: str, limit: int = MAX_BYTES) -> str:
    """Return a file's text without a byte-order mark, its lines ending in a new line on every system.

    Raises PolicyBuilderError when the file is larger than `limit` bytes, is no text or is not UTF-8, with its line.
    """
    if len(content) > limit:
        raise fail(
            Location(name),
            f"the file has {len(content):,} bytes; the most that is read is {limit:,}",
            "file-too-large",
            "split it, or check that it is the right file",
        )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise fail(Location(name, 1, 1), "the file is UTF-16, not UTF-8", "not-utf-8", "save it again as UTF-8")
    if content.count(b"\0") * 5 > len(content):
        what, hint = "the file holds bytes of nought: it is no text, or was cut off while it was saved", NO_TEXT
        above = content[: content.index(b"\0")]
        place = Location(name, above.count(b"\n") + 1, len(above) - above.rfind(b"\n"))
        raise fail(place, what, "not-text", hint)
    if content.startswith((b"PK\3\4", b"%PDF", b"\xd0\xcf\x11\xe0")):
        raise fail(Location(name, 1, 1), "the file is a Word, zip or PDF file under another name", "not-text", NO_TEXT)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode()
        place = place_in(before, len(before), name)
        raise fail(place, "the file is not UTF-8", "not-utf-8", "save it again as UTF-8") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def place_in(text: str, position: int, name: str, first_line: int = 1) -> Location:
    """Return the place of a position of a text that starts on `first_line` of the file `name`."""
    before = text[:position]
    return Location(name, first_line + before.count("\n"), position - before.rfind("\n"))


def unshowable(text: str, name: str, first_line: int = 1) -> list[Problem]:
    """Return a problem for the first character of a text that no document can show; none when all can be shown."""
    found = UNSHOWABLE.search(text)
    if found is None:
        return []
    message = f"a character that no document can show, U+{ord(found.group()):04X}"
    hint = "delete it; it was probably pasted in"
    return [Problem(place_in(text, found.start(), name, first_line), message, "control-character", hint)]


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read of a text: its root, and every problem with the YAML itself.

    `text` is what was read in the end: line for line what was typed, and what was meant where that was no YAML. `whole`
    is false when lines whose meaning was lost were left out, so that what is missing may only be unread.
    """

    root: Node
    problems: tuple[Problem, ...]
    text: str
    whole: bool = True


def read_yaml(text: str, name: str, first_line: int = 1, top: Collection[str] = ()) -> Node:
    """Return the root of a YAML text as a node whose places are in the file `name`.

    `first_line` is the line of the file on which the text starts (front matter starts on line 2); `top` are the keys
    that stand at the start of a line in this kind of file. An empty text is an empty mapping. Raises PolicyBuilderError
    with every problem of a text that is not strict YAML.
    """
    reading = read_on(text, name, first_line, top)
    if reading.problems:
        raise PolicyBuilderError(reading.problems)
    return reading.root


def read_on(text: str, name: str, first_line: int = 1, top: Collection[str] = ()) -> Reading:
    """Return what can be read of a YAML text, bad lines put right as far as that goes; see `read_yaml`.

    Raises PolicyBuilderError for what makes a text unfit to be read at all: nesting without end, a second document, or
    a character that no document can show.
    """
    if problems := unshowable(text, name, first_line):
        raise PolicyBuilderError(problems)
    try:
        return parse(text, name, first_line)
    except yaml.MarkedYAMLError as error:
        # Imported here: most texts are read at once.
        from policybuilder.library.yaml_recovery import recover

        return recover(text, name, first_line, top, error)


def parse(text: str, name: str, first_line: int = 1) -> Reading:
    """Return what the parser reads of a text. Raises yaml.MarkedYAMLError where it gives up, and see `read_on`."""
    reader = _Reader(name, first_line - 1, text)
    try:
        # Events are read one by one: what is nested too deep is refused before the parser has gone through all of it.
        root = reader.document(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        # A parser looks ahead of what it has told, and may have limits of its own. What is refused here before the
        # place where it stopped comes first, so that no version of the parser decides what is said.
        if error.problem_mark is not None:
            with suppress(yaml.MarkedYAMLError):
                _Reader(name, first_line - 1, text).document(
                    yaml.parse(text[: error.problem_mark.index], Loader=_LOADER)
                )
        raise
    return Reading(root, tuple(reader.problems), text)


class _Reader:
    """Builds nodes from the parser's events; holds the file's name and the line that its text starts after."""

    def __init__(self, name: str, lines_before: int, text: str) -> None:
        self.name = name
        self.lines_before = lines_before
        self.text = text
        self.problems: list[Problem] = []
        self.values = 0

    def note(self, place: Location, message: str, code: str, hint: str) -> None:
        self.problems.append(Problem(place, message, code, hint))

    def mark(self, mark: Any) -> Location:
        if mark is None:
            return Location(self.name)
        return Location(self.name, mark.line + 1 + self.lines_before, mark.column + 1)

    def document(self, events: Iterator[yaml.Event]) -> Node:
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise fail(
                        self.mark(event.start_mark),
                        "a second document starts here",
                        "yaml-documents",
                        "one file holds one document; remove the --- line",
                    )
                root = self.node(next(events), events, 0)
        if root is None or root.value is None:
            return Node({}, Location(self.name, 1 + self.lines_before, 1), {})
        return root

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        place = self.mark(event.start_mark)
        alias = isinstance(event, yaml.AliasEvent)
        if alias or getattr(event, "anchor", None):
            self.note(
                place,
                "anchors (&) and aliases (*) are not used here",
                "yaml-alias",
                "write the value out, or put quotes around text that starts with & or *",
            )
        if alias:
            return Node(None, place, {})
        self.values += 1
        if self.values > MAX_VALUES:
            message = f"the file holds more than {MAX_VALUES:,} keys and values"
            raise fail(place, message, "file-too-large", "split it, or check that it is the right file")
        if depth > MAX_DEPTH:
            raise fail(place, f"nested more than {MAX_DEPTH} deep", "yaml-depth", "flatten the structure")
        tag = getattr(event, "tag", None)
        if tag not in (None, "!"):
            self.note(place, f'tags such as "{tag}" are not used here', "yaml-tag", "remove the tag")
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, place)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(place, events, depth)
        return self.mapping(place, events, depth)

    def scalar(self, event: yaml.ScalarEvent, place: Location) -> Node:
        # Only a text in double quotes can hold an escape.
        if event.style == '"' and (bad := UNSHOWABLE.search(event.value)):
            message = f"a character that no document can show, U+{ord(bad.group()):04X}"
            self.note(place, message, "control-character", "remove the escape that stands for it")
        plain = event.style is None or event.style == ""
        start: Any = event.start_mark
        end: Any = event.end_mark
        if plain and start.line != end.line:
            # Imported here: few texts go over lines without quotes or | before them.
            from policybuilder.library.yaml_folds import folded

            self.problems.extend(folded(self.text, start.line, end.line, place))
        return Node(None if plain and event.value in _NULLS else event.value, place, {})

    def sequence(self, place: Location, events: Iterator[yaml.Event], depth: int) -> Node:
        items: list[Node] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self.node(event, events, depth + 1))
        return Node(items, place, {})

    def mapping(self, place: Location, events: Iterator[yaml.Event], depth: int) -> Node:
        members: dict[str, Node] = {}
        places: dict[str, Location] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self.node(event, events, depth + 1)
            value = self.node(next(events), events, depth + 1)
            if isinstance(key.value, dict) and key.location.line:
                message = "an answer holds no {{ … }}: only the library's clauses do"
                self.note(key.location, message, "yaml-key", "write the words that are to be printed")
                continue
            if not isinstance(key.value, str) or "\n" in key.value:
                self.note(key.location, "a key must be text on one line", "yaml-key", "give the key a name")
                continue
            if key.value in members:
                hint = f"it is first given on line {places[key.value].line}; keep one of them"
                self.note(key.location, f'the key "{key.value}" is given twice', "duplicate-key", hint)
                continue
            members[key.value] = value
            places[key.value] = key.location
        return Node(members, place, places)
