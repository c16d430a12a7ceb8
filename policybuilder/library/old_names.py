"""Old ids that a file names, each with its place, and the file as it would be with the ids that are used now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from policybuilder.errors import Location, Problem, Problems
from policybuilder.library.given_up import IdKind, Names
from policybuilder.library.question_places import answer_path
from policybuilder.library.schema import PARAMETER_SECTIONS
from policybuilder.library.strict_yaml import Key, Node

Part = Literal["key", "value", "words"]
_ENTRIES = ("include", "exclude", "amend")
_Change = Callable[[Node], Node | None]


@dataclass(frozen=True)
class OldName:
    """An old id: the path of the key, value or words that name it, and what it is called now.

    `new_path` is where a key goes, and `new` the text that takes the place of a value or of words. Both are empty for
    what was withdrawn, which counts for nothing; `why` says when and why.
    """

    part: Part
    kind: IdKind
    path: tuple[Key, ...]
    old: str
    new: str
    location: Location
    new_path: tuple[Key, ...] = ()
    why: str = ""
    advice: str = ""

    @property
    def is_gone(self) -> bool:
        """Whether it was withdrawn, and not renamed."""
        return bool(self.why)

    def warning(self, hint: str) -> Problem:
        """Return what is said of it when the file is read; `hint` says how it is put right."""
        if self.is_gone:
            what = f'"{self.old}" {self.why}; what is said of it here counts for nothing'
            return Problem(self.location, what, "withdrawn", ". ".join(filter(None, [self.advice, hint])), "warning")
        what = f'"{self.old}" is called "{self.new}" now' if self.part != "words" else "the words use names of before"
        return Problem(self.location, what, "renamed", hint, "warning")


def old_names(profile: Node, names: Names) -> tuple[OldName, ...]:
    """Return the old ids that a profile names, in reading order."""
    return tuple(sorted(_in_profile(profile, names), key=lambda each: (each.location.line, each.location.column)))


def old_names_in_template(template: Node, names: Names) -> tuple[OldName, ...]:
    """Return the clauses that a template lists by an id that they had before; one that was withdrawn is an error."""
    sections = template.child("sections")
    count = len(sections.value) if sections is not None and isinstance(sections.value, list) else 0
    lists: list[tuple[Key, ...]] = [*(("sections", number, "clauses") for number in range(count)), ("appendices",)]
    found = (each for above in lists for each in _entries(template, above, names))
    return tuple(each for each in found if not each.is_gone)


def _in_profile(node: Node, names: Names) -> Iterator[OldName]:
    for section in PARAMETER_SECTIONS:
        yield from _keys(node, (section,), "parameter", names, f"{section}.")
    for path in (("parameters",), ("kept",)):
        yield from _keys(node, path, "parameter", names)
    yield from _keys(node, ("law_checked",), "law", names)
    yield from _keys(node, ("appendices",), "clause", names)
    documents = node.child("documents")
    for document in documents.value if documents is not None and isinstance(documents.value, dict) else ():
        above = ("documents", document)
        for key in ("parameters", "kept"):
            yield from _keys(node, (*above, key), "parameter", names)
        for key in _ENTRIES:
            yield from _entries(node, (*above, key), names)
        yield from _ids(node, (*above, "order", "clauses"), names)


def _keys(node: Node, above: Sequence[Key], kind: IdKind, names: Names, prefix: str = "") -> Iterator[OldName]:
    """Yield the old ids among the keys of a mapping."""
    at = node.child(*above)
    for key in at.value if at is not None and isinstance(at.value, dict) else ():
        id, place = f"{prefix}{key}", at.keys[key]  # type: ignore[union-attr]
        if (now := names.now(kind, id)) != id:
            # An answer stands in the section of its name; what names a parameter in full stays where it is.
            moves = prefix or tuple(above) == ("parameters",)
            new_path = answer_path(now) if moves else (*above, now)
            yield OldName("key", kind, (*above, key), id, now, place, new_path)
        elif gone := names.gone(kind, id):
            yield OldName("key", kind, (*above, key), id, "", place, (), gone.told, gone.advice)


def _entries(node: Node, above: Sequence[Key], names: Names) -> Iterator[OldName]:
    """Yield the old ids of a list of inclusions, exclusions or amendments."""
    at = node.child(*above)
    for number, entry in enumerate(at.value if at is not None and isinstance(at.value, list) else ()):
        path = (*above, number)
        if isinstance(entry.value, str):
            yield from _value(entry, path, path, names)
            continue
        for key in ("clause", "after"):
            child = entry.child(key)
            if child is not None:
                # What was withdrawn takes its whole entry with it, but for the council's words, which a person decides.
                whole = path if key == "clause" and above[-1] != "amend" else None
                yield from _value(child, (*path, key), whole, names)
        for key in ("was", "text"):
            child = entry.child(key)
            if child is not None and isinstance(child.value, str):
                new = names.words(child.value)
                if new != child.value:
                    yield OldName("words", "parameter", (*path, key), "", new, child.location)


def _value(node: Node, path: tuple[Key, ...], whole: tuple[Key, ...] | None, names: Names) -> Iterator[OldName]:
    """Yield the old clause that a value names; `whole` is what goes with it where it was withdrawn."""
    if not isinstance(node.value, str):
        return
    id = node.value
    if (now := names.now("clause", id)) != id:
        yield OldName("value", "clause", path, id, now, node.location)
    elif whole is not None and (gone := names.gone("clause", id)):
        yield OldName("value", "clause", whole, id, "", node.location, (), gone.told, gone.advice)


def _ids(node: Node, above: Sequence[Key], names: Names) -> Iterator[OldName]:
    """Yield the old clauses in whatever stands below a key: lists of ids, or mappings of and to them."""
    at = node.child(*above)
    waiting = [(tuple(above), at)] if at is not None else []
    while waiting:
        path, found = waiting.pop()
        if isinstance(found.value, list):
            waiting += [((*path, number), each) for number, each in enumerate(found.value)]
        elif isinstance(found.value, dict):
            waiting += [((*path, key), each) for key, each in found.value.items()]
        else:
            yield from _value(found, path, path, names)


def with_present_names(node: Node, found: Iterable[OldName], problems: Problems) -> Node:
    """Return a file with the ids that are used now in place of old ones, and without what was withdrawn.

    An id that stands there under both names is noted: which of the two counts, only a person knows.
    """
    old = list(found)
    for each in (one for one in old if one.part != "key" and not one.is_gone):
        node = _with(node, each.path, _said(each.new))
    for each in (one for one in old if one.part == "key" and not one.is_gone):
        other = node.child(*each.new_path)
        if other is not None:
            hint = f"the other is at {node.place(*each.new_path)}; keep one of the two, as {each.new}"
            message = f'"{each.old}" is called "{each.new}" now, which stands in the file, too'
            problems.add(each.location, message, "renamed-twice", hint)
            continue
        node = _moved(node, each)
    # The last of a list first, so that each position is still its own.
    for each in reversed([one for one in old if one.is_gone]):
        node = _with(node, each.path, _nothing)
    return node


def _nothing(_: Node) -> Node | None:
    return None


def _said(text: str) -> _Change:
    return lambda node: Node(text, node.location, {})


def _moved(node: Node, each: OldName) -> Node:
    child = node.child(*each.path)
    assert child is not None
    above, key = each.path[:-1], str(each.path[-1])
    if each.new_path[:-1] == above:
        new = str(each.new_path[-1])

        def renamed(parent: Node) -> Node:
            assert isinstance(parent.value, dict)
            value = {new if name == key else name: item for name, item in parent.value.items()}
            keys = {new if name == key else name: place for name, place in parent.keys.items()}
            return Node(value, parent.location, keys)

        return _with(node, above, renamed)
    node = _with(node, each.path, _nothing)
    return _put(node, each.new_path, child, each.location)


def _put(node: Node, path: Sequence[Key], child: Node, place: Location) -> Node:
    """Return a mapping with a value more at a path; mappings that are missing are made."""
    members = dict(node.value) if isinstance(node.value, dict) else {}
    key = str(path[0])
    inner = child if len(path) == 1 else _put(members.get(key) or Node({}, place, {}), path[1:], child, place)
    members[key] = inner
    return Node(members, node.location, {**node.keys, key: node.keys.get(key, place)})


def _with(node: Node, path: Sequence[Key], change: _Change) -> Node:
    """Return a node with what stands at a path, of one key or more, changed; what becomes None goes."""
    key, rest = path[0], path[1:]

    def made(inner: Node) -> Node | None:
        return _with(inner, rest, change) if rest else change(inner)

    if isinstance(node.value, list):
        items = [made(item) if number == key else item for number, item in enumerate(node.value)]
        return Node([item for item in items if item is not None], node.location, {})
    assert isinstance(node.value, dict)
    members = {name: made(item) if name == key else item for name, item in node.value.items()}
    kept = {name: item for name, item in members.items() if item is not None}
    return Node(kept, node.location, {name: node.keys[name] for name in kept})
