"""What reading a text gave, kept by the digest of the text: a text that was read once need not be read again.

Reading is pure: the same text gives the same value, wherever the file lies. So what was read may be kept for as long
as one likes, shipped with the program, or left between two runs. The stored form is JSON that names known classes and
their fields. Loading it makes values of those classes and of nothing else, and runs no code that the file could choose.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from policybuilder.errors import Location
from policybuilder.program import PACKAGE, library_versions, program_stamp
from policybuilder.version import VERSION

FORMAT = 2
MODULES = frozenset(
    {
        "policybuilder.adopt.index",
        "policybuilder.document.words",
        "policybuilder.errors",
        "policybuilder.library.clauses",
        "policybuilder.library.schema.clauses",
        "policybuilder.library.schema.profiles",
        "policybuilder.library.schema.reference",
        "policybuilder.library.schema.templates",
        "policybuilder.library.strict_yaml",
        "policybuilder.library.template_language",
        "policybuilder.writers.word.shell.look",
        "policybuilder.writers.word.shell.shell",
        "jinja2.nodes",
    }
)
"""Where the classes are defined whose values may be kept. They only hold: making one does nothing else."""

_NAMED = {"ClauseSource": "file", "Shell": "name"}
"""The field of a class that holds the name of the file that was read; the same text may lie in another file."""
_MOST = 20_000
"""How many readings a process holds; past that it starts anew, because most of them are old."""
_TEXTS_OF_A_FILE = 2
"""How many texts of one file are known: as it is, and as a change that is looked at would make it."""

# Tags of the stored form; a list that starts with a larger number is a value of the class of that number.
_LIST, _TUPLE, _MAPPING, _FROZENSET, _DATE, _PLACE, _BYTES, _NAME = range(8)
_CLASSES_FROM = 8

T = TypeVar("T")


@dataclass(frozen=True, order=True)
class Key:
    """What was read: the kind of reading, and the digest of the text."""

    kind: str
    digest: str


def key_of(kind: str, *texts: str | bytes) -> Key:
    """Return the key of a reading of some texts, which together decide what it gives."""
    digest = hashlib.sha256()
    for text in texts:
        content = text.encode(errors="surrogatepass") if isinstance(text, str) else text
        digest.update(len(content).to_bytes(8, "big"))
        digest.update(content)
    return Key(kind, digest.hexdigest())


class Readings:
    """The readings that a process knows: those made in it, and those of stored files, decoded when asked for."""

    def __init__(self, *shipped: tuple[Path, Callable[[], str]]) -> None:
        """Know what a file holds that ships with the program, opened when a reading is first asked for.

        Each comes with what it must have been made with; the first that is there and whole is used.

        `made` counts the readings that nothing answered, which had to be made.
        """
        self.made = 0
        self._shipped = shipped
        self._known: dict[tuple[Key, str], Any] = {}
        self._texts: dict[tuple[str, str], tuple[Key, ...]] = {}
        self._stored: list[Stored] = []

    def of_file(self, key: Key, name: str, read: Callable[[], T]) -> T:
        """Return what reading a whole file gives, like `of`. Of one file only the last texts are known.

        Else a program that runs for days would know each text that a council's answers ever had.
        """
        found = self.of(key, name, read)
        before = self._texts.get((key.kind, name), ())
        if key not in before[:1]:
            texts = (key, *(each for each in before if each != key))
            for old in texts[_TEXTS_OF_A_FILE:]:
                self._known.pop((old, name), None)
            self._texts[key.kind, name] = texts[:_TEXTS_OF_A_FILE]
        return found

    def of(self, key: Key, name: str, read: Callable[[], T]) -> T:
        """Return what reading gives: known from before, or else read now and known from now on.

        `name` is how the file is called in messages. What `read` raises is not kept.
        """
        found = self._known.get((key, name))
        if found is None:
            self._open_shipped()
            found = next((value for stored in self._stored if (value := stored.get(key, name)) is not None), None)
            if found is None:
                found = read()
                self.made += 1
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[key, name] = found
        made: T = found
        return made

    def use(self, stored: Stored) -> None:
        """Answer from a stored file from now on."""
        if all(stored.origin != other.origin for other in self._stored):
            self._stored.append(stored)

    def is_shipped(self, key: Key) -> bool:
        """Return whether the file that ships with the program has a reading."""
        return any(key in stored for stored in self._stored if stored.origin in _ORIGINS)

    def _open_shipped(self) -> None:
        files, self._shipped = self._shipped, ()
        for path, stamp in files:
            # One that is damaged, or of another version, is as good as none.
            with contextlib.suppress(OSError, ValueError):
                self.use(Stored(path.read_bytes(), stamp(), str(path)))
                return

    def forget(self) -> None:
        """Know nothing any more, nor what ships with the program."""
        self.made = 0
        self._shipped = ()
        self._known.clear()
        self._texts.clear()
        self._stored.clear()

    def known(self) -> Mapping[tuple[Key, str], Any]:
        """Return every reading of this process with its key and the name of its file."""
        return self._known


SHIPPED = PACKAGE / "readings.json"
"""Made when the program is packed (see `lifecycle.shipped`)."""

IN_PLACE = PACKAGE / "readings-in-place.json"
"""Made when a checkout is installed in place; who changes the program or the libraries that read has none."""

_ORIGINS = frozenset({str(SHIPPED), str(IN_PLACE)})


def in_place_stamp() -> str:
    """Return what the readings of a checkout must have been made with: these very files, and these libraries."""
    return " ".join((VERSION, program_stamp(), *library_versions()))


READINGS = Readings((SHIPPED, lambda: VERSION), (IN_PLACE, in_place_stamp))
"""The readings of this process. Each is what reading gives, so it makes no difference but to the time."""


# The stored form -----------------------------------------------------------------------------------------


class Stored:
    """A stored file of readings, each decoded when it is asked for."""

    def __init__(self, content: bytes, stamp: str, origin: str) -> None:
        """Open a file's content. `stamp` is what it must have been made with, `origin` the name of the file.

        Raises ValueError for content that is damaged, of another format or made with something else.
        """
        self.origin = origin
        head, _, self._body = content.partition(b"\n")
        digest, _, index = head.partition(b" ")
        if digest.decode("ascii", "replace") != _digest(index, self._body):
            raise ValueError("the file is damaged")
        header = json.loads(index)
        if header["format"] != FORMAT or header["stamp"] != stamp:
            raise ValueError("the file was made with something else")
        self._entries: dict[str, list[int]] = header["entries"]
        self._decoder = _Decoder(header["classes"])

    def get(self, key: Key, name: str) -> Any:
        """Return a reading, or None when there is none of this key, or its class holds other things now."""
        found = self._entries.get(f"{key.kind} {key.digest}")
        if found is None:
            return None
        start, end = found
        try:
            return self._decoder.value(json.loads(self._body[start:end]), name)
        except ValueError:
            return None

    def __contains__(self, key: Key) -> bool:
        """Return whether the file has a reading of this key."""
        return f"{key.kind} {key.digest}" in self._entries

    def __len__(self) -> int:
        """Return how many readings the file has."""
        return len(self._entries)


def stored_form(readings: Mapping[tuple[Key, str], Any], stamp: str) -> bytes:
    """Return readings as the content of a file for `Stored`. The same readings give the same bytes."""
    encoder = _Encoder()
    body, entries = bytearray(), {}
    for (key, name), value in sorted(readings.items(), key=lambda item: item[0]):
        id = f"{key.kind} {key.digest}"
        if id in entries:
            continue  # the same text, read under two names
        start = len(body)
        body += _as_text(encoder.plain(value, name)).encode()
        entries[id] = [start, len(body)]
    header = {"format": FORMAT, "stamp": stamp, "classes": encoder.classes(), "entries": entries}
    index = json.dumps(header, separators=(",", ":")).encode()
    return b"%s %s\n%s" % (_digest(index, bytes(body)).encode(), index, bytes(body))


def _as_text(plain: Any) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _digest(index: bytes, body: bytes) -> str:
    digest = hashlib.sha256(index)
    digest.update(body)
    return digest.hexdigest()


class _Encoder:
    """Turns values into what JSON holds, and numbers the classes that it meets."""

    def __init__(self) -> None:
        self._numbers: dict[type, int] = {}
        self._within = False

    def classes(self) -> list[list[Any]]:
        return [[kind.__module__, kind.__name__, list(_members(kind))] for kind in self._numbers]

    def plain(self, value: Any, name: str) -> Any:
        if value is None or isinstance(value, str | bool | int | float):
            return value
        if isinstance(value, Location):
            own = [] if value.path == name else [value.path]
            return [_PLACE, value.line, value.column, *own]
        if isinstance(value, list):
            return [_LIST, *(self.plain(item, name) for item in value)]
        if isinstance(value, tuple):
            return [_TUPLE, *(self.plain(item, name) for item in value)]
        if isinstance(value, dict):
            return [_MAPPING, *(self.plain(part, name) for item in value.items() for part in item)]
        if isinstance(value, frozenset):
            return [_FROZENSET, *(self.plain(item, name) for item in sorted(value))]
        if isinstance(value, date):
            return [_DATE, value.isoformat()]
        if isinstance(value, bytes):
            return [_BYTES, value.decode("latin-1")]
        return self._of_class(value, name)

    def _of_class(self, value: Any, name: str) -> list[Any]:
        kind = type(value)
        if kind.__module__ not in MODULES:
            raise TypeError(f"a {kind.__module__}.{kind.__name__} cannot be kept")
        number = self._numbers.setdefault(kind, len(self._numbers))
        if hasattr(kind, "later") and not self._within:
            # What can wait is a text of its own, so that it waits with being parsed, too; within it nothing is.
            self._within = True
            parts: list[Any] = [_as_text(self._parts(value, kind, name))]
            self._within = False
        else:
            parts = self._parts(value, kind, name)
        return [_CLASSES_FROM + number, *parts]

    def _parts(self, value: Any, kind: type, name: str) -> list[Any]:
        parts = []
        for member in _members(kind):
            part = getattr(value, member)
            is_name = member == _NAMED.get(kind.__name__) and part == name
            parts.append([_NAME] if is_name else self.plain(part, name))
        return parts


def _members(kind: type) -> tuple[str, ...]:
    """Return the names of what a value of a class holds."""
    if is_dataclass(kind):
        return tuple(item.name for item in fields(kind))
    # The nodes of Jinja's trees.
    return (*kind.fields, "lineno")  # type: ignore[attr-defined]


class _Decoder:
    """Makes values of what an encoder wrote. Raises ValueError for a class that this program does not keep.

    A class is looked up when the first value of it is made: its module may take longer to import than all the rest.
    """

    def __init__(self, classes: list[list[Any]]) -> None:
        for module, *_ in classes:
            if module not in MODULES:
                raise ValueError(f"{module} holds nothing that is kept")
        self._classes = classes
        self._kinds: list[_Kind | None] = [None] * len(classes)

    def _look_up(self, number: int) -> _Kind:
        kind = self._kinds[number] = _kind(*self._classes[number])
        return kind

    def value(self, plain: Any, name: str) -> Any:
        kinds, look_up = self._kinds, self._look_up
        new = object.__new__

        def made(plain: list[Any]) -> Any:
            tag = plain[0]
            # What there is most of comes first.
            if tag == _LIST:
                return [made(part) if type(part) is list else part for part in plain[1:]]
            if tag >= _CLASSES_FROM:
                number = tag - _CLASSES_FROM
                kind, members, waits = kinds[number] or look_up(number)
                value = new(kind)
                if waits:
                    object.__setattr__(value, "later", lambda: looked_at(plain))
                else:
                    values = [made(part) if type(part) is list else part for part in plain[1:]]
                    value.__dict__.update(zip(members, values, strict=True))
                return value
            if tag == _PLACE:
                place = new(Location)
                path = plain[3] if len(plain) > 3 else name
                place.__dict__.update(path=path, line=plain[1], column=plain[2])
                return place
            if tag == _NAME:
                return name
            if tag == _DATE:
                return date.fromisoformat(plain[1])
            if tag == _BYTES:
                return plain[1].encode("latin-1")
            parts = [made(part) if type(part) is list else part for part in plain[1:]]
            if tag == _TUPLE:
                return tuple(parts)
            if tag == _MAPPING:
                return dict(zip(parts[::2], parts[1::2], strict=True))
            return frozenset(parts)

        def looked_at(plain: list[Any]) -> list[Any]:
            """Return the members of a value that waited: those of the outermost are a text, see the encoder."""
            parts = json.loads(plain[1]) if len(plain) == 2 else plain[1:]
            return [made(part) if type(part) is list else part for part in parts]

        return made(plain) if type(plain) is list else plain


_Kind = tuple[type, tuple[str, ...], bool]
"""A class of the stored form, its members, and whether its values can wait until they are looked at."""


def _kind(module: str, name: str, members: list[str]) -> _Kind:
    """Return a class of one of the modules whose values may be kept. Raises ValueError for one that is none of them."""
    kind = getattr(importlib.import_module(module), name, None)
    if not isinstance(kind, type) or not (is_dataclass(kind) or hasattr(kind, "fields")):
        raise ValueError(f"{module}.{name} is nothing that is kept")
    if _members(kind) != tuple(members):
        raise ValueError(f"{module}.{name} holds something else now")
    return kind, tuple(members), hasattr(kind, "later")
