"""What is out of date or hard to read in an existing policy, from wherever it comes: a Word or Markdown file."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from policybuilder.checks.prose import Part, TextOrigin
from policybuilder.checks.rules import RULES
from policybuilder.checks.subjects import CheckedText, block_parts
from policybuilder.checks.word_lists import load_word_lists
from policybuilder.document import Document, Heading, Paragraph, block_text, clauses
from policybuilder.errors import Location, PolicyBuilderError, Problem, Problems, fail, in_reading_order
from policybuilder.files.read import read_input
from policybuilder.library.copies import refuse_lock
from policybuilder.library.workspace import Workspace
from policybuilder.readers import READERS, format_of
from policybuilder.readers.typed_headings import BEFORE, with_typed_headings

_MOST_BYTES = 50_000_000
_FIRST_WORDS = 8
_FEWEST_TYPED = 2  # one bold line alone may be a title, or a warning
_MOST_QUOTED = 3
_READ = ("word", "markdown")


def check_file(path: Path, workspace: Workspace, only: Collection[str] = ()) -> tuple[Problem, ...]:
    """Return what the rules about texts find in a policy file; the word lists are the workspace's.

    A place names the paragraph: its number where it has one, else the heading above it, and its first words.
    """
    problems = Problems()
    words = load_word_lists(workspace, problems)
    try:
        document = read_policy(path)
    except PolicyBuilderError as error:
        return error.problems
    if not only:
        problems.extend(_typed_headings(document, str(path)))
    parts = tuple(document_parts(document, str(path)))
    text = CheckedText(parts, words)
    for rule in RULES:
        if rule.looks_at == "text" and (not only or rule.id in only):
            problems.extend(rule.problems((text,)))
    # The order of the paragraphs is the reader's; that of their names is not.
    order = {part.origin.location(0): number for number, part in reversed(list(enumerate(parts)))}
    return tuple(sorted(in_reading_order(problems.found), key=lambda problem: order.get(problem.location, -1)))


def _typed_headings(document: Document, name: str) -> Iterator[Problem]:
    """Yield a warning where lines read as headings, and the file has hardly any heading that a machine can tell."""
    by_style = {*_headings(document), document.title}
    typed = [title for title in _headings(with_typed_headings(document, name)) if title not in by_style]
    if len(typed) < _FEWEST_TYPED:
        return
    some = ", ".join(f"“{title}”" for title in typed[:_MOST_QUOTED])
    more = f" and {len(typed) - _MOST_QUOTED} more" if len(typed) > _MOST_QUOTED else ""
    message = f"{len(typed)} lines read as headings and are none to a screen reader: {some}{more}"
    hint = "give each the style Heading 1 or Heading 2 in Word; in Markdown, put # or ## before it"
    yield Problem(Location(name), message, "typed-headings", hint, "warning")


def _headings(document: Document) -> list[str]:
    found = [section.title for section in document.sections]
    for clause in clauses(document):
        found.append(clause.title)
        found += [block_text(block) for block in clause.blocks if isinstance(block, Heading)]
    return [title for title in dict.fromkeys(found) if title != BEFORE]


def read_policy(path: Path) -> Document:
    """Return the policy of a Word or Markdown file. Raises PolicyBuilderError when it cannot be read as such."""
    name = str(path)
    refuse_lock(path.name, name)
    content = read_input(path)
    if len(content) > _MOST_BYTES:
        raise fail(Location(name), f"the file is larger than {_MOST_BYTES // 10**6} MB", "too-large")
    format = format_of(path.name)
    if format not in _READ:
        hint = "save it as a Word document (.docx); Markdown (.md) is read, too"
        raise fail(Location(name), f'cannot be read: unknown kind of file "{path.suffix}"', "unknown-format", hint)
    return READERS[format].read(content, name)[0]


def document_parts(document: Document, name: str) -> Iterator[Part]:
    """Yield the texts of a policy, each with its paragraph as its place."""
    for section in document.sections:
        if not section.clauses or section.clauses[0].title != section.title:
            yield Part("heading", section.title, TextOrigin(name, fixed=Location(f'{name}, heading "{section.title}"')))
    for clause in clauses(document):
        heading = " ".join(f"{clause.number} {clause.title}".split())
        yield Part("heading", clause.title, TextOrigin(name, fixed=Location(f'{name}, heading "{heading}"')))
        lead = ""
        for block in clause.blocks:
            first = " ".join(block_text(block).split()[:_FIRST_WORDS])
            number = block.number if isinstance(block, Paragraph) and block.number else f"under {heading}"
            origin = TextOrigin(name, fixed=Location(f'{name}, {number}, "{first} …"'))
            yield from block_parts((block,), origin, lead)
            lead = block_text(block) if isinstance(block, Paragraph) else ""
