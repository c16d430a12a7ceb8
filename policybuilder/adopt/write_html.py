"""The report on an old policy as one HTML page that needs nothing but itself: no script, no font, no request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policybuilder.adopt.adoption import Adoption
from policybuilder.adopt.mapping import Match
from policybuilder.adopt.old_policy import OldPassage
from policybuilder.adopt.standing import texts_for
from policybuilder.adopt.words import (
    STANDINGS,
    DecisionRow,
    around_sentence,
    covered_sentence,
    decision_rows,
    decisions_sentence,
    five_gaps,
    gap_line,
    groups,
    heading,
    held_sentence,
    how_sure,
    stale_sentence,
)
from policybuilder.compare.html_style import STYLE
from policybuilder.html.blocks import Setting, blocks_html
from policybuilder.html.page import Frame, page_html
from policybuilder.html.text import inert
from policybuilder.library.library import Library

# Colours of the comparison page, which are checked against WCAG 2.2 AA; each standing is in words, too.
_OWN_STYLE = """\
table { width: 100%; border-collapse: collapse; margin: 0 0 1.25rem; }
th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.6rem; border-bottom: 1px solid var(--line); }
caption { text-align: left; padding: 0.4rem 0; font-weight: 600; }
.standing { display: inline-block; padding: 0 0.5em; border-radius: 0.25rem; font-size: 0.875rem; font-weight: 600; }
.same { background: #e3f4e8; color: #14532d; }
.differently { background: #fff0b3; color: #3b2a00; }
.subject { background: #e2e8ec; color: var(--ink); }
.nothing, .not-English { background: #fdecea; color: #8c1d18; }
.heading { background: transparent; color: var(--quiet); }
.passage { border-top: 1px solid var(--line); padding: 0.75rem 0; }
.passage h3 { font-size: 1rem; margin: 0 0 0.35rem; }
.texts { display: grid; grid-template-columns: 1fr 1fr; gap: 0.5rem 1.25rem; margin: 0.35rem 0 0.6rem; }
.texts > div { border-left: 4px solid var(--line); padding-left: 0.6rem; }
.texts p { margin: 0; }
section.front { page-break-after: always; break-after: page; }
.page { overflow-wrap: anywhere; }
@media screen { .on-paper { display: none; } }
th.sure, td.sure { white-space: nowrap; }
/* A sheet of paper is as narrow, and has room for them. */
@media screen and (max-width: 47.99rem) {
  .texts { grid-template-columns: 1fr; }
  /* A table of five columns does not fit a phone: each row is a block there, and scrolls nowhere. */
  table, caption, tbody, tr, tbody th, tbody td { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { border-bottom: 2px solid var(--line); }
  tbody th, tbody td { padding: 0.2rem 0; border-bottom: 0; }
}
@media print {
  .passage { break-inside: avoid; }
  /* Links lead nowhere on paper, and the library's texts are as long as all the rest. */
  .texts-of-clauses > :not(h2, .on-paper) { display: none; }
  /* One page for a head of service. */
  section.front { font-size: 0.875em; line-height: 1.3; }
  section.front nav { display: none; }
  .standing { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""


def write_html(adoption: Adoption, library: Library) -> bytes:
    """Return a report as a whole page, UTF-8."""
    rows = decision_rows(adoption, library)
    masthead = (
        '<header class="masthead">',
        f"<h1>{inert(heading(adoption))}</h1>",
        f"<p>{inert(covered_sentence(adoption))} {inert(held_sentence(adoption))}</p>",
        "</header>",
    )
    main = (
        *_front(adoption, rows),
        *_decisions(rows),
        *_passages(adoption),
        *_missing(adoption),
        *_stale(adoption),
        *_clauses(adoption, library),
        *_left_out(adoption),
    )
    frame = Frame(heading(adoption), "en-GB", STYLE + _OWN_STYLE, ("report", "Skip to the report"))
    return page_html(frame, (*masthead, '<main class="page" id="report">', *main, "</main>"))


def _front(adoption: Adoption, rows: Iterable[DecisionRow]) -> Iterator[str]:
    yield '<section class="front" aria-labelledby="in-short">'
    yield '<h2 id="in-short">In short</h2>'
    yield f"<p>{inert(around_sentence(adoption))} {inert(stale_sentence(adoption))}</p>"
    gaps = five_gaps(adoption)
    if gaps:
        yield "<h3>The gaps that matter most</h3><ol>"
        for gap in gaps:
            link = f'<a href="#missing-{inert(gap.clause)}">{inert(gap.title)}</a>'
            yield f"<li><strong>{link}</strong> ({inert(gap.level)}). {inert(gap_line(gap))}</li>"
        yield "</ol>"
    yield "<h3>Decisions found</h3>"
    yield f"<p>{inert(decisions_sentence(adoption))}</p>"
    if adoption.decisions:
        yield "<ul>"
        for row in rows:
            place = _passage_link(row.decision.passage)
            sure = "" if row.decision.sure else f"{row.sure}, "
            yield f"<li>{inert(row.question)} <strong>{inert(row.answer)}</strong> ({sure}{place})</li>"
        yield "</ul>"
    yield '<nav aria-label="Parts of this report"><p>'
    parts = (("decisions", "Decisions"), ("passages", "Every passage"), ("missing", "What is missing"),
             ("stale", "What is stale"), ("clauses", "The library's texts"))  # fmt: skip
    yield ", ".join(f'<a href="#{id}">{title}</a>' for id, title in parts)
    yield "</p></nav></section>"


def _decisions(rows: Iterable[DecisionRow]) -> Iterator[str]:
    yield '<section aria-labelledby="decisions"><h2 id="decisions">Decisions</h2>'
    yield "<table><caption>What the old policy decided, each with the words that show it</caption>"
    heads = ("Question", "Answer", "How sure", "Words of the old policy", "Where")
    cells = "".join(f'<th scope="col">{head}</th>' for head in heads)
    yield f"<thead><tr>{cells}</tr></thead><tbody>"
    for row in rows:
        decision = row.decision
        yield (
            f'<tr><th scope="row">{inert(row.question)} <span class="source">{inert(decision.parameter)}</span></th>'
            f'<td>{inert(row.answer)}</td><td class="sure">{row.sure}</td><td>“{inert(decision.words)}”</td>'
            f"<td>{_passage_link(decision.passage)}: {inert(decision.place)}</td></tr>"
        )
    yield "</tbody></table></section>"


def _passage_link(number: int) -> str:
    return f'<a href="#passage-{number}">passage {number}</a>' if number else "the file's front page"


def _passages(adoption: Adoption) -> Iterator[str]:
    yield '<section aria-labelledby="passages"><h2 id="passages">Every passage</h2>'
    for title, passages in groups(adoption):
        yield f'<article><div class="title"><h2>{inert(title or "Before the first heading")}</h2></div>'
        for passage in passages:
            yield from _passage(passage, adoption)
        yield "</article>"
    yield "</section>"


def _passage(passage: OldPassage, adoption: Adoption) -> Iterator[str]:
    standing = adoption.standing(passage)
    name = standing.replace(" ", "-")
    label = f'<span class="standing {name}">{inert(STANDINGS[standing].capitalize())}</span>'
    yield f'<div class="passage" id="passage-{passage.number}">'
    place = f'<span class="note">{inert(passage.place)}</span>'
    yield f'<h3><span class="number">{passage.number}</span> {label} {place}</h3>'
    yield f"<p>{inert(passage.text)}</p>"
    for match in adoption.matches.get(passage.number, ()):
        yield from _match(match, adoption)
    yield "</div>"


def _match(match: Match, adoption: Adoption) -> Iterator[str]:
    title = inert(adoption.titles.get(match.clause, match.clause))
    link = f'<a href="#clause-{inert(match.clause)}">{title}</a>'
    words = f" Words: {inert(', '.join(match.words))}." if match.words else ""
    yield f"<p><strong>{link}</strong>: {inert(STANDINGS[match.how])}, {how_sure(match.score)}.{words}</p>"
    if match.how != "same" and match.ours:
        yield '<div class="texts">'
        yield f'<div><p class="note">The old policy</p><p>{inert(match.theirs)}</p></div>'
        yield f'<div><p class="note">The library</p><p>{inert(match.ours)}</p></div>'
        yield "</div>"
    if match.differs:
        yield f"<ul>{''.join(f'<li>{inert(str(each))}</li>' for each in match.differs)}</ul>"


def _missing(adoption: Adoption) -> Iterator[str]:
    yield '<section aria-labelledby="missing"><h2 id="missing">What is missing</h2>'
    if not adoption.missing:
        yield "<p>Nothing of the document is missing.</p></section>"
        return
    yield f"<table><caption>Clauses of the {inert(adoption.document_title)} that no passage says</caption>"
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("Clause", "Level", "Why"))
    yield f"<thead><tr>{heads}</tr></thead><tbody>"
    for gap in adoption.missing:
        id = inert(gap.clause)
        link = f'<a href="#clause-{id}">{inert(gap.title)}</a> <span class="source">{id}</span>'
        yield f'<tr id="missing-{id}"><th scope="row">{link}</th>'
        yield f"<td>{inert(gap.level)}</td><td>{inert(gap_line(gap))}</td></tr>"
    yield "</tbody></table></section>"


def _stale(adoption: Adoption) -> Iterator[str]:
    yield '<section aria-labelledby="stale"><h2 id="stale">What is stale or wrong</h2>'
    if not adoption.stale:
        yield f"<p>{inert(stale_sentence(adoption))}</p>"
    else:
        yield "<ul>"
        for each in adoption.stale:
            yield f"<li>{_passage_link(each.passage)}: {inert(each.message)} To do: {inert(each.hint)}.</li>"
        yield "</ul>"
    yield "</section>"


def _clauses(adoption: Adoption, library: Library) -> Iterator[str]:
    """Yield the library's texts that the report links to, as they would print for a council like this one."""
    named = {match.clause for found in adoption.matches.values() for match in found}
    named |= {gap.clause for gap in adoption.missing}
    yield '<section class="texts-of-clauses" aria-labelledby="clauses"><h2 id="clauses">The library\'s texts</h2>'
    yield '<p class="note on-paper">They are left out on paper. The report on the screen has them.</p>'
    yield '<p class="note">As they would print for a council like this one, where the document says all it can, with'
    yield " the decisions that were found, and what most councils answer where none was: square brackets mark that.</p>"
    texts = texts_for(library, adoption.document, adoption.nation, adoption.policy, adoption.decisions)
    passages: dict[str, list[int]] = {}
    for number, found in adoption.matches.items():
        for match in found:
            passages.setdefault(match.clause, []).append(number)
    for id in sorted(named):
        clause = library.clause(id)
        links = ", ".join(_passage_link(number) for number in passages.get(id, []))
        yield f'<article id="clause-{inert(id)}"><div class="title"><h3>{inert(clause.front.title)}</h3>'
        yield f'<span class="source">{inert(id)}</span></div>'
        yield f"<p>{links or 'No passage of the old policy says it.'}</p>"
        if id in texts:
            yield from blocks_html(texts[id], Setting(anchored=False))
        else:
            yield '<p class="note">Not in this document for such a council. As its author wrote it: what stands in'
            yield " {{ }} is filled in, and what stands between {% if %} and {% endif %} depends on the answers.</p>"
            yield f"<pre>{inert(clause.body.strip())}</pre>"
        yield "</article>"
    yield "</section>"


def _left_out(adoption: Adoption) -> Iterator[str]:
    if not adoption.policy.left_out:
        return
    yield '<section aria-labelledby="left-out"><h2 id="left-out">Read, and no part of the policy\'s text</h2><ul>'
    for line in adoption.policy.left_out:
        yield f'<li><span class="note">{inert(line.place)}</span> {inert(line.text)}</li>'
    yield "</ul></section>"
