"""What changed around the clauses: title, control table, headings of sections, and all that a file prints besides.

The rows of the record of versions are one change. A line of a cover or a footer that only repeats what a row of the
control table says is no change of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from policybuilder.compare.align import mark_blocks, mark_words
from policybuilder.compare.changes import LeftOut, Weighing, Weight
from policybuilder.compare.marked import ChangedText, MarkedBlock, MarkedDocument, MarkedRun, Only, Same, tokens_on
from policybuilder.compare.tokens import text_tokens, words_of
from policybuilder.compare.weigh import finding
from policybuilder.document import Document, Paragraph, Section, Text, block_text, clauses
from policybuilder.printed import ELSEWHERE, FRONT_MATTER, TYPED_NUMBERS, Printed, PrintedLine

RECORD_ROWS = frozenset(
    {"version", "status", "date", "effective_date", "review_date", "law_as_at", "approved_on", "minute", "approved_by"}
    | {"law_checked", "check_number", "receipt_before"}
    | {"author", "considered_by", "replaces", "key_decision", "call_in", "consulted", "equality", "privacy"}
)
ROW_RULES: dict[str, tuple[str, Weight]] = {
    **dict.fromkeys(RECORD_ROWS, ("record", "editorial")),
    "owner": ("job-title", "editorial"),
    "approver": ("decision-changed", "major"),
    "classification": ("reworded", "minor"),
    "title": ("retitled", "minor"),
}
_DRAFT_PLACES = frozenset({"Before approval", "Drafting note"})


@dataclass(frozen=True)
class Row:
    """A row of the control table, or a title, that differs: its id and label and what it reads on both sides."""

    id: str
    label: str
    old: str
    new: str

    @property
    def is_record(self) -> bool:
        """Whether the row belongs to the record of versions."""
        return self.id in RECORD_ROWS


def rows(old: Document, new: Document, one_sided: bool) -> Iterator[Row]:
    """Yield the rows of the control table that differ; those on one side alone where that says something."""
    before = {entry.id: entry for entry in old.control}
    after = {entry.id: entry for entry in new.control}
    for id in dict.fromkeys([*after, *before]):
        was, now = before.get(id), after.get(id)
        entry = now or was
        if entry is None or (not one_sided and (was is None or now is None)):
            continue
        old_text, new_text = was.value.text if was else "", now.value.text if now else ""
        if old_text != new_text:
            yield Row(id, entry.label, old_text, new_text)


def front_rows(old: Document, new: Document, printed: tuple[Printed | None, Printed | None]) -> Iterator[Row]:
    """Yield what the front matter of a file says otherwise than the document on the other side."""
    first, second = printed
    alone = first or second
    if alone is None or (first is not None and second is not None):
        return
    known = _front_values(new if alone is first else old)
    for line in alone.around:
        id, _, value = line.text.partition(": ")
        if line.place == FRONT_MATTER and id in known and known[id] != value:
            sides = (value, known[id]) if alone is first else (known[id], value)
            yield Row(id, id.replace("_", " ").capitalize(), *sides)


def _front_values(document: Document) -> dict[str, str]:
    """Return what the front matter of a document's file would say, as far as it repeats the rest."""
    rows = {entry.id: entry.value.text for entry in document.control}
    return {"title": document.title, "council": document.council.name, "language": document.language, **rows}


def record_texts(changed: Sequence[Row]) -> tuple[str, str]:
    """Return the rows of the record of versions that differ as one text for each side."""

    def text(values: Iterable[tuple[str, str]]) -> str:
        return "; ".join(f"{label.lower()} {value}" for label, value in values if value)

    return text((row.label, row.old) for row in changed), text((row.label, row.new) for row in changed)


# Sections ------------------------------------------------------------------------------------------------


def section_pairs(marked: MarkedDocument) -> Iterator[tuple[Section | None, Section | None]]:
    """Yield the sections of both sides that are versions of one another, and those of one side alone.

    They are known by their ids, else by the clauses that they hold, else by their place between known ones.
    """
    old, new = marked.old_frame.sections, marked.new_frame.sections
    ids = {section.id: index for index, section in enumerate(old)}
    partner: dict[int, int] = {}
    used: set[int] = set()
    for j, section in enumerate(new):
        at = ids.get(section.id, -1)
        if at >= 0 and at not in used:
            partner[j] = at
            used.add(at)
    votes: dict[int, Counter[int]] = {}
    old_home, new_home = _homes(old), _homes(new)
    for clause in marked.clauses:
        if clause.old_index in old_home and clause.new_index in new_home:
            votes.setdefault(new_home[clause.new_index], Counter())[old_home[clause.old_index]] += 1
    for j, counted in votes.items():
        best = next((at for at, _ in counted.most_common() if at not in used), -1)
        if j not in partner and best >= 0:
            partner[j] = best
            used.add(best)
    for j in range(len(new)):
        # Between two known neighbours, or at an end, the one that is left is the same.
        after = partner.get(j - 1, -1) + 1 if j == 0 or j - 1 in partner else -1
        if j not in partner and 0 <= after < len(old) and after not in used:
            partner[j] = after
            used.add(after)
    for j, section in enumerate(new):
        yield (old[partner[j]] if j in partner else None), section
    for i, section in enumerate(old):
        if i not in used:
            yield section, None


def _homes(sections: Sequence[Section]) -> dict[int, int]:
    """Return the section of each clause, by their places in reading order."""
    homes = [at for at, section in enumerate(sections) for _ in section.clauses]
    return dict(enumerate(homes))


# Lines of files ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LineChange:
    """A line outside the clauses that changed; an empty side was not there."""

    place: str
    old: str
    new: str

    @property
    def found(self) -> Weighing:
        """What it weighs: what a draft says of itself is no part of the policy."""
        return finding("draft-notes", "editorial") if self.place in _DRAFT_PLACES else finding("reworded", "minor")


def line_changes(old: Printed, new: Printed, told: Sequence[tuple[str, str]]) -> Iterator[LineChange]:
    """Yield the lines around the clauses that changed, but for those that only repeat what was `told`."""
    for place in dict.fromkeys(line.place for line in (*new.around, *old.around)):
        before, after = _texts(old.around, place), _texts(new.around, place)
        if place != ELSEWHERE:
            before, after = _without_repeats(before, after, told)
        yield from _changed_lines(place, before, after)


def _without_repeats(
    old: Sequence[str], new: Sequence[str], told: Sequence[tuple[str, str]]
) -> tuple[list[str], list[str]]:
    """Return the lines without those that differ only by values which the control table told, as it told them."""
    gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
    kept_old, kept_new = list(old), list(new)
    for line in gone.elements():
        now = line
        for was, became in told:
            now = now.replace(was, became) if was else now
        if come[now] > 0:
            come[now] -= 1
            kept_old.remove(line)
            kept_new.remove(now)
    return kept_old, kept_new


def _changed_lines(place: str, old: Iterable[str], new: Iterable[str]) -> Iterator[LineChange]:
    was, now = ([Paragraph((Text(line),)) for line in lines] for lines in (old, new))
    for block in mark_blocks(was, now):
        match block:
            case Only(side="old", value=value):
                yield LineChange(place, block_text(value), "")
            case Only(value=value):
                yield LineChange(place, "", block_text(value))
            case ChangedText(runs=runs):
                yield LineChange(place, words_of(tokens_on(runs, "old")), words_of(tokens_on(runs, "new")))


def line_runs(old: str, new: str) -> tuple[MarkedRun, ...]:
    """Return two texts as runs of words; none where one side is empty."""
    return mark_words(text_tokens(old), text_tokens(new)) if old and new else ()


# What is left out ----------------------------------------------------------------------------------------


def left_out(old: Printed | None, new: Printed | None, marked: MarkedDocument) -> tuple[LeftOut, ...]:
    """Return what differs, or may differ, and is not compared."""
    if old is None and new is None:
        return tuple(_notes_left_out(marked.old_frame, marked.new_frame))
    found: list[LeftOut] = []
    if old is not None and new is not None:
        for what in dict.fromkeys(line.place for line in (*old.left_out, *new.left_out)):
            count = _differing(_texts(old.left_out, what), _texts(new.left_out, what))
            found += [LeftOut(what, count)] if count else []
    else:
        alone = old or new
        assert alone is not None
        known = _front_values(marked.new_frame if alone is old else marked.old_frame)
        lines = [line for line in (*alone.around, *alone.left_out) if not _is_known(line, known)]
        counts = Counter(line.place for line in lines)
        found += [LeftOut(what[0].lower() + what[1:], count, one_sided=True) for what, count in counts.items()]
    numbers = sum(
        first.number != second.number for first, second in section_pairs(marked) if first is not None and second
    ) + sum(_renumbered(block) for clause in marked.clauses for block in clause.blocks)
    return (*found, LeftOut(TYPED_NUMBERS, numbers)) if numbers else tuple(found)


def _renumbered(block: MarkedBlock) -> bool:
    """Return whether a paragraph that is on both sides has another number."""
    match block:
        case Same(old=Paragraph(number=was), new=Paragraph(number=now)):
            return was != now
        case ChangedText(old_number=was, new_number=now):
            return was != now
    return False


def _is_known(line: PrintedLine, known: dict[str, str]) -> bool:
    return line.place == FRONT_MATTER and line.text.partition(": ")[0] in known


def _notes_left_out(old: Document, new: Document) -> Iterator[LeftOut]:
    """Yield what the notes of two drafts say that differs: they are made from records, and no version prints them."""
    if "draft" not in (old.stage, new.stage):
        return
    notes = _differing(*([repr(each) for each in (*side.law, *side.questions)] for side in (old, new)))
    if notes:
        yield LeftOut("notes to the draft", notes)


def _texts(lines: Iterable[PrintedLine], what: str) -> list[str]:
    return [line.text for line in lines if line.place == what]


def _differing(old: Sequence[str], new: Sequence[str]) -> int:
    """Return how many lines differ between two lists, each counted once."""
    before, after = Counter(old), Counter(new)
    return max((before - after).total(), (after - before).total())


def prints_the_same(old: Document, new: Document) -> bool:
    """Return whether two documents print the same words in clauses, control table and headings."""
    return _words(old) == _words(new)


def _words(document: Document) -> tuple[object, ...]:
    sections = tuple((section.number, section.title) for section in document.sections)
    texts = tuple(
        (clause.number, clause.title, *((getattr(block, "number", ""), block_text(block)) for block in clause.blocks))
        for clause in clauses(document)
    )
    control = tuple((entry.label, entry.value.text) for entry in document.control)
    return (document.title, document.council, sections, texts, control)
