"""A coverage as Markdown: a section and a table for each framework, a row for each item."""

from __future__ import annotations

from collections.abc import Iterator

from policybuilder.compare.sentences import printable
from policybuilder.compare.write_markdown import escape
from policybuilder.coverage.covering import Coverage, FrameworkCoverage, ItemCoverage
from policybuilder.coverage.words import (
    NO_NOTE,
    documents_sentence,
    heading,
    places,
    started_sentence,
    summary,
    told,
)
from policybuilder.library.coverage import STATUSES


def write_markdown(coverage: Coverage) -> bytes:
    """Return a coverage as UTF-8 Markdown."""
    lines = [f"# {_text(heading(coverage))}", "", _text(documents_sentence(coverage))]
    if coverage.illustrative:
        lines += ["", "Illustrative: this council is invented."]
    for framework in coverage.frameworks:
        lines += ["", *_framework(framework, coverage)]
    return ("\n".join(lines) + "\n").encode(errors="replace")


def _framework(framework: FrameworkCoverage, coverage: Coverage) -> Iterator[str]:
    yield f"## {_text(framework.title)}"
    yield ""
    if framework.started_from:
        yield _text(started_sentence(coverage))
        yield ""
    yield _text(summary(framework))
    yield ""
    yield f"Where the items are from: {_text(framework.source)}"
    yield ""
    yield "| Item | Status | Where and how |"
    yield "| --- | --- | --- |"
    for item in framework.items:
        name = f"**{_text(item.id)}** {_text(item.title)}"
        yield f"| {name} | {STATUSES[item.status].capitalize()} | {'<br>'.join(_cell(item))} |"


def _cell(item: ItemCoverage) -> Iterator[str]:
    for each in told(item):
        if each.part:
            yield f"*{_text(each.part)}:*"
        for answered in each.answered:
            yield _text(f"{answered.title} ({places(answered)}). {answered.note or NO_NOTE}")
        yield from (_text(sentence) for sentence in each.missing)


def _text(text: str) -> str:
    return escape(printable(" ".join(text.split())))
