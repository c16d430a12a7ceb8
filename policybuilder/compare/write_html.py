"""A comparison as one HTML page: both versions side by side or in one text, a list of changes to jump through.

The page needs nothing but itself: no script, no font, no request. Every text in it is inert.
"""

from __future__ import annotations

from collections.abc import Iterator

from policybuilder.compare.changes import Beneath, ClauseChange, Comparison, DetailChange, counted
from policybuilder.compare.html_blocks import View, blocks_html, pieces_html, sides_of
from policybuilder.compare.html_style import STYLE
from policybuilder.compare.sentences import (
    beneath_pieces,
    beneath_texts,
    detail_pieces,
    edit_sentence,
    heading_of,
    kinds_of,
    printable,
    sentence_of,
    summary_lines,
)
from policybuilder.html.page import Frame, page_html
from policybuilder.html.text import inert

_Change = ClauseChange | DetailChange


def write_html(comparison: Comparison) -> bytes:
    """Return a comparison as a whole page, UTF-8."""
    title = f"{comparison.old_name} compared with {comparison.new_name}"
    main = (
        *_tally(comparison),
        *(_views() if comparison else ()),
        *_index(comparison),
        *_articles(comparison),
        *_renumbered(comparison),
    )
    frame = Frame(title, comparison.new.language or "en-GB", STYLE, ("changes", "Skip to the changes"))
    return page_html(frame, (*_masthead(comparison), '<main class="page">', *main, "</main>"))


def _masthead(comparison: Comparison) -> Iterator[str]:
    yield '<header class="masthead">'
    yield f"<h1>{inert(comparison.new.title or 'Comparison')}: what has changed</h1>"
    yield f"<dl><dt>Before</dt><dd>{inert(comparison.old_name)}</dd>"
    yield f"<dt>After</dt><dd>{inert(comparison.new_name)}</dd></dl>"
    notes = [d.council.name for d in (comparison.old, comparison.new) if d.council.illustrative]
    if notes:
        names = " and ".join(dict.fromkeys(notes))
        yield f"<p>Illustrative: {inert(names)} {'is' if len(set(notes)) == 1 else 'are'} invented.</p>"
    yield "</header>"


def _tally(comparison: Comparison) -> Iterator[str]:
    lines = "".join(f"<p>{inert(line)}</p>" for line in summary_lines(comparison))
    yield f'<div class="tally">{lines}</div>'
    if comparison:
        key = "Words <del>taken out</del> are struck through, words <ins>put in</ins> are underlined."
        yield f'<p class="legend">{key}</p>'


def _views() -> Iterator[str]:
    yield '<fieldset class="view"><legend>Show the text</legend>'
    yield '<label><input type="radio" name="view" id="view-sides" checked> side by side</label>'
    yield '<label><input type="radio" name="view" id="view-inline"> in one</label>'
    yield "</fieldset>"


def _index(comparison: Comparison) -> Iterator[str]:
    if not comparison:
        return
    yield '<nav class="index" id="changes" aria-label="Changes">'
    yield f"<h2>{counted(len(comparison.every), 'change')}</h2>"
    yield "<ol>"
    for number, change in enumerate(comparison.every, 1):
        kinds = "" if isinstance(change, DetailChange) else f"{kinds_of(change)} "
        badge = f'<span class="weight {change.weight}">{change.weight}</span>'
        badge = f'<span><span class="kinds">{kinds}</span>{badge}</span>'
        yield f'<li><a href="#change-{number}">{inert(_name(change))}</a> {badge}</li>'
    yield "</ol></nav>"


def _name(change: _Change) -> str:
    return change.label if isinstance(change, DetailChange) else heading_of(change)


def _articles(comparison: Comparison) -> Iterator[str]:
    total = len(comparison.every)
    for number, change in enumerate(comparison.every, 1):
        yield f'<article id="change-{number}" aria-labelledby="title-{number}">'
        badge = f'<span class="weight {change.weight}">{change.weight}</span>'
        kinds = "" if isinstance(change, DetailChange) else f'<span class="note">{kinds_of(change)}</span>'
        yield f'<div class="title"><h2 id="title-{number}">{inert(_name(change))}</h2>{kinds}{badge}</div>'
        yield from _facts(change)
        if isinstance(change, DetailChange):
            yield f'<p class="inline-detail">{pieces_html(detail_pieces(change))}</p>'
        else:
            yield from _texts(change, comparison)
        before = f'<a href="#change-{number - 1}">Previous change</a>' if number > 1 else ""
        after = f'<a href="#change-{number + 1}">Next change</a>' if number < total else ""
        yield f'<p class="jump">{before}{after}<a href="#changes">List of changes</a></p>'
        yield "</article>"


def _facts(change: _Change) -> Iterator[str]:
    yield '<dl class="facts">'
    if isinstance(change, ClauseChange):
        yield f"<dt>What</dt><dd>{inert(sentence_of(change))}</dd>"
    reasons = [
        inert(reason.told) + (f' <span class="source">{inert(reason.source)}</span>' if reason.source else "")
        for reason in change.reasons
    ]
    why = reasons[0] if len(reasons) == 1 else f"<ul>{''.join(f'<li>{reason}</li>' for reason in reasons)}</ul>"
    yield f"<dt>Why</dt><dd>{why}</dd>"
    several = isinstance(change, ClauseChange) and len(change.edits) > 1 and len(change.reasons) > 1
    if isinstance(change, ClauseChange) and several and "reworded" in change.kinds:
        summary = f"{counted(len(change.edits), 'place')}, each with its reason"
        yield f"<dt>Place by place</dt><dd><details><summary>{summary}</summary>"
        yield f"<ol>{''.join(_places(change))}</ol></details></dd>"
    yield f"<dt>How much</dt><dd>{change.weight.capitalize()}: {inert(change.deciding.text)}</dd>"
    yield f"<dt>Who approves</dt><dd>{inert(change.approver)}</dd>"
    yield "</dl>"


def _places(change: ClauseChange) -> Iterator[str]:
    for edit in change.edits:
        why = "; ".join(inert(reason.told) for reason in change.reasons_for(edit))
        yield f'<li>{inert(edit_sentence(edit))} <span class="note">Why: {why}</span></li>'


def _texts(change: ClauseChange, comparison: Comparison) -> Iterator[str]:
    for below in change.beneath:
        yield from _beneath(below)
    blocks = change.marked.blocks
    if (not change.edits and change.beneath) or not blocks:
        return
    # Where a box scrolls, the keyboard must reach it.
    named = f'role="group" tabindex="0" aria-label="{inert(change.title)}: both versions"'
    yield f'<div class="sides scroll" {named}><table class="sides">'
    yield f"<caption class='note'>{inert(change.title)}: both versions</caption>"
    old, new = inert(comparison.old_name), inert(comparison.new_name)
    yield f'<thead><tr><th scope="col">{old}</th><th scope="col">{new}</th></tr></thead><tbody>'
    for same, left, right in sides_of(blocks):
        yield f'<tr class="{"same" if same else "changed"}"><td>{left}</td><td>{right}</td></tr>'
    yield "</tbody></table></div>"
    yield f'<div class="inline">{"".join(blocks_html(blocks, View.BOTH))}</div>'


def _beneath(below: Beneath) -> Iterator[str]:
    then, _, yours = (inert(printable(text)) for text in beneath_texts(below))
    named = 'role="group" tabindex="0" aria-label="Beneath your own text: then, now and yours"'
    yield f'<div class="scroll" {named}><table class="beneath">'
    yield "<caption class='note'>The library's words beneath your own text</caption>"
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("Then", "Now", "Yours"))
    yield f"<thead><tr>{heads}</tr></thead>"
    yield f"<tbody><tr><td>{then}</td><td>{pieces_html(beneath_pieces(below))}</td><td>{yours}</td></tr></tbody>"
    yield "</table></div>"


def _renumbered(comparison: Comparison) -> Iterator[str]:
    if not comparison.renumbered:
        return
    yield '<article aria-labelledby="renumbered"><h2 id="renumbered">Only renumbered</h2><ul>'
    for item in comparison.renumbered:
        yield f"<li>{inert(item.old_place)} became {inert(item.new_place)}: {inert(item.title)}</li>"
    yield "</ul></article>"
