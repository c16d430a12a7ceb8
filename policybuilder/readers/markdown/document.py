"""A whole policy in Markdown -> a `Document`.

Markdown from elsewhere may hold what our own clauses do not: pictures, rules, raw HTML. Words are kept, the rest is
left out. Our own files are known by the anchors before their headings, which are the clause ids.
"""

from __future__ import annotations

import re

import lxml.html
from lxml.html import HtmlElement

from policybuilder.document import (
    ControlEntry,
    Document,
    List,
    Quote,
    Table,
    Value,
    block_text,
)
from policybuilder.errors import Location, fail
from policybuilder.printed import (
    CONTENTS,
    CONTENTS_LIST,
    CONTROL,
    COVER,
    END_ANCHOR,
    END_SHEET,
    FRONT_MATTER,
    NOTE,
    Printed,
    PrintedLine,
    words_in,
)
from policybuilder.readers.html.entries import MARK, entries_of, texts_of
from policybuilder.readers.markdown.links import read_links_in_time
from policybuilder.readers.outline import Entry, HeadingLine, assemble
from policybuilder.readers.own_front import (
    control_entries,
    is_control_table,
    is_drafting_note,
    lines_of,
    place_of,
    printed,
    without_heading,
)

MAX_CHARACTERS = 2_000_000
MAX_LINES = 50_000
MAX_MARKS = 100_000
"""How many signs that may mark up words a file may have: each is tried in several ways."""
_MARKS = "[*_`<&\\"
_DEEPEST = 60

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*\n", re.DOTALL)
_FRONT_LINE = re.compile(r"^([A-Za-z_][\w-]*):[ \t]*(.*)$", re.MULTILINE)
_ANCHOR = re.compile(r'^[ \t]*<a id="([^"\n]+)">[ \t]*</a>[ \t]*\n(?=#)', re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TO_FILL_IN = re.compile(r"(\S[ \t]+)(_{3,})(?=[\s|.,;:)]|$)")
"""A line to write on. Some versions of the parser take it for stress, and some for what it is."""
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f]")


def read_markdown_document(content: bytes, name: str) -> Document:
    """Return the policy of a Markdown file.

    Raises PolicyBuilderError, located at `name`, for what is not UTF-8 text, is too large, or holds no text.
    """
    return read_markdown_file(content, name)[0]


def read_markdown_file(content: bytes, name: str, _tracked: str = "accept") -> tuple[Document, Printed]:
    """Return the policy of a Markdown file and what else the file prints; see `read_markdown_document`."""
    text = _text(content, name)
    front, body = _front_matter(text)
    own = bool(_ANCHOR.search(body))
    marked = _COMMENT.sub("", _ANCHOR.sub(lambda found: f"{MARK}{found[1]}{MARK}\n", body))
    marked = re.sub(f"{MARK}([^\\n]*){MARK}\\n(#+ )", f"\\2{MARK}\\1{MARK}", marked)
    marked = _TO_FILL_IN.sub(lambda found: found[1] + r"\_" * len(found[2]), marked)
    html = _html(marked, name)
    entries = list(entries_of(html))
    if not entries:
        raise fail(Location(name), "the file holds no text", "markdown-empty", "is it the right file?")
    printed_title, entries = _title(entries)
    title = printed_title or front.get("title", "")
    control = tuple(ControlEntry(key, key.replace("_", " ").capitalize(), Value(value, f"document.{key}"))
                    for key, value in front.items() if key in _CONTROL)  # fmt: skip
    around = [PrintedLine(FRONT_MATTER, f"{key}: {value}") for key, value in front.items()]
    left_out: list[PrintedLine] = []
    if own:
        entries, table, more, left_out = _apart(entries)
        control, around = table or control, [*around, *more]
    elif printed_title != title:
        around = [line for line in around if not line.text.startswith("title:")]
    document = assemble(name, title, entries, control)
    every = words_in([*(f"{key}: {value}" for key, value in front.items()), *texts_of(html)])
    return document, printed("markdown", document, bool(title), around, left_out, every)


_CONTROL = frozenset(
    {"owner", "approver", "version", "status", "date", "effective_date", "review_date", "classification", "law_as_at"}
    | {"approved_by", "approved_on", "minute", "law_checked", "check_number", "receipt_before"}
    | {"author", "considered_by", "replaces", "key_decision", "call_in", "consulted", "equality", "privacy"}
)


def _text(content: bytes, name: str) -> str:
    if content.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")):
        hint = "name a Word document .docx"
        raise fail(Location(name), "not Markdown: the file is a zip, a PDF or an Office document", "not-markdown", hint)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise fail(Location(name, line), "not UTF-8 text", "not-utf8", "save the file as UTF-8") from None
    if len(text) > MAX_CHARACTERS:
        raise fail(Location(name), f"the file is longer than {MAX_CHARACTERS:,} characters", "too-large")
    if text.count("\n") > MAX_LINES:
        raise fail(Location(name), f"the file has more than {MAX_LINES:,} lines", "too-large")
    if sum(map(text.count, _MARKS)) > MAX_MARKS:
        message = f"the file has more than {MAX_MARKS:,} signs that may mark up words, such as * and ["
        raise fail(Location(name), message, "too-large")
    found = _NOT_TEXT.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise fail(Location(name, line), f"not text: it holds U+{ord(found[0]):04X}", "not-markdown")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace(MARK, "")


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """Return the simple entries of the YAML front matter, and what follows it."""
    found = _FRONT_MATTER.match(text)
    if not found:
        return {}, text
    entries = {line[1]: line[2].strip().strip("\"'") for line in _FRONT_LINE.finditer(found[1])}
    return entries, text[found.end() :]


def _html(text: str, name: str) -> HtmlElement:
    from markdown import Markdown

    if any(line.count(">") > _DEEPEST or len(line) - len(line.lstrip()) > 4 * _DEEPEST for line in text.split("\n")):
        raise fail(Location(name), f"nested more than {_DEEPEST} deep", "markdown-depth", "flatten the lists")
    converter = Markdown(extensions=["tables", "sane_lists", "fenced_code"], output_format="html")
    read_links_in_time(converter)
    try:
        html = converter.convert(text)
    except RecursionError:
        raise fail(Location(name), "the Markdown is nested too deep", "markdown-depth", "flatten the lists") from None
    return lxml.html.fragment_fromstring(html or "<p></p>", create_parent="div")


def _title(entries: list[Entry]) -> tuple[str, list[Entry]]:
    """Return the title and what follows it: a single highest heading at the top is the title, not a section."""
    top = [entry for entry in entries if isinstance(entry, HeadingLine) and entry.level == 1]
    first = entries[0]
    alone = len(top) == 1 and first is top[0] and any(isinstance(e, HeadingLine) and e.level == 2 for e in entries)
    if alone and isinstance(first, HeadingLine):
        return first.text, entries[1:]
    return "", entries


def _apart(
    entries: list[Entry],
) -> tuple[list[Entry], tuple[ControlEntry, ...], list[PrintedLine], list[PrintedLine]]:
    """Return the clauses of our own file, its control table, what is printed around them, and its contents list."""
    policy: list[Entry] = []
    control: tuple[ControlEntry, ...] = ()
    around: list[PrintedLine] = []
    contents: list[PrintedLine] = []
    place = COVER
    for entry in entries:
        if isinstance(entry, HeadingLine):
            place = _front_place(entry)
            if place:
                found = contents if place == CONTENTS else around
                found.append(PrintedLine(CONTENTS_LIST if place == CONTENTS else place, entry.text))
                continue
        if isinstance(entry, HeadingLine):
            policy.append(entry)
        elif place == CONTROL and not control and is_control_table(entry) and isinstance(entry, Table):
            control = control_entries(entry)
            around = without_heading(around)
        elif place == CONTENTS and isinstance(entry, List):
            contents += [PrintedLine(CONTENTS_LIST, line.text) for line in lines_of(place, entry)]
        elif place:
            around += lines_of(place, entry)
        elif isinstance(entry, Quote) and is_drafting_note(block_text(entry)):
            around += lines_of(NOTE, entry)
        else:
            policy.append(entry)
    return policy, control, around, contents


def _front_place(heading: HeadingLine) -> str:
    """Return what around the clauses a heading of our own file opens; "" for one of the policy.

    The end sheet has an anchor of its own; the headings of control table and contents list have none, as no other has.
    """
    if heading.anchor == END_ANCHOR:
        return END_SHEET
    return "" if heading.anchor else place_of(heading.text)
