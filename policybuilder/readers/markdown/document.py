"""A whole policy in Markdown -> a `Document`.

Markdown from elsewhere may hold what our own clauses do not: pictures, rules, raw HTML. Words are kept, the rest is
left out. Our own files are known by the anchors before their headings, which are the clause ids.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from policybuilder.document import (
    DRAFTING_NOTE,
    Block,
    Cell,
    Code,
    ControlEntry,
    Document,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    List,
    ListItem,
    Paragraph,
    Preformatted,
    Quote,
    Strong,
    Table,
    Text,
    Value,
    block_text,
    plain_text,
)
from policybuilder.errors import Location, fail
from policybuilder.printed import CONTENTS_LIST, FRONT_MATTER, Printed, PrintedLine, words_in
from policybuilder.readers.outline import Entry, HeadingLine, assemble
from policybuilder.readers.own_front import (
    CONTENTS,
    CONTROL,
    COVER,
    END_SHEET,
    NOTE,
    control_entries,
    is_control_table,
    lines_of,
    printed,
)

MAX_CHARACTERS = 5_000_000
MAX_BRACKETS, MAX_BRACKETS_TOGETHER = 5_000, 1_000
"""How many opening square brackets that start no link a file, and a paragraph, may have: their time grows squared."""
_DEEPEST = 60

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*\n", re.DOTALL)
_FRONT_LINE = re.compile(r"^([A-Za-z_][\w-]*):[ \t]*(.*)$", re.MULTILINE)
_ANCHOR = re.compile(r'^[ \t]*<a id="([^"\n]+)">[ \t]*</a>[ \t]*\n(?=#)', re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_MARK = "\ue010"
_BOLD_NUMBER = re.compile(r"(?:\d+|[A-Z]{1,2})(?:\.\d+)+")
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f]")


def read_markdown_document(content: bytes, name: str) -> Document:
    """Return the policy of a Markdown file.

    Raises PolicyBuilderError, located at `name`, for what is not UTF-8 text, is too large, or holds no text.
    """
    return read_markdown_file(content, name)[0]


def read_markdown_file(content: bytes, name: str) -> tuple[Document, Printed]:
    """Return the policy of a Markdown file and what else the file prints; see `read_markdown_document`."""
    text = _text(content, name)
    front, body = _front_matter(text)
    own = bool(_ANCHOR.search(body))
    marked = _COMMENT.sub("", _ANCHOR.sub(lambda found: f"{_MARK}{found[1]}{_MARK}\n", body))
    marked = re.sub(f"{_MARK}([^\\n]*){_MARK}\\n(#+ )", f"\\2{_MARK}\\1{_MARK}", marked)
    _refuse_brackets(marked, name)
    html = _html(marked, name)
    entries = list(_entries(html))
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
    every = words_in([*(f"{key}: {value}" for key, value in front.items()), *_block_texts(html)])
    return document, printed("markdown", document, bool(title), around, left_out, every)


_LINK = re.compile(r"\[[^\[\]\n]{0,500}\]\([^()\s]{0,2000}\)")


def _refuse_brackets(text: str, name: str) -> None:
    counts = [part.count("[") for part in re.split(r"\n[ \t]*\n", _LINK.sub("", text))]
    if sum(counts) > MAX_BRACKETS or max(counts) > MAX_BRACKETS_TOGETHER:
        limit = f"{MAX_BRACKETS:,} in a file and {MAX_BRACKETS_TOGETHER:,} in a paragraph"
        raise fail(Location(name), f"too many square brackets that start no link: the most are {limit}", "brackets")


_LINES = frozenset({"p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "dt", "dd", "br"})


def _block_texts(html: HtmlElement) -> Iterator[str]:
    """Yield the words of the page, those of anchors left out; what stands on lines of its own is parted from the rest.

    A picture is read as what it says it shows.
    """
    parts: list[str] = []
    for event, node in etree.iterwalk(html, events=("start", "end")):
        if not isinstance(node.tag, str) or node.tag in ("script", "style"):
            parts.append((node.tail or "") if event == "end" else "")
            continue
        parts.append(" " if node.tag in _LINES else "")
        if event == "start":
            parts += [node.get("alt") or "" if node.tag == "img" else "", node.text or ""]
        elif node is not html:
            parts.append(node.tail or "")
    yield re.sub(f"{_MARK}[^{_MARK}]*{_MARK}", " ", "".join(parts))


_CONTROL = frozenset(
    {"owner", "approver", "version", "status", "date", "effective_date", "review_date", "classification", "law_as_at"}
    | {"approved_by", "approved_on", "minute", "law_checked"}
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
    found = _NOT_TEXT.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise fail(Location(name, line), f"not text: it holds U+{ord(found[0]):04X}", "not-markdown")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace(_MARK, "")


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
            if not entry.clause and entry.text in (CONTROL, CONTENTS, END_SHEET):
                place = entry.text
                found = contents if place == CONTENTS else around
                found.append(PrintedLine(CONTENTS_LIST if place == CONTENTS else place, place))
                continue
            place = ""
        if isinstance(entry, HeadingLine):
            policy.append(entry)
        elif place == CONTROL and not control and is_control_table(entry) and isinstance(entry, Table):
            control = control_entries(entry)
            around.remove(PrintedLine(CONTROL, CONTROL))
        elif place == CONTENTS and isinstance(entry, List):
            contents += [PrintedLine(CONTENTS_LIST, line.text) for line in lines_of(place, entry)]
        elif place:
            around += lines_of(place, entry)
        elif isinstance(entry, Quote) and block_text(entry).startswith(DRAFTING_NOTE):
            around += lines_of(NOTE, entry)
        else:
            policy.append(entry)
    return policy, control, around, contents


# HTML -> entries -----------------------------------------------------------------------------------------


def _entries(root: HtmlElement) -> Iterator[Entry]:
    loose: list[Inline] = list(_words(root.text))
    for child in root:
        if not isinstance(child.tag, str):
            continue
        if re.fullmatch(r"h[1-6]", child.tag):
            yield from _paragraphs(loose)
            loose = []
            yield _heading(child)
        elif child.tag in _BLOCK_TAGS:
            yield from _paragraphs(loose)
            loose = []
            yield from _blocks_of(child)
        elif child.tag in ("div", "section", "article", "main", "header", "footer", "center", "details"):
            yield from _paragraphs(loose)
            loose = []
            yield from _entries(child)
        else:
            loose.extend(_inline(child))
        loose.extend(_words(child.tail))
    yield from _paragraphs(loose)


_BLOCK_TAGS = frozenset({"p", "ul", "ol", "table", "blockquote", "pre", "hr", "dl", "script", "style"})


def _heading(element: HtmlElement) -> HeadingLine:
    text = " ".join(str(element.text_content()).split())
    anchor = ""
    if text.startswith(_MARK):
        _, anchor, text = text.split(_MARK, 2)
    clause = "" if anchor.startswith(("section_", "page_")) else anchor
    return HeadingLine(int(element.tag[1]), text.strip(), clause=clause)


def _blocks_of(element: HtmlElement) -> Iterator[Block]:
    match element.tag:
        case "p":
            yield from _paragraphs(list(_inlines(element)))
        case "ul" | "ol":
            items = tuple(ListItem(tuple(_inner(item))) for item in element if item.tag == "li")
            if items:
                yield List(element.tag == "ol", items)
        case "dl":
            texts = (Paragraph(_trimmed(list(_inlines(child)))) for child in element)
            yield List(False, tuple(ListItem((text,)) for text in texts if text.inlines))
        case "table":
            rows = [[Cell(_trimmed(list(_inlines(cell)))) for cell in row if cell.tag in ("td", "th")]
                    for row in element.iter("tr")]  # fmt: skip
            width = max((len(row) for row in rows), default=0)
            if width:
                filled = [(*row, *(Cell(()) for _ in range(width - len(row)))) for row in rows]
                yield Table(filled[0], tuple(filled[1:]))
        case "blockquote":
            yield Quote(tuple(_inner(element)))
        case "pre":
            yield Preformatted(str(element.text_content()).strip("\n"))


def _inner(element: HtmlElement) -> Iterator[Block]:
    for entry in _entries(element):
        yield Paragraph((Strong((Text(entry.text),)),)) if isinstance(entry, HeadingLine) else entry


def _paragraphs(inlines: list[Inline]) -> Iterator[Block]:
    trimmed = _trimmed(inlines)
    if not plain_text(trimmed).strip():
        return
    first = trimmed[0]
    if isinstance(first, Strong) and _BOLD_NUMBER.fullmatch(plain_text(first.inlines)):
        # Our own Markdown writes a paragraph's number as bold words.
        yield Paragraph(_trimmed(list(trimmed[1:])), plain_text(first.inlines))
    else:
        yield Paragraph(trimmed)


def _inlines(element: HtmlElement) -> Iterator[Inline]:
    yield from _words(element.text)
    for child in element:
        if isinstance(child.tag, str):
            yield from _inline(child)
        yield from _words(child.tail)


def _inline(element: HtmlElement) -> Iterator[Inline]:
    match element.tag:
        case "strong" | "b":
            yield Strong(tuple(_inlines(element)))
        case "em" | "i":
            yield Emphasis(tuple(_inlines(element)))
        case "code":
            yield Code(str(element.text_content()))
        case "br":
            yield LineBreak()
        case "img":
            yield from _words(element.get("alt"))
        case "script" | "style":
            return
        case "a":
            target = element.get("href", "")
            if re.match(r"(https?://|mailto:)\S+$", target):
                yield Link(target, tuple(_inlines(element)))
            else:
                yield from _inlines(element)
        case _:
            yield from _inlines(element)


def _words(text: str | None) -> Iterator[Inline]:
    if text:
        yield Text(re.sub(r"\s+", " ", text))


def _trimmed(inlines: list[Inline]) -> tuple[Inline, ...]:
    kept = list(inlines)
    while kept and isinstance(kept[0], Text | LineBreak) and not plain_text((kept[0],)).strip():
        del kept[0]
    while kept and isinstance(kept[-1], Text | LineBreak) and not plain_text((kept[-1],)).strip():
        del kept[-1]
    if kept and isinstance(kept[0], Text):
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
    if kept and isinstance(kept[-1], Text):
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(kept)
