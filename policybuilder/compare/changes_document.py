"""A comparison as a document of its own, change by change, for a meeting: any writer can write it, Word among them.

The front says what was compared, what it comes to and how changes are marked; then each change has its heading below
that of its section. Headings have no numbers of their own: those that stand in them are the policy's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policybuilder.compare.align import mark_words
from policybuilder.compare.changes import Beneath, ClauseChange, Comparison, DetailChange, Reason, counted, place_of
from policybuilder.compare.marked_blocks import blocks_with_marks, pieces_with_marks
from policybuilder.compare.report_parts import (
    NO_PROVENANCE,
    bold_item,
    control_rows,
    council_of,
    line,
    lines_list,
    shell_of,
    side_labels,
    side_names,
    text_table,
)
from policybuilder.compare.sentences import (
    beneath_pieces,
    beneath_texts,
    detail_pieces,
    edit_sentence,
    heading_of,
    kinds_of,
    pieces_of,
    printable,
    summary_lines,
)
from policybuilder.compare.tokens import text_tokens
from policybuilder.compare.write_markdown import reasons_text
from policybuilder.document import (
    Block,
    Cell,
    Clause,
    Document,
    Inline,
    List,
    ListItem,
    Marked,
    Paragraph,
    Quote,
    Reference,
    Section,
    Table,
    Text,
)
from policybuilder.ooxml.change_looks import CAME, WENT

_Change = ClauseChange | DetailChange
_AROUND, _RECORD = "Around the clauses", "Record of versions"


def changes_document(comparison: Comparison) -> Document:
    """Return every change of a comparison: where, what, why, how much, who approves, and the words with marks.

    It is in the Word shell of the council whose policy is compared, or in the shipped shell of guides where neither
    side has one of its own.
    """
    sections = [Section("in-short", "", "In short", tuple(_front(comparison)))]
    sections += _sections(comparison)
    if comparison.renumbered:
        rows = [(each.old_place, each.new_place, each.title) for each in comparison.renumbered]
        table = text_table((*side_labels(comparison), "Clause"), rows)
        heading = _clause("renumbered-clauses", "Clauses whose words are the same", table)
        sections.append(Section("only-renumbered", "", "Only renumbered", (heading,)))
    return Document(
        id="changes",
        title=_title(comparison),
        profile=comparison.new.profile or comparison.old.profile,
        template="",
        template_version="",
        language=comparison.new.language or comparison.old.language or "en-GB",
        depth="essential",
        council=council_of(comparison),
        control=control_rows(comparison, "List of changes"),
        sections=tuple(sections),
        appendices=(),
        law=(),
        omissions=(),
        shell=shell_of(comparison),
        stage="paper",
        opening="compact",
    )


def _title(comparison: Comparison) -> str:
    title = printable(comparison.new.title or comparison.old.title)
    if _are_two(comparison):
        return f"{title}: {' and '.join(side_labels(comparison))} compared"
    return f"Changes to {title}" if title else "Changes"


def _are_two(comparison: Comparison) -> bool:
    """Return whether the sides are the policies of two councils, of which none came out of the other."""
    return side_labels(comparison) != ("Before", "After")


# The front -----------------------------------------------------------------------------------------------


def _front(comparison: Comparison) -> Iterator[Clause]:
    items = [
        bold_item(f"{label}:", name)
        for label, name in zip(side_labels(comparison), side_names(comparison), strict=True)
    ]
    old, shown = comparison.old.council, council_of(comparison)
    also = [line(f"{old.name} is an invented council.")] if old.illustrative and old.name != shown.name else []
    yield _clause("what-was-compared", "What was compared", List(False, tuple(items)), *also)
    lines = summary_lines(comparison)
    if comparison:
        lines.insert(1, _kinds(comparison))
    yield _clause("what-it-comes-to", "What it comes to", lines_list(lines))
    if comparison:
        yield _clause("key", "How changes are marked", *_key(comparison))
        yield _clause("every-change", "Every change", _overview(comparison))


def _kinds(comparison: Comparison) -> str:
    counts = Counter(kinds_of(change) for change in comparison.changes)
    parts = [f"{counted(count, 'clause')} {kinds}" for kinds, count in counts.items()]
    if comparison.details:
        parts.append(f"{counted(len(comparison.details), 'change')} around the clauses")
    return f"{'; '.join(parts)}."


def _key(comparison: Comparison) -> Iterator[Block]:
    """Yield which mark is which. Colour is named last: on paper without colour the lines tell."""
    old, new = side_labels(comparison)
    went, came = "Words that were taken out", "Words that were put in"
    if _are_two(comparison):
        went, came = f"Words of {old} alone", f"Words of {new} alone"
    looks = ((went, False, WENT), (came, True, CAME))
    items = (Paragraph((Marked(is_new, (Text(words),)), Text(f": {look.how}."))) for words, is_new, look in looks)
    yield List(False, tuple(ListItem((item,)) for item in items))
    yield line("Paragraphs, list items and table rows that stay the same are left out.")


def _overview(comparison: Comparison) -> Table:
    rows = []
    for number, change in enumerate(comparison.every, 1):
        kinds = "changed" if isinstance(change, DetailChange) else kinds_of(change)
        texts = (_name(change), kinds.capitalize(), change.weight.capitalize())
        link = Reference(_id(number), str(number))
        rows.append((Cell((link,)), *(Cell((Text(text),)) for text in texts)))
    header = tuple(Cell((Text(text),)) for text in ("Change", "Where", "What happened", "How much"))
    return Table(header, tuple(rows))


# The changes ---------------------------------------------------------------------------------------------


def _sections(comparison: Comparison) -> Iterator[Section]:
    """Yield the changes below the headings of their sections, each section once."""
    homes = _Homes(side_labels(comparison), _headings(comparison.old), _headings(comparison.new))
    groups: dict[str, list[Clause]] = {}
    for number, change in enumerate(comparison.every, 1):
        clause = _clause(_id(number), f"Change {number}: {_name(change)}", *_told(change, homes))
        groups.setdefault(_group(change, homes), []).append(clause)
    for at, (title, made) in enumerate(groups.items(), 1):
        yield Section(f"part-{at}", "", title, tuple(made))


@dataclass(frozen=True)
class _Homes:
    """What the sides are called, and the headings of the sections that their clauses stand in, in reading order."""

    labels: tuple[str, str]
    old: Sequence[str]
    new: Sequence[str]

    def before(self, change: ClauseChange) -> str:
        """Return the old section of a clause; empty where it has none."""
        return self.old[change.marked.old_index] if change.marked.old else ""

    def after(self, change: ClauseChange) -> str:
        """Return the new section of a clause; empty where it has none."""
        return self.new[change.marked.new_index] if change.marked.new else ""


def _headings(document: Document) -> list[str]:
    found = [printable(f"{section.number} {section.title}") for section in document.sections for _ in section.clauses]
    return [*found, *("Appendices" for _ in document.appendices)]


def _group(change: _Change, homes: _Homes) -> str:
    if isinstance(change, DetailChange):
        return _RECORD if change.deciding.rule == "record" else _AROUND
    return homes.after(change) or homes.before(change) or "The text"


def _told(change: _Change, homes: _Homes) -> Iterator[Block]:
    if isinstance(change, DetailChange):
        yield List(False, tuple(_facts(change)))
        yield Quote((Paragraph(pieces_with_marks(detail_pieces(change))),))
        return
    where = bold_item("Where:", _where(change, homes))
    yield List(False, (where, bold_item("What:", _what(change)), *_facts(change)))
    old, new = change.marked.old, change.marked.new
    if old and new and old.title != new.title:
        runs = mark_words(text_tokens(printable(old.title)), text_tokens(printable(new.title)))
        yield Paragraph((Text("Title: "), *pieces_with_marks(pieces_of(runs))))
    for below in change.beneath:
        yield from _beneath(below)
    if shown := blocks_with_marks(change.marked.blocks):
        yield Quote(shown)


def _facts(change: _Change) -> Iterator[ListItem]:
    if len(change.reasons) == 1:
        yield bold_item("Why:", reasons_text(change.reasons))
    else:
        # Typed, not counted by the list: a letterhead may count with letters.
        each = lines_list(f"Reason {at}: {reasons_text((reason,))}" for at, reason in enumerate(change.reasons, 1))
        yield ListItem((*bold_item("Why:", "").blocks, each))
    if places := _places(change):
        yield ListItem((*bold_item("Place by place:", "").blocks, lines_list(places)))
    others = [found.text for found in change.findings if found != change.deciding]
    also = f" Also: {'; '.join(dict.fromkeys(others))}." if others else ""
    yield bold_item("How much:", f"{change.weight.capitalize()}: {change.deciding.text}.{also}")
    yield bold_item("Who approves:", f"{change.approver[:1].upper()}{change.approver[1:]}.")


def _places(change: _Change) -> list[str]:
    """Return the places of a change, each with the numbers of its reasons; nothing where every place has them all."""
    if isinstance(change, DetailChange) or "reworded" not in change.kinds:
        return []
    reasons = [change.reasons_for(edit) for edit in change.edits]
    if len(reasons) < 2 or all(set(each) == set(change.reasons) for each in reasons):
        return []
    return [f"{edit_sentence(edit)} {_numbers(change, each)}" for edit, each in zip(change.edits, reasons, strict=True)]


def _numbers(change: ClauseChange, reasons: Sequence[Reason]) -> str:
    numbers = [str(change.reasons.index(reason) + 1) for reason in reasons]
    if len(numbers) == 1:
        return f"(Reason {numbers[0]}.)"
    return f"(Reasons {', '.join(numbers[:-1])} and {numbers[-1]}.)"


def _where(change: ClauseChange, homes: _Homes) -> str:
    before = _place(change.marked.old, homes.before(change))
    after = _place(change.marked.new, homes.after(change))
    if not before:
        return f"{after}. {_only(homes.labels, 1)}"
    if not after:
        return f"{before}. {_only(homes.labels, 0)}"
    if before == after:
        return f"{after}, in both."
    return f"{homes.labels[0]}: {before}. {homes.labels[1]}: {after}."


def _only(labels: tuple[str, str], at: int) -> str:
    if labels == ("Before", "After"):
        return ("It is there no more.", "It is new.")[at]
    return f"{labels[at]} alone has it."


def _place(clause: Clause | None, section: str) -> str:
    """Return the heading of a clause and of its section as they are printed; empty for a clause that is not there."""
    if clause is None:
        return ""
    if clause.is_appendix:
        return f"“{place_of(clause)}: {printable(clause.title)}”"
    heading = printable(f"{clause.number} {clause.title}")
    return f"“{heading}”" if not section or section == heading else f"“{heading}” in “{section}”"


def _what(change: ClauseChange) -> str:
    kinds = kinds_of(change).capitalize()
    if "added" in change.kinds or "removed" in change.kinds:
        return f"{kinds}: the whole clause."
    still = "moved" in change.kinds and change.old_place == change.new_place
    among = " It stands elsewhere among its neighbours." if still else ""
    places = f", {counted(len(change.edits), 'place')}" if "reworded" in change.kinds else ""
    return f"{kinds}{places}.{among}"


def _beneath(below: Beneath) -> Iterator[Block]:
    then, _, yours = (printable(text) for text in beneath_texts(below))
    now: tuple[Inline, ...] = pieces_with_marks(beneath_pieces(below))
    header = tuple(Cell((Text(text),)) for text in ("The library then", "The library now", "The council’s own text"))
    yield line("The words of the library below the council’s own text:")
    yield Table(header, ((Cell((Text(then),)), Cell(now), Cell((Text(yours),))),))


def _name(change: _Change) -> str:
    return printable(change.label) if isinstance(change, DetailChange) else heading_of(change)


def _id(number: int) -> str:
    return f"change-{number}"


def _clause(id: str, title: str, *blocks: Block) -> Clause:
    return Clause(id, "", title, blocks, NO_PROVENANCE)
