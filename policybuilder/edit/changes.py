"""What is changed of a council's authored files: an answer, a kept default, a clause in or out, words of its own.

Whoever brings something back (an officer at a meeting, an edited Word file, a newer library, a page in a browser) makes
a list of these. `proposal` shows what they do to the files, and writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any

from policybuilder.edit.profile_text import without_said
from policybuilder.edit.renaming import with_present_ids, with_present_questions
from policybuilder.edit.yaml_lines import Words
from policybuilder.edit.yaml_text import Path, with_comments, with_entries, with_entry, with_value
from policybuilder.edit.yaml_tree import read_once
from policybuilder.library.given_up import Names
from policybuilder.library.old_names import OldName
from policybuilder.library.question_places import answer_path
from policybuilder.library.statements import SIGN_OFFS

NEWER_LIBRARY = "newer_library"
"""The key of a profile that says that a newer library is put off."""


@dataclass(frozen=True)
class Answer:
    """A parameter is answered. With a `document`, only there. What was kept of its default is an answer now."""

    name: str
    value: Any
    document: str = ""


@dataclass(frozen=True)
class Kept:
    """A default was looked at and kept; `value` is what it was then."""

    name: str
    value: Any


@dataclass(frozen=True)
class SignedOff:
    """A statement of law was read at its source: by a role, on a day, and what was read.

    `note` is the digest of the statement, which it `says` for people.
    """

    law: str
    role: str
    date: date
    read: str
    note: str
    says: str


@dataclass(frozen=True)
class PutOff:
    """A newer library is not taken in before a day, because of a reason, as a role said; no day asks again at once."""

    not_before: date | None
    reason: str = ""
    by: str = ""


@dataclass(frozen=True)
class Include:
    """A clause beyond the template or the depth is taken in, in a section or after another clause where named.

    It is because of a reason, by a body and its minute.
    """

    document: str
    clause: str
    section: str = ""
    after: str = ""
    reason: str = ""
    by: str = ""
    minute: str = ""


@dataclass(frozen=True)
class Exclude:
    """A clause is left out, because of a reason, by a body and its minute; `base` is the version that was read."""

    document: str
    clause: str
    reason: str
    base: str = ""
    by: str = ""
    minute: str = ""


@dataclass(frozen=True)
class Amend:
    """The council's own words in a clause.

    `place` is "append", "before", "after", "replace", "remove" or "title"; `was` holds the words that it stands by, as
    authored. Without a `position` it is a new amendment; with one it takes the place of that entry of the profile's
    list.
    """

    document: str
    clause: str
    place: str
    base: str
    reason: str
    text: str = ""
    was: str = ""
    by: str = ""
    minute: str = ""
    position: int | None = None


@dataclass(frozen=True)
class Rebase:
    """An amendment, by its position, is brought up to a newer version of its clause; what is "" stays as it is."""

    document: str
    position: int
    base: str
    was: str = ""
    text: str = ""


@dataclass(frozen=True)
class Drop:
    """An entry of a document's `amend`, `exclude` or `include` is taken out, by its position as the file stands."""

    document: str
    kind: str
    position: int


@dataclass(frozen=True)
class Order:
    """The clauses of a section of a document in an order of the council's own; the ids, first to last."""

    document: str
    section: str
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class OwnClause:
    """A clause of the council's own: its file, in the workspace's clauses/. An Include puts it into a document."""

    id: str
    topic: str
    content: str

    @property
    def file(self) -> str:
        """The file's path in the workspace."""
        return PurePosixPath("clauses", self.topic, f"{self.id}.md").as_posix()


@dataclass(frozen=True)
class PresentIds:
    """Ids that the library gave up are written as they are called now; what was withdrawn is taken out."""

    old: tuple[OldName, ...]
    names: Names


@dataclass(frozen=True)
class Ask:
    """A question is added as a comment, among those of its group; `lines` are the comment's, two spaces in."""

    name: str
    lines: tuple[str, ...]
    group: str = ""


@dataclass(frozen=True)
class Remark:
    """Lines of comment at the end of what the profile says of a document, for a person who reads the file."""

    document: str
    lines: tuple[str, ...]


Change = (
    Answer
    | Kept
    | SignedOff
    | PutOff
    | Include
    | Exclude
    | Amend
    | Rebase
    | Drop
    | Order
    | OwnClause
    | PresentIds
    | Ask
    | Remark
)


def changed_profile(text: str, changes: Iterable[Change], name: str = "") -> str:
    """Return a profile's text with some changes made, each where a person would make it.

    Old ids are written anew first; then entries are replaced, added, and taken out, so that each `position` of an
    amendment is that of the text given. Raises PolicyBuilderError where a change cannot be made in this text; see
    `yaml_text`.
    """
    for same, group in groupby(sorted(changes, key=_order), key=_list_of):
        if same is not None:
            entries = [_amendment(each) for each in group if isinstance(each, Amend)]
            # The first makes the list where there is none; the others are then added at once.
            text = with_entry(text, same, entries[0], name)
            text = with_entries(text, same, entries[1:], name)
            continue
        for change in group:
            text = _changed(text, change, name)
    return text


def _list_of(change: Change) -> Path | None:
    """Return the list that a new amendment goes to, None for any other change."""
    if isinstance(change, Amend) and change.position is None:
        return ("documents", change.document, "amend")
    return None


def _order(change: Change) -> tuple[int, int]:
    if isinstance(change, PresentIds):
        return -1, 0
    if isinstance(change, Drop):
        return 2, -change.position
    in_place = isinstance(change, Rebase) or (isinstance(change, Amend) and change.position is not None)
    return (0, 0) if in_place else (1, 0)


def _changed(text: str, change: Change, name: str) -> str:
    match change:
        case Answer():
            text = with_value(text, _answered(change), change.value, name)
            return _without_kept(text, change.name, name)
        case Kept():
            return with_value(text, ("kept", change.name), change.value, name)
        case SignedOff():
            entry = {"role": change.role, "date": change.date, "read": change.read, "note": change.note}
            return with_value(text, (SIGN_OFFS, change.law), {**entry, "says": change.says}, name)
        case PutOff(not_before=None):
            return without_said(text, (NEWER_LIBRARY,), name) if read_once(text, name).child(NEWER_LIBRARY) else text
        case PutOff():
            entry = {"not_before": change.not_before, "reason": change.reason, "by": change.by}
            return with_value(text, (NEWER_LIBRARY,), {key: value for key, value in entry.items() if value}, name)
        case Include():
            text = _without_entry(text, change.document, "exclude", change.clause, name)
            more = {"section": change.section, "after": change.after, "by": change.by, "minute": change.minute}
            more["reason"] = change.reason
            entry = {"clause": change.clause, **{key: value for key, value in more.items() if value}}
            path = ("documents", change.document, "include")
            return with_entry(text, path, entry if len(entry) > 1 else change.clause, name)
        case Exclude():
            text = _without_entry(text, change.document, "include", change.clause, name)
            return with_entry(text, ("documents", change.document, "exclude"), _exclusion(change), name)
        case Amend(position=position):
            assert position is not None  # new ones are added together
            return with_value(text, ("documents", change.document, "amend", position), _amendment(change), name)
        case Rebase():
            return _rebased(text, change, name)
        case PresentIds():
            return with_present_questions(with_present_ids(text, change.old, change.names, name), change.names, name)
        case Ask():
            above = answer_path(change.name)[:-1]
            return with_comments(text, above, ["", *(line[2:] for line in change.lines)], change.group, name)
        case Remark():
            lines = [f"# {line}".rstrip() for line in change.lines]
            return with_comments(text, ("documents", change.document), lines, name=name)
        case Order():
            place = ("documents", change.document, "order", "clauses", change.section)
            return with_value(text, place, list(change.clauses), name)
        case Drop():
            return without_said(text, ("documents", change.document, change.kind, change.position), name)
    return text  # a clause is a file of its own


def _rebased(text: str, change: Rebase, name: str) -> str:
    """Return the text with the fields of an amendment that a newer clause changes; the others are not touched."""
    above = ("documents", change.document, "amend", change.position)
    text = with_value(text, (*above, "base"), change.base, name)
    for key, words in (("was", change.was), ("text", change.text)):
        if words:
            text = with_value(text, (*above, key), Words(words), name)
    return text


def _answered(change: Answer) -> Path:
    if change.document and not change.name.startswith("document."):
        return ("documents", change.document, "parameters", change.name)
    return answer_path(change.name, change.document)


def _without_kept(text: str, parameter: str, name: str) -> str:
    kept = read_once(text, name).child("kept", parameter)
    return without_said(text, ("kept", parameter), name) if kept is not None else text


def _without_entry(text: str, document: str, kind: str, clause: str, name: str) -> str:
    """Return the text without the entries of a clause in a list that it may not stand in any more."""
    listed = read_once(text, name).child("documents", document, kind)
    entries = listed.plain() if listed is not None else None
    for position in reversed(range(len(entries) if isinstance(entries, list) else 0)):
        entry = entries[position]  # type: ignore[index]
        if clause == (entry.get("clause") if isinstance(entry, dict) else entry):
            text = without_said(text, ("documents", document, kind, position), name)
    return text


def _exclusion(change: Exclude) -> dict[str, Any]:
    more = {"base": change.base, "by": change.by, "minute": change.minute}
    return {"clause": change.clause, **_given(more), "reason": change.reason}


def _amendment(change: Amend) -> dict[str, Any]:
    entry: dict[str, Any] = {"clause": change.clause, "place": change.place, "base": change.base}
    if change.was:
        entry["was"] = Words(change.was)
    entry |= {**_given({"by": change.by, "minute": change.minute}), "reason": change.reason}
    if change.text:
        entry["text"] = Words(change.text)
    return entry


def _given(fields: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in fields.items() if value}


__all__: Sequence[str] = [
    "Amend",
    "Answer",
    "Ask",
    "Change",
    "Drop",
    "Exclude",
    "Include",
    "Kept",
    "Order",
    "OwnClause",
    "PresentIds",
    "PutOff",
    "Rebase",
    "Remark",
    "SignedOff",
    "changed_profile",
]
