"""Where a policy comes from: who set its values, the history of its clauses, the law, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

LATER: dict[str, bool] = {"later": True}
"""Marks a field that an earlier JSON file may leave out, which then means its default."""


@dataclass(frozen=True)
class Origin:
    """Where a value comes from: who set it, or which default it is.

    `kind` is "profile" or "base" (`id` names it); "default"; "nation", a default for the nation `id`; "same as" the
    parameter `id`, whose own origin is `via`; "kept by profile" or "kept by base", where `id` looked at the default
    `via` and kept it; or "not answered". What was written in other words by an earlier version is its own kind.
    """

    kind: str = ""
    id: str = ""
    via: tuple[Origin, ...] = ()

    def __str__(self) -> str:
        """Return the origin in words, as in "default for Wales, kept by base alliance"."""
        before = ", ".join(map(str, self.via))
        match self.kind:
            case "profile" | "base":
                return f"{self.kind} {self.id}"
            case "nation":
                return f"default for {self.id.replace('-', ' ').title()}"
            case "same as":
                return f"same as {self.id} ({before})"
            case "kept by profile" | "kept by base":
                return f"{before}, {self.kind} {self.id}"
        return self.kind


@dataclass(frozen=True)
class ParameterUse:
    """A parameter that shaped a clause: its value as shown, where that comes from, and the file and line.

    `state` is "decided", "kept" (the council looked at the default and kept it) or "never looked at"; "" in a document
    that was written before states were recorded.
    """

    name: str
    value: str
    origin: Origin
    source: str
    state: str = field(default="", metadata=LATER)


@dataclass(frozen=True)
class Change:
    """An entry of a clause's own history: version, ISO date, editorial | minor | major, and why."""

    version: str
    date: str
    kind: str
    why: str


@dataclass(frozen=True)
class Amendment:
    """The council's own text in a clause: place, the clause version it was written against, and why.

    `was` are the words of the library that it stands by or in the place of, as authored, placeholders and conditions
    included; they are empty for text at the end of a clause. `was_printed` is how they read here where the council's
    text takes their place, and `text_printed` how the council's text reads. `by` is the body that moved it, and
    `minute` where that is written. `state` is "stands", "carried" (the library changed other words round it), "adopted"
    (the library says the same now) or "conflict" (both changed the same sentence; the council's words are printed).
    `unmerged` are the council's words as the profile has them, where they are carried over or adopted.
    """

    place: str
    paragraph: int
    base: str
    reason: str
    source: str
    text: str
    was: str = field(default="", metadata=LATER)
    was_printed: str = field(default="", metadata=LATER)
    text_printed: str = field(default="", metadata=LATER)
    by: str = field(default="", metadata=LATER)
    minute: str = field(default="", metadata=LATER)
    state: str = field(default="stands", metadata=LATER)
    unmerged: str = field(default="", metadata=LATER)


@dataclass(frozen=True)
class Provenance:
    """Why a clause is here and what it was made of.

    `content_hash` is the SHA-256 of the authored clause text; `origin` is "template", "include" or
    "requires"; `condition` is the expression that let the clause in ("" for always). `kept_by` is the role that may
    change an appendix by itself, and `edition` the appendix's own version ("" for every other clause). `topic` is the
    folder of the library that it stands in ("" for what was read from a file). `rule_in` is the title of the document
    in which its rule stands whole, "" where that is here. `placed_by` is the line of the profile's `order` that gave it
    its place, "" where the template did. `formerly` are the ids that the clause had before. `reason` is why the profile
    includes it, `by` the body that moved that and `minute` where that is written.
    """

    version: str
    content_hash: str
    level: str
    source: str
    origin: str
    origin_source: str
    condition: str
    parameters: tuple[ParameterUse, ...]
    amendments: tuple[Amendment, ...]
    law: tuple[str, ...]
    changes: tuple[Change, ...]
    kept_by: str = field(default="", metadata=LATER)
    edition: str = field(default="", metadata=LATER)
    topic: str = ""
    rule_in: str = field(default="", metadata=LATER)
    placed_by: str = field(default="", metadata=LATER)
    formerly: tuple[str, ...] = field(default=(), metadata=LATER)
    reason: str = field(default="", metadata=LATER)
    by: str = field(default="", metadata=LATER)
    minute: str = field(default="", metadata=LATER)


@dataclass(frozen=True)
class Omission:
    """A clause the template names that is not in the document, and why.

    `why` is "condition", "depth", "excluded" or "elsewhere"; `detail` is the condition, the depth, the council's
    reason, or the title of the other document of the council in which the clause stands; `source` the file and line
    that decided it. `parameters` are the answers that the condition tests. `by` is the body that moved it to be left
    out, and `minute` where that is written.
    """

    id: str
    title: str
    level: str
    why: str
    detail: str
    source: str
    parameters: tuple[ParameterUse, ...] = field(default=(), metadata=LATER)
    by: str = field(default="", metadata=LATER)
    minute: str = field(default="", metadata=LATER)


def with_mover(reason: str, by: str, minute: str) -> str:
    """Return a reason with the body that moved it and its minute, where these are known."""
    said = ", ".join(filter(None, [f"moved by {by}" if by else "", f"minute {minute}" if minute else ""]))
    return f"{reason.rstrip('.')} ({said})" if said else reason


@dataclass(frozen=True)
class SignOff:
    """That a role read a statement of law at its source, and signed it off.

    `date` is an ISO date and `read` what was read; `digest` is that of the statement and its day, `profile` the council
    or base whose sign-off it is, and `source` the file and line. An illustrative one is an example: nobody read it.
    """

    role: str
    date: str
    read: str
    digest: str
    profile: str
    source: str
    illustrative: bool


LawState = Literal["read at source", "signed off", "unchecked"]


@dataclass(frozen=True)
class LawEntry:
    """A law or code that the document relies on. `check` says what is unverified.

    `as_at` is the ISO date to which what was read is current. `verified` means that the library's authors read the note
    at its source, and `read` says which text, page or copy they read; `sign_offs` are those of the council and its
    bases that hold, the nearest first. `named_by` are the words of the nation that name it: "terms.councillors_code".
    """

    id: str
    title: str
    note: str
    as_at: str
    verified: bool
    check: str
    source: str
    sign_offs: tuple[SignOff, ...] = field(default=(), metadata=LATER)
    read: str = field(default="", metadata=LATER)
    named_by: tuple[str, ...] = field(default=(), metadata=LATER)

    @property
    def state(self) -> LawState:
        """How far the statement has been checked, in the word that every screen and page uses."""
        if self.verified:
            return "read at source"
        return "signed off" if self.sign_offs else "unchecked"
