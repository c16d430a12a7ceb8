"""A coverage as one HTML page that needs nothing but itself: no script, no font, no request. Every text is inert."""

from __future__ import annotations

from collections.abc import Iterator

from policybuilder.compare.html_style import STYLE
from policybuilder.coverage.covering import Answered, Coverage, FrameworkCoverage, ItemCoverage
from policybuilder.coverage.words import (
    NO_NOTE,
    Told,
    documents_sentence,
    heading,
    places,
    started_sentence,
    summary,
    told,
)
from policybuilder.html.page import Frame, page_html
from policybuilder.html.text import inert
from policybuilder.library.coverage import STATUSES

# Colours of the comparison page, which are checked against WCAG 2.2 AA; each status is a word, too.
_OWN_STYLE = """\
table.coverage { table-layout: fixed; overflow-wrap: anywhere; }
table.coverage th[scope=col]:first-child { width: 26%; }
table.coverage th[scope=col]:nth-child(2) { width: 8rem; }
table.coverage th[scope=row] { font-weight: 400; }
table.coverage ul { margin: 0; padding-left: 1.1rem; }
table.coverage caption { text-align: left; padding: 0.4rem 0; }
.status { display: inline-block; padding: 0 0.5em; border-radius: 0.25rem; font-size: 0.875rem; font-weight: 600; }
.full { background: #e3f4e8; color: #14532d; }
.partial { background: #fff0b3; color: #3b2a00; }
.none { background: #fdecea; color: #8c1d18; }
.out-of-reach { background: #e2e8ec; color: var(--ink); }
@media (max-width: 47.99rem) {
  table.coverage { font-size: 0.875rem; }
  table.coverage th, table.coverage td { padding: 0.3rem; }
  table.coverage th[scope=col]:nth-child(2) { width: 5rem; }
}
@media print { .status { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""


def write_html(coverage: Coverage) -> bytes:
    """Return a coverage as a whole page, UTF-8."""
    masthead = (
        '<header class="masthead">',
        f"<h1>{inert(heading(coverage))}</h1>",
        f"<p>{inert(documents_sentence(coverage))}</p>",
        *(["<p>Illustrative: this council is invented.</p>"] if coverage.illustrative else []),
        "</header>",
    )
    main = (*_index(coverage), *(line for framework in coverage.frameworks for line in _framework(framework, coverage)))
    frame = Frame(heading(coverage), "en-GB", STYLE + _OWN_STYLE, ("frameworks", "Skip to the frameworks"))
    return page_html(frame, (*masthead, '<main class="page">', *main, "</main>"))


def _index(coverage: Coverage) -> Iterator[str]:
    yield '<nav class="index" id="frameworks" aria-label="Frameworks"><ol>'
    for framework in coverage.frameworks:
        link = f'<a href="#{inert(framework.id)}">{inert(framework.title)}</a>'
        yield f'<li>{link} <span class="note">{inert(summary(framework))}</span></li>'
    yield "</ol></nav>"


def _framework(framework: FrameworkCoverage, coverage: Coverage) -> Iterator[str]:
    id = inert(framework.id)
    yield f'<article id="{id}" aria-labelledby="title-{id}">'
    yield f'<div class="title"><h2 id="title-{id}">{inert(framework.title)}</h2></div>'
    if framework.started_from:
        yield f"<p>{inert(started_sentence(coverage))}</p>"
    yield f"<p>{inert(summary(framework))}</p>"
    source = f"Where the items are from: {inert(framework.source)}"
    yield f'<table class="coverage"><caption class="note">{source}</caption>'
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("Item", "Status", "Where and how"))
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    for item in framework.items:
        yield _row(item)
    yield "</tbody></table>"
    yield '<p class="jump"><a href="#frameworks">List of frameworks</a></p>'
    yield "</article>"


def _row(item: ItemCoverage) -> str:
    status = f'<span class="status {item.status}">{STATUSES[item.status].capitalize()}</span>'
    lines = [line for each in told(item) for line in _part(each)]
    name = f"<strong>{inert(item.id)}</strong> {inert(item.title)}"
    return f'<tr><th scope="row">{name}</th><td>{status}</td><td><ul>{"".join(lines)}</ul></td></tr>'


def _part(told: Told) -> Iterator[str]:
    lines = [*map(_answer, told.answered), *(f"<li>{inert(sentence)}</li>" for sentence in told.missing)]
    if told.part:
        yield f"<li>{inert(told.part)}:<ul>{''.join(lines)}</ul></li>"
    else:
        yield from lines


def _answer(answered: Answered) -> str:
    where = f'<span class="note">{inert(places(answered))}</span>'
    return f"<li><strong>{inert(answered.title)}</strong> {where}<br>{inert(answered.note or NO_NOTE)}</li>"
