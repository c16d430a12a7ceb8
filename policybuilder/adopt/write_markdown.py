"""The report on an old policy as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from policybuilder.adopt.adoption import Adoption
from policybuilder.adopt.old_policy import OldPassage
from policybuilder.adopt.words import (
    STANDINGS,
    decision_rows,
    five_gaps,
    front_sentences,
    gap_line,
    groups,
    heading,
    match_line,
    place_words,
    stale_sentence,
)
from policybuilder.compare.sentences import printable
from policybuilder.compare.write_markdown import escape
from policybuilder.library.library import Library


def write_markdown(adoption: Adoption, library: Library) -> bytes:
    """Return a report as UTF-8 Markdown."""
    return ("\n".join(_lines(adoption, library)) + "\n").encode(errors="replace")


def _lines(adoption: Adoption, library: Library) -> Iterator[str]:
    rows = decision_rows(adoption, library)
    yield f"# {_text(heading(adoption))}"
    yield ""
    for sentence in front_sentences(adoption):
        yield _text(sentence)
        yield ""
    if gaps := five_gaps(adoption):
        yield "## The gaps that matter most"
        yield ""
        for number, gap in enumerate(gaps, start=1):
            yield f"{number}. **{_text(gap.title)}** ({gap.level}). {_text(gap_line(gap))}"
        yield ""
    yield "## Decisions"
    yield ""
    yield "| Question | Answer | How sure | Words of the old policy | Where |"
    yield "| --- | --- | --- | --- | --- |"
    for row in rows:
        each = row.decision
        cells = (row.question, row.answer, row.sure, f"“{each.words}”", f"{place_words(each)}: {each.place}")
        yield f"| {' | '.join(_text(cell) for cell in cells)} |"
    yield ""
    yield "## Every passage"
    for title, passages in groups(adoption):
        yield ""
        yield f"### {_text(title or 'Before the first heading')}"
        yield ""
        for passage in passages:
            yield from _passage(passage, adoption)
    yield ""
    yield "## What is missing"
    yield ""
    for gap in adoption.missing:
        yield f"- **{_text(gap.title)}** ({_text(gap.clause)}, {gap.level}). {_text(gap_line(gap))}"
    if not adoption.missing:
        yield "Nothing of the document is missing."
    yield ""
    yield "## What is stale or wrong"
    yield ""
    for found in adoption.stale:
        yield f"- Passage {found.passage}: {_text(found.message)} To do: {_text(found.hint)}."
    if not adoption.stale:
        yield _text(stale_sentence(adoption))
    if adoption.policy.left_out:
        yield ""
        yield "## Read, and no part of the policy's text"
        yield ""
        for line in adoption.policy.left_out:
            yield f"- {_text(line.place)}: {_text(line.text)}"


def _passage(passage: OldPassage, adoption: Adoption) -> Iterator[str]:
    standing = STANDINGS[adoption.standing(passage)]
    yield f"**{passage.number}** *{_text(standing)}* ({_text(passage.place)})"
    yield ""
    yield f"> {_text(passage.text)}"
    yield ""
    for match in adoption.matches.get(passage.number, ()):
        yield f"- {_text(match_line(match, adoption))}"
        if match.how != "same" and match.ours:
            yield f"  - The old policy: “{_text(match.theirs)}”"
            yield f"  - The library: “{_text(match.ours)}”"
        for each in match.differs:
            yield f"  - {_text(str(each))}"
    yield ""


def _text(text: str) -> str:
    return escape(printable(" ".join(text.split())))
