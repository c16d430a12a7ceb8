"""A Word file that came back: which document it is, what its text was when it left, and what it is now.

What a person changed is not decided here. Each clause that was sent is given with its text as sent and as it reads now,
passage by passage, with who changed what where tracked changes say so, and the comments. `returning` makes this value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from policybuilder.document.passages import Passage
from policybuilder.document.sent import SentClause
from policybuilder.errors import Location, Problem
from policybuilder.readers.word.remarks import Comment, Tracked

KnownBy = Literal["item", "property", "code", "title", "asked"]
"""By what a file is known: its item, its custom property, the code that it prints, its title and council, or because
the person who brings it said so."""

SentFrom = Literal["item", "paper", "version", "draft"]
"""Where its text as sent comes from: its own item, the paper or the approved version in the workspace, or, where no
record of it is left, the draft as it would be built now."""


Looks = Literal["", "formatting", "link"]
"""What differs of a passage that has the same words: nothing, what is bold or italic, or where a link leads."""


@dataclass(frozen=True)
class Identity:
    """Which document a file is: `stage` is "draft", "paper" or "approved", `code` what it prints; "" is not known."""

    profile: str
    document: str
    stage: str
    version: str
    known_by: KnownBy
    code: str = ""


@dataclass(frozen=True)
class ReturnedPassage:
    """A passage as it reads now, with tracked changes accepted.

    `was` is the place of the passage that it was among those sent of its clause, -1 for a new one; one that only stands
    elsewhere in its clause has it, too. A passage that reads and looks as it was sent is the very one that was sent,
    with its values and references. Tracked changes and comments are those that touch it, also what was taken out of it.
    """

    passage: Passage
    was: int = -1
    tracked: tuple[Tracked, ...] = ()
    comments: tuple[Comment, ...] = ()
    looks: Looks = ""

    @property
    def words(self) -> str:
        """Its words on one line."""
        return self.passage.words


@dataclass(frozen=True)
class ReturnedClause:
    """A clause that was sent, and what the file now has of it.

    `title` is its heading as it reads now, None when that is gone. `place` is its place in the file's reading order
    among all clauses, sent or new, -1 when nothing of it is left; `section` the section that it stands in now. `gone`
    are tracked changes that took out whole passages, which stand in none.
    """

    sent: SentClause
    title: ReturnedPassage | None
    passages: tuple[ReturnedPassage, ...]
    place: int
    section: str
    gone: tuple[Tracked, ...] = ()

    @property
    def is_gone(self) -> bool:
        """Whether nothing of it is left."""
        return self.title is None and not self.passages

    @property
    def is_as_sent(self) -> bool:
        """Whether a reader sees the same passages of the same kinds in the same words, and links lead as they did."""
        if self.title is None or self.title.words != " ".join(self.sent.title.split()):
            return False
        before = [_key(passage) for passage in self.sent.passages]
        relinked = any(each.looks == "link" for each in self.passages)
        return before == [_key(each.passage) for each in self.passages] and not relinked


@dataclass(frozen=True)
class NewClause:
    """A heading and text that belong to no clause that was sent.

    `place` is among all clauses of the file, `section` the id of the section that it stands in ("" for an appendix; the
    title of one that is new), and `after` the id of the clause of ours before it there, "" where it is the section's
    first. `is_section` is a heading of a section's level. Text without a heading of its own has a title without words.
    """

    title: ReturnedPassage
    passages: tuple[ReturnedPassage, ...]
    place: int
    section: str
    after: str
    is_section: bool = False


@dataclass(frozen=True)
class Retitled:
    """A section whose heading reads otherwise; `now` is "" where it is gone."""

    section: str
    sent: str
    now: str


@dataclass(frozen=True)
class Around:
    """Words outside the clauses that are other than in what was sent: cover, control table, header, footer."""

    place: str
    before: str
    now: str


@dataclass(frozen=True)
class ReturnedFile:
    """A Word file that came back.

    `clauses` are those that were sent, in the order in which they were; `new` what belongs to none. `comments` are all
    of the file, also those outside the clauses. `unchanged` says that the file is byte for byte as it was built. What
    an officer should know but that stops nothing is in `warnings`, such as that it is held against today's draft.
    """

    name: str
    identity: Identity
    sent_from: SentFrom
    unchanged: bool
    clauses: tuple[ReturnedClause, ...]
    new: tuple[NewClause, ...] = ()
    sections: tuple[Retitled, ...] = ()
    around: tuple[Around, ...] = ()
    comments: tuple[Comment, ...] = ()
    warnings: tuple[Problem, ...] = ()

    @property
    def location(self) -> Location:
        """The file, for problems."""
        return Location(self.name)

    @property
    def edited(self) -> Iterator[ReturnedClause]:
        """The clauses of which a reader sees other words, kinds of passage or heading, or that are gone."""
        return (clause for clause in self.clauses if not clause.is_as_sent)

    @property
    def has_edits(self) -> bool:
        """Whether the policy's text is other than it was sent; comments and what is around the text are no edits."""
        return reads_otherwise(self.clauses, self.new, self.sections)


def reads_otherwise(clauses: Sequence[ReturnedClause], new: Sequence[NewClause], sections: Sequence[Retitled]) -> bool:
    """Return whether a reader sees another text than was sent: other words, or the same in another place."""
    places = [clause.place for clause in clauses if not clause.is_gone]
    elsewhere = any(clause.section != clause.sent.section for clause in clauses)
    changed = any(not clause.is_as_sent for clause in clauses)
    return changed or elsewhere or places != sorted(places) or bool(new or sections)


def _key(passage: Passage) -> tuple[object, ...]:
    kind = "row" if passage.kind == "header" else passage.kind
    return (kind, passage.depth, passage.ordered, passage.words)


__all__ = [
    "Around",
    "Comment",
    "Identity",
    "KnownBy",
    "Looks",
    "NewClause",
    "Retitled",
    "ReturnedClause",
    "ReturnedFile",
    "ReturnedPassage",
    "SentClause",
    "SentFrom",
    "Tracked",
    "reads_otherwise",
]
