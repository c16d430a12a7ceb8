"""The table of responses as Markdown, a spreadsheet, JSON, or a Word file in the council's shell.

What people wrote is data in all of them: in a spreadsheet a cell that begins like a formula is text, and in a document
nothing of it is marked.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence

from policybuilder.as_json import as_json
from policybuilder.compare.report_parts import NO_PROVENANCE, SHIPPED_SHELL
from policybuilder.compare.sentences import printable
from policybuilder.document import (
    Cell,
    Clause,
    ControlEntry,
    Document,
    Inline,
    Paragraph,
    Section,
    Table,
    Text,
    Value,
)
from policybuilder.library.library import Library
from policybuilder.library.workspace import built_in_workspace
from policybuilder.ooxml.zip import read_parts, write_parts
from policybuilder.update.taking.responses import Response
from policybuilder.writers import WRITERS
from policybuilder.writers.markdown_inline import escape
from policybuilder.writers.word.mark import unmarked_parts

Row = tuple[str, ...]
_HEADER = ("No.", "Where", "What was asked", "What became of it", "Why")
_NAMES = ("Who", "When")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def responses_file(
    format: str, responses: Sequence[Response], document: Document, library: Library, *, names: bool
) -> bytes:
    """Return the table as "markdown", "csv", "json" or "word"; `names` puts in who asked, and when.

    `document` is the policy that was edited, and `library` has its Word shell. Raises PolicyBuilderError when the
    shell lacks something.
    """
    shown = responses if names else [_unnamed(each) for each in responses]
    if format == "json":
        return (json.dumps(as_json(list(shown)), indent=2, ensure_ascii=False) + "\n").encode()
    header = (*_HEADER, *(_NAMES if names else ()))
    rows = [_row(each, names) for each in shown]
    if format == "word":
        return _word(header, rows, document, library)
    return _TEXTS[format](header, rows, document.title).encode()


def _unnamed(response: Response) -> Response:
    return Response(**{**vars(response), "who": "", "when": ""})


def _row(response: Response, names: bool) -> Row:
    number = str(response.number) if response.number else "comment"
    row = (number, response.place, _asked(response), response.outcome, response.why)
    return (*row, response.who, response.when) if names else row


def _asked(response: Response) -> str:
    if response.what == "comment":
        return f"“{response.after}”" + (f", on “{response.before}”" if response.before else "")
    if not response.before:
        return f"put in: {response.after}"
    if not response.after:
        return f"take out: {response.before}"
    return f"instead of “{response.before}”: “{response.after}”"


def _markdown(header: Row, rows: Sequence[Row], title: str) -> str:
    lines = [f"# Responses: {escape(title)}", "", _line(header), "|" + " --- |" * len(header)]
    return "\n".join([*lines, *(_line(tuple(escape(cell) for cell in row)) for row in rows)]) + "\n"


def _line(cells: Row) -> str:
    return f"| {' | '.join(' '.join(cell.split()) for cell in cells)} |"


def _csv(header: Row, rows: Sequence[Row], _title: str) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    # A program that opens it would work out what begins like a formula, whoever wrote that in a comment.
    writer.writerows([[f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row] for row in rows])
    return "\ufeff" + text.getvalue()


_TEXTS: Mapping[str, Callable[[Row, Sequence[Row], str], str]] = {"markdown": _markdown, "csv": _csv}
FORMATS: Mapping[str, str] = {".md": "markdown", ".csv": "csv", ".json": "json", ".docx": "word"}
"""What a table is written as, by the end of its file's name."""


def _word(header: Row, rows: Sequence[Row], policy: Document, library: Library) -> bytes:
    table = Table(_cells(header), tuple(_cells(row) for row in rows))
    intro = Paragraph((Text("What became of each edit and each comment in the copy that came back."),))
    clause = Clause("responses", "1.1", "Edit by edit", (intro, table), NO_PROVENANCE)
    control = (
        ControlEntry("version", "Version", Value(policy.control_text("version") or "draft", "")),
        ControlEntry("status", "Status", Value("Responses", "")),
    )
    made = Document(
        id="responses",
        title=f"Responses: {printable(policy.title)}",
        profile=policy.profile,
        template="",
        template_version="",
        language=policy.language,
        depth="essential",
        council=policy.council,
        control=control,
        sections=(Section("responses", "1", "Responses", (clause,)),),
        appendices=(),
        law=(),
        omissions=(),
        shell=SHIPPED_SHELL,
        stage="paper",
        opening="compact",
    )
    shell = built_in_workspace().named_file(SHIPPED_SHELL, library.profile(policy.profile).place("id"), "templates")
    return write_parts(unmarked_parts(read_parts(WRITERS["word"].write(made, shell.content()), shell.name)))


def _cells(row: Row) -> tuple[Cell, ...]:
    def cell(text: str) -> tuple[Inline, ...]:
        return (Text(printable(text)),) if text.strip() else ()

    return tuple(Cell(cell(text)) for text in row)


__all__ = ["FORMATS", "responses_file"]
