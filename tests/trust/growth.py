# ruff: noqa: E501  what is read is easier to compare when each stands on its line
"""How much time and memory a reader needs as what it reads grows: inputs that were made to be slow, twice as large each time.

    python -m tests.trust.growth                 every kind, up to the limits (some 20 minutes on one core)
    python -m tests.trust.growth markdown docx   the kinds whose names hold one of these words

Each size is read in a process of its own. What is refused ends its row: a limit is an answer. What takes more than MOST_SECONDS or
MOST_MEGABYTES ends the run with 1.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from policybuilder.errors import PolicyBuilderError
from tests.redline import word

MOST_SECONDS, MOST_MEGABYTES = 20, 1_000
LIMITS = frozenset({"file-too-large", "too-large", "docx-too-large", "yaml-depth", "markdown-depth", "too-many"})
"""The codes that say that a file is beyond a limit. What is refused for another reason took its time all the same."""


@dataclass(frozen=True)
class Kind:
    """A kind of input: what it is made of at a size, and what reads it."""

    make: Callable[[int], bytes]
    read: Callable[[bytes], object]


# What reads ----------------------------------------------------------------------------------------------


def compared(suffix: str) -> Callable[[bytes], object]:
    """Return what compares a file with one that has a word more."""

    def read(content: bytes) -> object:
        from policybuilder.compare import compare
        from policybuilder.lifecycle.sides import read_printed

        with tempfile.TemporaryDirectory() as folder:
            old, new = Path(folder, f"old{suffix}"), Path(folder, f"new{suffix}")
            old.write_bytes(content)
            new.write_bytes(changed(content, suffix))
            one, two = read_printed(old), read_printed(new)
            return compare(one[0], two[0], "old", "new", None, (one[1], two[1]))

    return read


def changed(content: bytes, suffix: str) -> bytes:
    if suffix == ".md":
        return content + b"\n\nOne more.\n"
    return with_document(
        content, lambda xml: xml.replace(b"<w:sectPr", b"<w:p><w:r><w:t>More</w:t></w:r></w:p><w:sectPr", 1)
    )


def checked(suffix: str) -> Callable[[bytes], object]:
    """Return what holds a file against the rules about texts."""

    def read(content: bytes) -> object:
        from policybuilder.checks.existing import check_file, read_policy

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, f"policy{suffix}")
            path.write_bytes(content)
            read_policy(path)  # raises what `check_file` tells
            return check_file(path, library().workspace)

    return read


def redlined(content: bytes) -> object:
    from policybuilder.redline import redline

    return redline(content, changed(content, ".docx"), author="A", date="2026-01-01T00:00:00Z")


def as_profile(content: bytes) -> object:
    from policybuilder.library.profiles import read_profile
    from policybuilder.library.strict_yaml import decode_text

    name = "profiles/riverton.yaml"
    return read_profile(name, decode_text(content, name), library().reference)


def as_document(content: bytes) -> object:
    from policybuilder.document_json import loads

    return loads(content)


@cache
def library() -> Any:
    from policybuilder.library.library import open_library
    from policybuilder.library.workspace import built_in_workspace

    found = open_library(built_in_workspace())
    found.reference  # noqa: B018  read now, and not within what is measured
    return found


# What is read --------------------------------------------------------------------------------------------


def times(part: str, before: str = "", after: str = "") -> Callable[[int], bytes]:
    """Return what makes a text of a part, again and again; `{}` in the part is the number of the time."""

    def make(size: int) -> bytes:
        return (before + "".join(part.replace("{}", str(number)) for number in range(size)) + after).encode()

    return make


MARKDOWN = {
    **{
        f"text of {part!r}": times(part, "Words ", " end\n")
        for part in (
            *(
                "[",
                "![",
                "[a](",
                "]",
                "[[a]",
                "[a][",
                "![a](b",
                "*",
                "**",
                "**a",
                "*a **b",
                "_",
                "__a",
                "`",
                "``a ",
                "<",
                "<a ",
                "</",
                "<!--",
            ),
            *(
                "&",
                "&#1",
                "&amp;",
                "\\",
                "\\[",
                "|",
                "a|",
                "~",
                "^",
                "http://a ",
                "<http://a",
                "a@b ",
                "  \n",
                "a\n",
                "x",
                "word ",
                "é",
            ),
            *(
                "[a](b) ",
                "**a** ",
                "*a* ",
                "`a` ",
                "***a*** ",
                "<b>a</b>",
                "[a]: b ",
                "\t",
                "(",
                "))",
                "![](",
                '[a](b "',
                "<b>",
                "{",
                "$",
            ),
        )
    },
    **{
        f"lines of {part!r}": times(part, "# Policy\n\n")
        for part in (
            *(
                "- a\n",
                "- a\n\n",
                "1. a\n",
                "> a\n",
                ">\n",
                "# a\n",
                "## Section {}\n\nWords.\n\n",
                "a\n\n",
                "\n",
                "    a\n",
                "```\n",
                "~~~\na\n",
            ),
            *(
                "|a|b|\n|-|-|\n|c|d|\n\n",
                "|a",
                "[a{}]: b\n",
                "[a{}]: b\n\n",
                "---\n",
                "***\n",
                "a\n===\n",
                "<div>\n",
                "</div>\n\n",
                "<!-- a\n",
            ),
            *(
                "<p>a\n\n",
                '<a id="a{}"></a>\n# A\n\n',
                "- a\n  b\n",
                "* a\n\n    b\n\n",
                "You must do {}.\n\n",
                "Term {} means words.\n\n",
                "a:b\n",
            ),
        )
    },
    "a table of many rows": times("|a|b|\n", "|a|b|\n|-|-|\n"),
    "a table of many columns": lambda size: b"|a" * size + b"|\n" + b"|-" * size + b"|\n" + b"|b" * size + b"|\n",
    "front matter without end": times("a{}: b\n", "---\n"),
    "front matter": times("a{}: b\n", "---\n", "---\n\n# A\n\nWords.\n"),
}
HEAD = "id: riverton\ncouncil: {name: Riverton Council, short_name: Riverton, nation: england, type: district}\n"
YAML = {
    **{
        f"lines of {part!r}": times(part, HEAD)
        for part in (
            "key_{}: 1\n",
            "parameter{}: 1\n",
            "key\n",
            "- a\n",
            "  a: b\n",
            "a: 'b\n",
            "a: b: c\n",
            "# a\n",
            "\n",
            "a{}: |\n  b\n",
        )
    },
    **{
        f"parameters of {part!r}": times(part, HEAD + "parameters:\n")
        for part in (
            "  retention_{}_days: 1\n",
            "  x{}: 1\n",
            "  x: 1\n",
            "  contact: a\n    b\n",
            "  a{}:\n    b: c\n",
            " x{}: 1\n",
            "   x{}: “a”\n",
            "  x{}: a # b\n",
        )
    },
    "one long text": times("word ", HEAD + "parameters:\n  contact: ", "\n"),
    "a text over lines": times("    word\n", HEAD + "parameters:\n  contact: a\n"),
    "a list": times("a, ", HEAD + "kept: [", "a]\n"),
    "one that never ends": times("[", HEAD + "kept: "),
    "documents": times("  policy-{}: {parameters: {days: 1}}\n", HEAD + "documents:\n"),
    "excluded clauses": times(
        "      - {clause: care-{}, reason: x}\n", HEAD + "documents:\n  ai-policy:\n    exclude:\n"
    ),
    "bases": times("base-{}, ", HEAD + "extends: [", "base]\n"),
    "kept": times("days_{}, ", HEAD + "kept: [", "days]\n"),
    "law signed off": times("  - {law: a{}, by: b, on: 2026-01-01, digest: 0123456789ab}\n", HEAD + "law_checked:\n"),
}
JSON = {
    "lists": times("[", '{"format": 2, "document": '),
    "strings": times('"a{}", ', '{"format": 2, "document": [', '"b"]}'),
    "members": times('"a{}": 1, ', '{"format": 2, "document": {', '"b": 1}}'),
    "quotes": times('"', '{"format": 2, "document": '),
    "backslashes": times("\\", '{"format": 2, "document": "'),
    "digits": times("9", '{"format": 2, "document": ', "}"),
}


def with_document(content: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Return a Word file with its main part changed."""
    import io
    import zipfile

    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as there,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in there.namelist():
            new.writestr(name, change(there.read(name)) if name == "word/document.xml" else there.read(name))
    return made.getvalue()


def body(part: str, before: str = "", after: str = "") -> Callable[[int], bytes]:
    """Return what makes a Word file whose body is a part of XML, again and again."""

    def make(size: int) -> bytes:
        inside = times(part, before, after)(size)
        plain = word.docx(word.h("Care"), word.p("SLOT"))
        slot = b"<w:p><w:r><w:t>SLOT</w:t></w:r></w:p>"

        def change(xml: bytes) -> bytes:
            start = xml.index(b"<w:p>", xml.index(b"Care")) if slot not in xml else xml.index(slot)
            return xml[:start] + inside + xml[xml.index(b"</w:p>", start) + 6 :]

        return with_document(plain, change)

    return make


P, R = "<w:p>", "<w:r>"
DOCX = {
    "attributes": body(' w:a{}="1"', "<w:p><w:r", "><w:t>a</w:t></w:r></w:p>"),
    "attributes without a namespace": body(' a{}="1"', "<w:p", "><w:r><w:t>a</w:t></w:r></w:p>"),
    "namespaces": body(' xmlns:a{}="urn:{}"', "<w:p", "><w:r><w:t>a</w:t></w:r></w:p>"),
    "namespaces in use": body('<a{}:x xmlns:a{}="urn:{}"/>', "<w:p><w:r><w:t>a</w:t>", "</w:r></w:p>"),
    "paragraphs": body("<w:p><w:r><w:t>Paragraph {} says what must be done.</w:t></w:r></w:p>"),
    "paragraphs that are the same": body("<w:p><w:r><w:t>You must do it.</w:t></w:r></w:p>"),
    "empty paragraphs": body("<w:p/>"),
    "headings": body('<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Part {}</w:t></w:r></w:p><w:p><w:r><w:t>W</w:t></w:r></w:p>'),
    "runs": body("<w:r><w:t>a </w:t></w:r>", "<w:p>", "</w:p>"),
    "words": body("word{} ", "<w:p><w:r><w:t>", "</w:t></w:r></w:p>"),
    "the same word": body("word ", "<w:p><w:r><w:t>", "</w:t></w:r></w:p>"),
    "one long word": body("x", "<w:p><w:r><w:t>", "</w:t></w:r></w:p>"),
    "tabs and breaks": body("<w:tab/><w:br/>", "<w:p><w:r>", "</w:r></w:p>"),
    "fields that never end": body('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "<w:p>", "</w:p>"),
    "fields that never began": body('<w:r><w:fldChar w:fldCharType="end"/></w:r>', "<w:p>", "</w:p>"),
    "fields": body(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/>'
        '</w:r><w:r><w:t>{}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "<w:p>",
        "</w:p>",
    ),
    "bookmarks": body('<w:bookmarkStart w:id="{}" w:name="b{}"/><w:bookmarkEnd w:id="{}"/>', "<w:p>", "<w:r><w:t>a</w:t></w:r></w:p>"),
    "bookmarks that never end": body('<w:bookmarkStart w:id="{}" w:name="b{}"/>', "<w:p>", "<w:r><w:t>a</w:t></w:r></w:p>"),
    "changes": body('<w:ins w:id="{}" w:author="a"><w:r><w:t>a</w:t></w:r></w:ins>', "<w:p>", "</w:p>"),
    "rows": body("<w:tr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>", "<w:tbl>", "</w:tbl>"),
    "cells": body("<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>", "<w:tbl><w:tr>", "</w:tr></w:tbl>"),
    "tables": body("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>"),
    "controls": body("<w:sdt><w:sdtContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:sdtContent></w:sdt>"),
    "comments in the XML": body("<!-- a -->", "<w:p><w:r><w:t>a</w:t></w:r></w:p>"),
    "processing instructions": body("<?a b?>", "<w:p><w:r><w:t>a</w:t></w:r></w:p>"),
    "unknown elements": body("<w:what/>", "<w:p><w:r><w:t>a</w:t></w:r></w:p>"),
    "sections": body("<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"),
    "list items": body('<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Item {}</w:t></w:r></w:p>'),
    "links": body('<w:hyperlink w:anchor="a{}"><w:r><w:t>a</w:t></w:r></w:hyperlink>', "<w:p>", "</w:p>"),
    "footnote marks": body('<w:r><w:footnoteReference w:id="{}"/></w:r>', "<w:p>", "</w:p>"),
    "formatting": body("<w:b/>", "<w:p><w:r><w:rPr>", "</w:rPr><w:t>a</w:t></w:r></w:p>"),
}  # fmt: skip


KINDS: dict[str, Kind] = {
    **{f"markdown compare, {name}": Kind(make, compared(".md")) for name, make in MARKDOWN.items()},
    **{f"markdown check, {name}": Kind(make, checked(".md")) for name, make in MARKDOWN.items()},
    **{f"yaml, {name}": Kind(make, as_profile) for name, make in YAML.items()},
    **{f"json, {name}": Kind(make, as_document) for name, make in JSON.items()},
    **{f"docx compare, {name}": Kind(make, compared(".docx")) for name, make in DOCX.items()},
    **{f"docx redline, {name}": Kind(make, redlined) for name, make in DOCX.items()},
}


# Measuring -----------------------------------------------------------------------------------------------


def refused(kind: Kind, content: bytes) -> str:
    """Return the code of why a content is refused, and the reason; an empty text when it is not."""
    try:
        kind.read(content)
    except PolicyBuilderError as error:
        return f"{error.problems[0].code} {error.problems[0].message}"
    return ""


def _memory(of: str) -> float:
    """Return the memory that this process has (VmRSS), or the most that it had (VmHWM), in megabytes."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(f"{of}:")) / 1024
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _measure(kind: Kind, content: bytes, told: Any) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS * 2, MOST_SECONDS * 2 + 1))
    library()
    # What the process had that started this one is not what reading took.
    before = _memory("VmRSS")
    start = time.process_time()
    why = refused(kind, content)
    used = _memory("VmHWM") - before
    told.put((time.process_time() - start, used, why))


def measured(kind: Kind, content: bytes) -> tuple[float, float, str]:
    """Return the seconds of processor time and megabytes that reading took, and why it was refused ("" when it was not)."""
    library()  # once, and not in each process
    fork = multiprocessing.get_context("fork")
    told = fork.SimpleQueue()
    process = fork.Process(target=_measure, args=(kind, content, told))
    process.start()
    process.join()
    return told.get() if process.exitcode == 0 else (MOST_SECONDS * 2.0, 0.0, "")


def grown(name: str, kind: Kind, first: int = 4_000) -> bool:
    """Print a row for a kind, doubling until it is refused or takes too long; return whether it stayed within bounds."""
    size, row = first, []
    while True:
        content = kind.make(size)
        seconds, megabytes, why = measured(kind, content)
        code, _, why = why.partition(" ")
        row.append(f"{seconds:.1f}")
        if seconds > MOST_SECONDS or megabytes > MOST_MEGABYTES:
            print(
                f"TOO MUCH  {name}: {' '.join(row)} s, {megabytes:.0f} MB at {size:,} ({len(content):,} bytes)",
                flush=True,
            )
            return False
        if code in LIMITS or len(content) > 64_000_000 or size >= (1_000_000 if code else 20_000_000):
            print(f"{name}: {' '.join(row)} s, {megabytes:.0f} MB at {size:,}: {why[:100] or 'read'}", flush=True)
            return True
        size *= 8 if seconds < 0.2 else 2


def main(words: list[str]) -> int:
    """Measure the kinds whose names hold all of the words, or every kind."""
    library()
    chosen = {name: kind for name, kind in KINDS.items() if all(word in name for word in words)}
    return 1 if [name for name, kind in chosen.items() if not grown(name, kind)] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
