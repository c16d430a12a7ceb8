"""The report on an old policy as a document of its own, which any writer can write, Word among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from policybuilder.adopt.adoption import Adoption
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
from policybuilder.compare.report_parts import NO_PROVENANCE, SHIPPED_SHELL
from policybuilder.compare.sentences import printable
from policybuilder.document import (
    Block,
    Cell,
    Clause,
    ControlEntry,
    Council,
    Document,
    Inline,
    List,
    ListItem,
    Paragraph,
    Quote,
    Section,
    Strong,
    Table,
    Text,
    Value,
)
from policybuilder.library.library import Library


def report_document(adoption: Adoption, library: Library) -> Document:
    """Return a report as a document in the shell of guides, which opens with its text."""
    sections = (
        _section("in-short", 1, "In short", _front(adoption)),
        _section("decisions", 2, "Decisions", _decisions(adoption, library)),
        _section("passages", 3, "Every passage", _passages(adoption)),
        _section("missing", 4, "What is missing", _missing(adoption)),
        _section("stale", 5, "What is stale or wrong", _stale(adoption)),
        *(
            [_section("left-out", 6, "Read, and no part of the policy's text", _left_out(adoption))]
            if adoption.policy.left_out
            else []
        ),
    )
    return Document(
        id="adoption",
        title=printable(heading(adoption)),
        profile="",
        template="",
        template_version="",
        language="en-GB",
        depth="essential",
        council=Council("For the owner of the policy", "", adoption.nation, "", illustrative=False),
        control=(
            ControlEntry("old", "Old policy", Value(printable(PurePath(adoption.policy.name).name), "")),
            ControlEntry("document", "Held against", Value(adoption.document_title, "")),
            ControlEntry("version", "Version", Value("1", "")),
            ControlEntry("status", "Status", Value("Report on an old policy", "")),
        ),
        sections=sections,
        appendices=(),
        law=(),
        omissions=(),
        shell=SHIPPED_SHELL,
        stage="paper",
        opening="compact",
    )


def _section(id: str, number: int, title: str, clauses: Iterable[tuple[str, tuple[Block, ...]]]) -> Section:
    made = tuple(
        Clause(f"{id}-{at}", f"{number}.{at}", printable(name), blocks, NO_PROVENANCE)
        for at, (name, blocks) in enumerate(clauses, start=1)
    )
    return Section(id, str(number), title, made)


def _front(adoption: Adoption) -> Iterator[tuple[str, tuple[Block, ...]]]:
    yield "How much is covered", tuple(_paragraph(sentence) for sentence in front_sentences(adoption))
    if gaps := five_gaps(adoption):
        items = tuple(_item(f"{gap.title} ({gap.level}). ", gap_line(gap)) for gap in gaps)
        yield "The gaps that matter most", (List(True, items),)


def _decisions(adoption: Adoption, library: Library) -> Iterator[tuple[str, tuple[Block, ...]]]:
    rows = decision_rows(adoption, library)
    if not rows:
        yield "Decisions found", (_paragraph("No decision was found."),)
        return
    header = ("Question", "Answer", "How sure", "Words and place")
    table = [
        (row.question, row.answer, row.sure, f"“{row.decision.words}”, {place_words(row.decision)}") for row in rows
    ]
    yield "Decisions found", (_table(header, table),)


def _passages(adoption: Adoption) -> Iterator[tuple[str, tuple[Block, ...]]]:
    for title, passages in groups(adoption):
        blocks: list[Block] = []
        for passage in passages:
            said = f"{passage.number}. {STANDINGS[adoption.standing(passage)].capitalize()}"
            blocks.append(Paragraph((Strong((Text(said),)), Text(f" ({printable(passage.place)})"))))
            blocks.append(Quote((_paragraph(passage.text),)))
            items = []
            for match in adoption.matches.get(passage.number, ()):
                lines = [match_line(match, adoption)]
                lines += [f"The library: “{match.ours}”"] if match.how != "same" and match.ours else []
                lines += [str(each) for each in match.differs]
                items += [ListItem((_paragraph(line),)) for line in lines]
            if items:
                blocks.append(List(False, tuple(items)))
        yield title or "Before the first heading", tuple(blocks)


def _missing(adoption: Adoption) -> Iterator[tuple[str, tuple[Block, ...]]]:
    if not adoption.missing:
        yield "Clauses", (_paragraph("Nothing of the document is missing."),)
        return
    rows = [(f"{gap.title} ({gap.clause})", gap.level, gap_line(gap)) for gap in adoption.missing]
    yield "Clauses", (_table(("Clause", "Level", "Why"), rows),)


def _stale(adoption: Adoption) -> Iterator[tuple[str, tuple[Block, ...]]]:
    if not adoption.stale:
        yield "Names, law and contradictions", (_paragraph(stale_sentence(adoption)),)
        return
    items = tuple(_item(f"Passage {each.passage}: ", f"{each.message} To do: {each.hint}.") for each in adoption.stale)
    yield "Names, law and contradictions", (List(False, items),)


def _left_out(adoption: Adoption) -> Iterator[tuple[str, tuple[Block, ...]]]:
    items = tuple(_item(f"{line.place}: ", line.text) for line in adoption.policy.left_out)
    yield "Lines", (List(False, items),)


def _item(lead: str, text: str) -> ListItem:
    # The space stands outside: a Word file drops it from the end of what is bold.
    words: tuple[Inline, ...] = (Strong((Text(printable(lead.rstrip())),)), Text(f" {printable(text)}"))
    return ListItem((Paragraph(words),))


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Text(printable(text)),))


def _table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> Table:
    def cells(texts: Iterable[str]) -> tuple[Cell, ...]:
        return tuple(Cell((Text(printable(text)),)) for text in texts)

    return Table(cells(header), tuple(cells(row) for row in rows))
