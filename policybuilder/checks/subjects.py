"""What rules look at: a text, a clause, a council with its documents, a document, or the library."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from jinja2 import nodes

from policybuilder.checks.prose import Part, TextOrigin, clause_parts, enclosing_tests
from policybuilder.checks.typical import Typical
from policybuilder.checks.word_lists import WordLists
from policybuilder.document import (
    Block,
    Cell,
    Clause,
    Document,
    Heading,
    List,
    Paragraph,
    Preformatted,
    Quote,
    Table,
    clauses,
    plain_text,
)
from policybuilder.errors import Location
from policybuilder.library.clauses import ClauseSource
from policybuilder.library.conditions import Conditions, Wanted
from policybuilder.library.library import Library, Template
from policybuilder.library.parameters import type_of
from policybuilder.library.profiles import Profile
from policybuilder.library.schema import NATIONS
from policybuilder.library.strict_yaml import Node
from policybuilder.library.template_language import analyse_condition
from policybuilder.resolution import EffectiveProfile


@dataclass(frozen=True)
class CheckedText:
    """A text by whomever: a clause's, a council's own, or an existing policy's.

    `nations` returns the nations in which a part's words at a position can be read, and `roles` holds the titles of
    the roles that there are, in small letters; None where nobody knows.
    """

    parts: tuple[Part, ...]
    words: WordLists
    roles: frozenset[str] | None = None
    nations: Callable[[Part, int], frozenset[str]] | None = None


@dataclass(frozen=True)
class ClauseSubject:
    """A clause of the library with its text."""

    source: ClauseSource
    text: CheckedText
    library: Library
    conditions: Conditions


@dataclass(frozen=True)
class DocumentSubject:
    """A resolved document; `parts` are its texts clause by clause, in reading order."""

    document: Document
    library: Library
    words: WordLists
    place: Location

    @cached_property
    def parts(self) -> tuple[tuple[Clause, tuple[Part, ...]], ...]:
        """Each clause with its title and texts."""
        return tuple((clause, (_title(clause), *block_parts(clause.blocks, TextOrigin("")))) for clause in self.clauses)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses in reading order, appendices last."""
        return tuple(clauses(self.document))

    def authored(self, clause: Clause, words: str) -> bool:
        """Return whether some words stand in the clause's own text or an amendment, not only in a value."""
        source = self.library.clause(clause.id) if clause.id in self.library.clause_files else None
        return (source is not None and words in source.body) or any(
            words in amendment.text for amendment in clause.provenance.amendments
        )

    def place_of(self, clause: Clause, words: str) -> Location:
        """Return where some words of a clause were written: in its file, in an amendment, or in the profile."""
        return find_words(self.library, clause, words) or self.place


@dataclass(frozen=True)
class CouncilSubject:
    """A council: its effective profile, its own texts, and its resolved documents with the parameters of each."""

    effective: EffectiveProfile
    library: Library
    words: WordLists
    own_text: tuple[Part, ...]
    documents: Mapping[str, Document]


@dataclass(frozen=True)
class LibrarySubject:
    """The library as a whole: its clauses, templates and profiles that could be read."""

    library: Library
    clauses: Mapping[str, ClauseSource]
    templates: Mapping[str, Template]
    profiles: Mapping[str, Profile]


# Texts ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reach:
    """In which nations a clause's words can be read, given its condition and the tests around them."""

    source: ClauseSource
    conditions: Conditions

    def __call__(self, part: Part, offset: int) -> frozenset[str]:
        """Return the nations."""
        tests = enclosing(self.source, part.source_of(offset)) if not part.origin.fixed else []
        applies = self.source.condition.tree
        if applies is not None:
            tests.append((test_of(applies), True))
        return frozenset(n for n in NATIONS if self.conditions.possible(tests, {"nation": n}))


def enclosing(source: ClauseSource, offset: int) -> list[Wanted]:
    """Return the tests that hold, or do not, where a character of a clause's body stands."""
    found: list[Wanted] = []
    for test, holds in enclosing_tests(source.body, offset):
        tree = analyse_condition(test, source.place()).tree
        if tree is not None:
            found.append((test_of(tree), holds))
    return found


def test_of(tree: nodes.Template) -> nodes.Node:
    """Return the expression of a condition's tree."""
    output = tree.body[0]
    assert isinstance(output, nodes.Output)
    return output.nodes[0]


def clause_text(source: ClauseSource, typical: Typical, words: WordLists, conditions: Conditions) -> CheckedText:
    """Return the text of a clause: its title, and its body in all its variants."""
    title = Part("heading", source.front.title, TextOrigin(source.file, fixed=source.place("title")))
    body = clause_parts(source.body, TextOrigin(source.file, source.body, source.body_line), typical.words)
    return CheckedText((title, *body), words, frozenset(), Reach(source, conditions))


def profile_parts(profile: Profile, library: Library, typical: Typical) -> tuple[Part, ...]:
    """Return the council's own words in a profile: values of parameters, amendments, reasons and titles."""
    return tuple(_profile_parts(profile, library, typical))


def _profile_parts(profile: Profile, library: Library, typical: Typical) -> Iterator[Part]:
    parameters = library.reference.parameters
    for section, node in _members(profile.node):
        for name, child in _members(node):
            full = name if section == "parameters" else f"{section}.{name}"
            if section == "documents":
                yield from _document_parts(child, library, typical)
            elif full in parameters and type_of(parameters[full]).is_free:
                yield from _value_parts(child, parameters[full].type == "role")


def _document_parts(node: Node, library: Library, typical: Typical) -> Iterator[Part]:
    yield from _value_parts(node.child("title"))
    for key in ("owner", "approver"):
        yield from _value_parts(node.child(key), True)
    for name, child in _members(node.child("parameters")):
        parameter = library.reference.parameters.get(name)
        if parameter is not None and type_of(parameter).is_free:
            yield from _value_parts(child, parameter.type == "role")
    for kind in ("include", "exclude", "amend"):
        listed = node.child(kind)
        for entry in listed.value if listed and isinstance(listed.value, list) else ():
            yield from _value_parts(entry.child("reason"))
            text = entry.child("text")
            if text and isinstance(text.value, str):
                yield from clause_parts(text.value, _origin(text), typical.words)


def _origin(node: Node) -> TextOrigin:
    """Return the origin of an amendment's text: line by line where it stands below `text: |`, else one place."""
    at, text = node.location, str(node.value)
    if "\n" in text.rstrip("\n") or text.endswith("\n"):
        return TextOrigin(at.path, text, at.line + 1, columns=False)
    return TextOrigin(at.path, fixed=at)


def _members(node: Node | None) -> Iterator[tuple[str, Node]]:
    if node is not None and isinstance(node.value, dict):
        yield from node.value.items()


def _value_parts(node: Node | None, is_role: bool = False) -> Iterator[Part]:
    if node is None or node.value is None:
        return
    if isinstance(node.value, str):
        yield Part("item", node.value, TextOrigin(node.location.path, fixed=node.location), is_role=is_role)
    elif isinstance(node.value, list):
        for child in node.value:
            yield from _value_parts(child)
    else:
        for key, child in node.value.items():
            yield from _value_parts(child, key in ("owner", "approver"))


def roles_of(library: Library, effective: EffectiveProfile, own: tuple[Part, ...]) -> frozenset[str]:
    """Return the titles of a council's roles in small letters: given, by default, and named in its tables."""
    titles = [part.text for part in own if part.is_role]
    for name, parameter in library.reference.parameters.items():
        if parameter.type == "role":
            setting = effective.decision(name)
            defaults = [parameter.default, *parameter.default_by_nation.values()]
            titles += [str(value) for value in ([setting.value] if setting else defaults) if value]
    return frozenset(title.lower() for title in titles)


def block_parts(blocks: tuple[Block, ...], origin: TextOrigin, lead: str = "") -> Iterator[Part]:
    """Yield the texts of some blocks. `lead` is the line before a list."""
    for block in blocks:
        match block:
            case Paragraph(inlines=inlines):
                lead = plain_text(inlines)
                yield Part("paragraph", lead, origin)
            case Heading(inlines=inlines):
                yield Part("heading", plain_text(inlines), origin)
            case List(items=items):
                for item in items:
                    first, *rest = item.blocks or (Preformatted(""),)
                    if isinstance(first, Paragraph):
                        yield Part("item", plain_text(first.inlines), origin, lead=lead)
                        yield from block_parts(tuple(rest), origin, lead)
                    else:
                        yield from block_parts(item.blocks, origin, lead)
            case Table(header=header, rows=rows):
                yield from (_cell(cell, origin) for row in (header, *rows) for cell in row)
            case Quote(blocks=inner):
                yield from block_parts(inner, origin)
            case Preformatted(text=text):
                yield Part("paragraph", text, origin)


def _cell(cell: Cell, origin: TextOrigin) -> Part:
    return Part("cell", plain_text(cell.inlines), origin)


def _title(clause: Clause) -> Part:
    return Part("heading", clause.title, TextOrigin(""))


def find_words(library: Library, clause: Clause, words: str) -> Location | None:
    """Return where some words that a reader meets in a clause were written, or None when they are not found as such."""
    source = library.clause(clause.id) if clause.id in library.clause_files else None
    if source is not None and (at := source.body.find(words)) >= 0:
        return TextOrigin(source.file, source.body, source.body_line).location(at)
    for amendment in clause.provenance.amendments:
        if words in amendment.text:
            return Location.parse(amendment.source)
    for use in clause.provenance.parameters:
        if words in use.value:
            return Location.parse(use.source)
    return source.place("title") if source is not None else None


__all__ = [
    "CheckedText",
    "ClauseSubject",
    "CouncilSubject",
    "DocumentSubject",
    "LibrarySubject",
    "block_parts",
    "clause_text",
    "find_words",
    "profile_parts",
    "roles_of",
]
