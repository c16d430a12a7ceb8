"""Clause files: Markdown with YAML front matter, checked and ready to fill in."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePosixPath

from policybuilder.errors import Location, Problem, Problems, fail
from policybuilder.library.copies import name_of_file
from policybuilder.library.given_up import IdKind, Names
from policybuilder.library.schema import ClauseModel
from policybuilder.library.strict_yaml import Node, place_in, read_yaml, unshowable
from policybuilder.library.template_language import Analysis, analyse_body, analyse_condition
from policybuilder.library.validate import validate
from policybuilder.library.workspace import AuthoredFile
from policybuilder.readings import READINGS, key_of

MAX_CLAUSE_BYTES = 60_000
"""A clause is a few paragraphs; a larger file is a mistake, and would slow every reader down."""

MAX_BLOCK = 10_000
"""How many characters a paragraph, list or table may have: the time that Markdown takes grows faster than length."""

MAX_BRACKETS = 20
"""How many opening square brackets that start no link a block may have, for the same reason."""

_ABOUT_THE_CLAUSE = re.compile(r"^(?:frameworks|says|formerly):.*\n(?:[ \t]+.*\n)*", re.MULTILINE)
_HTML = re.compile(r"<(?:/?[A-Za-z][^<>\n]*>|!--)")
_IMAGE = re.compile(r"!\[[^\[\]\n]*\]\(")
_BLOCK = re.compile(r"\S(?:.|\n(?!\s*\n))*")
_LINK = re.compile(r"\[[^\[\]\n]*\]\([^()\s]*\)")
_TARGET = re.compile(r"(?<!\\)\]\(\s*<?(?P<target>[^()<>]{1,2000})")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-\s]*:")
_ALLOWED = ("https", "http", "mailto")
_DEEP = re.compile(r"^(?: {24,}|\t{6,}|(?:[ ]{0,3}>[ ]?){4,})\S", re.MULTILINE)
_DEEP_INLINE = re.compile(r"[\[*_(]{12,}")


@dataclass(frozen=True)
class ClauseSource:
    """An authored clause: its front matter, and the body as it stands in the file."""

    front: ClauseModel
    body: str
    file: str
    body_line: int
    node: Node
    content_hash: str

    @property
    def id(self) -> str:
        """The clause's id."""
        return self.front.id

    @property
    def topic(self) -> str:
        """The folder below clauses/ that the file stands in: what the clause is about."""
        return topic_of(self.file)

    def place(self, *path: str | int) -> Location:
        """Return the place of a front-matter key or item."""
        return self.node.place(*path)

    @property
    def condition_place(self) -> Location:
        """The place of the condition, or of the front matter when the clause always applies."""
        found = self.node.child("applies_when")
        return found.location if found else self.place()

    @cached_property
    def analysis(self) -> Analysis:
        """What the body uses."""
        return analyse_body(self.body, self.file, self.body_line)

    @cached_property
    def condition(self) -> Analysis:
        """What the condition uses; nothing when the clause always applies."""
        if self.front.applies_when is None:
            return Analysis()
        return analyse_condition(self.front.applies_when, self.condition_place)

    @cached_property
    def said(self) -> tuple[Analysis, ...]:
        """What the condition of each declaration under `says` uses; nothing for one that always holds."""
        return tuple(
            Analysis() if each.when is None else analyse_condition(each.when, self.place("says", index, "when"))
            for index, each in enumerate(self.front.says)
        )


def topic_of(file: str) -> str:
    """Return the topic of a clause file, by its name in messages: the folder below clauses/ that it stands in."""
    _, _, below = f"/{file}".rpartition("/clauses/")
    return below.partition("/")[0] if "/" in below else ""


def read_clause(file: AuthoredFile) -> ClauseSource:
    """Return the clause of a file.

    Raises PolicyBuilderError with every problem of its front matter and body that needs no other file to see.
    """
    return clause_of(file, file.text(MAX_CLAUSE_BYTES))


def clause_of(file: AuthoredFile, text: str) -> ClauseSource:
    """Return the clause of a file that was read, as `read_clause` does."""
    stem = file.path.stem
    read = READINGS.of(key_of("clause", text, stem), file.name, lambda: _read(text, stem, file.name))
    clause, vars(clause)["analysis"], vars(clause)["condition"], vars(clause)["said"] = read
    return clause


def read_clause_text(name: str, text: str) -> ClauseSource:
    """Return the clause of a file's text, as `read_clause` does; `name` is the file's path in its workspace."""
    return _read(text, PurePosixPath(name).stem, name)[0]


def _read(text: str, stem: str, name: str) -> tuple[ClauseSource, Analysis, Analysis, tuple[Analysis, ...]]:
    """Return a clause's text as a clause, with the analyses of its body, its condition and what it declares."""
    header, body, body_line = split_front_matter(text, name)
    node = read_yaml(header, name, first_line=2)
    front: ClauseModel = validate(node, "clause")
    problems = Problems()
    if front.id != stem:
        hint = name_of_file(front.id, stem, ".md", "clause")
        message = f'the clause "{front.id}" is in a file of another name'
        problems.add(node.place("id"), message, "file-name", hint)
    _check_history(front, node, problems)
    problems.extend(body_problems(body, name, body_line))
    clause = ClauseSource(front, body, name, body_line, node, _digest(header, body))
    problems.extend(clause.analysis.problems)
    problems.extend(clause.condition.problems)
    for declared in clause.said:
        problems.extend(declared.problems)
    _check_declarations(clause, problems)
    problems.raise_errors()
    return clause, clause.analysis, clause.condition, clause.said


def with_names_of_now(clause: ClauseSource, names: Names) -> ClauseSource:
    """Return a clause that names parameters, clauses or law by an earlier id as if it named them as they are called."""
    front = clause.front
    listed: tuple[tuple[IdKind, list[str]], ...] = (
        ("parameter", [*front.parameters, *([front.kept_by] if front.kept_by else [])]),
        ("clause", [*front.requires, *(call.clause for call in clause.analysis.calls)]),
        ("law", front.law),
    )
    if all(id in names.known[kind] or names.now(kind, id) == id for kind, ids in listed for id in ids):
        return clause
    condition = front.applies_when
    now = replace(
        front,
        parameters=[names.now("parameter", name) for name in front.parameters],
        requires=[names.now("clause", id) for id in front.requires],
        law=[names.now("law", id) for id in front.law],
        kept_by=names.now("parameter", front.kept_by) if front.kept_by else None,
        applies_when=names.expression(condition) if condition else None,
        says=[replace(each, when=names.expression(each.when)) if each.when else each for each in front.says],
    )
    return replace(clause, front=now, body=names.words(clause.body))


def _check_declarations(clause: ClauseSource, problems: Problems) -> None:
    for index, each in enumerate(clause.front.says):
        acts = [act for act in (each.permits, each.forbids, each.requires) if act]
        if len(acts) != 1:
            message = f"declares {len(acts)} acts where it should declare one"
            hint = "write one of permits, forbids and requires in each entry of says:"
            problems.add(clause.place("says", index), message, "declaration", hint)


def _digest(header: str, body: str) -> str:
    """Return the SHA-256 of a clause without `frameworks:`, `says:` and `formerly:`.

    To read a clause against one more framework, to declare what it says, or to keep the id that it had, changes nothing
    of its words, so no approved policy is out of date for it. Line ends are the same on every system, so the hash is,
    too.
    """
    kept = _ABOUT_THE_CLAUSE.sub("", header)
    return hashlib.sha256(f"---\n{kept}---\n{body}".encode()).hexdigest()


def split_front_matter(text: str, name: str) -> tuple[str, str, int]:
    """Return the front matter, the body, and the line on which the body starts."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        hint = "a clause starts with a line ---, its id, title and so on, and another line ---"
        raise fail(Location(name, 1, 1), "the front matter is missing", "front-matter", hint)
    for number, line in enumerate(lines[1:], start=2):
        if line.rstrip() == "---":
            return "\n".join(lines[1 : number - 1]) + "\n", "\n".join(lines[number:]), number + 1
    raise fail(Location(name, 1, 1), "the front matter does not end", "front-matter", "end it with a line ---")


def _check_history(front: ClauseModel, node: Node, problems: Problems) -> None:
    newest = front.changes[0]
    if newest.version != front.version:
        message = f"the newest change is {newest.version}, the clause is version {front.version}"
        hint = "the newest change stands first and has the clause's version"
        problems.add(node.place("changes", 0), message, "clause-history", hint)
    for index, (later, earlier) in enumerate(zip(front.changes, front.changes[1:], strict=False)):
        if version_key(later.version) <= version_key(earlier.version) or later.date < earlier.date:
            message = f"{later.version} does not come after {earlier.version}"
            problems.add(node.place("changes", index), message, "clause-history", "newest change first")


def version_key(version: str) -> tuple[int, ...]:
    """Return what versions sort by."""
    return tuple(int(part) for part in version.split("."))


def body_problems(body: str, name: str, first_line: int) -> list[Problem]:
    """Return what is wrong with a body's text, whatever its names mean."""

    def place(found: re.Match[str]) -> Location:
        return place_in(body, found.start(), name, first_line)

    problems = unshowable(body, name, first_line)
    if not body.strip():
        problems.append(Problem(Location(name, first_line), "the clause has no text", "empty-clause"))
    if found := _HTML.search(body):
        hint = "clauses are plain Markdown; use `code` for text in angle brackets"
        problems.append(Problem(place(found), f"HTML is not used: {found.group()[:40]}", "html", hint))
    if found := _IMAGE.search(body):
        problems.append(Problem(place(found), "images are not used in clauses", "image", "describe it in words"))
    problems.extend(_links_elsewhere(body, place))
    if found := _DEEP.search(body) or _DEEP_INLINE.search(body):
        hint = "use at most three levels of list"
        problems.append(Problem(place(found), "lists or marks are nested too deep", "nested-too-deep", hint))
    for block in _BLOCK.finditer(body):
        if len(block.group()) > MAX_BLOCK:
            message = f"a paragraph, list or table of {len(block.group()):,} characters; the most is {MAX_BLOCK:,}"
            problems.append(Problem(place(block), message, "block-too-long", "part it with an empty line"))
        elif _LINK.sub("", block.group()).count("[") > MAX_BRACKETS:
            message = f"more than {MAX_BRACKETS} square brackets that start no link"
            problems.append(Problem(place(block), message, "brackets", "use round brackets"))
    return problems


def _links_elsewhere(body: str, place: Callable[[re.Match[str]], Location]) -> Iterator[Problem]:
    """Yield each link that would run something or open a file of the reader's, whether or not it is ever printed."""
    for found in _TARGET.finditer(body):
        # A browser reads `javascript&colon;`, and a scheme with line ends in it, as the scheme without them.
        target = html.unescape(found["target"]).strip()
        scheme = _SCHEME.match(target)
        if scheme and "".join(scheme.group().split())[:-1].lower() not in _ALLOWED:
            message = f'a link to "{" ".join(target.split())[:60]}"'
            yield Problem(place(found), message, "link", "links lead to https:// or mailto: addresses")
