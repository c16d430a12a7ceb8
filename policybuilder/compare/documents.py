"""The whole of a comparison: mark, list the changes, give reasons, weigh."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from policybuilder.compare.align import NO_VERSIONS
from policybuilder.compare.around import (
    ROW_RULES,
    Row,
    front_rows,
    left_out,
    line_changes,
    line_runs,
    prints_the_same,
    record_texts,
    rows,
    section_pairs,
)
from policybuilder.compare.beneath import beneath
from policybuilder.compare.changes import (
    Beneath,
    ClauseChange,
    Comparison,
    DetailChange,
    Edit,
    Kind,
    Reason,
    Renumbered,
    Weighing,
    Weight,
    heaviest,
    place_of,
)
from policybuilder.compare.clauses import mark_documents
from policybuilder.compare.edits import edits_of
from policybuilder.compare.marked import MarkedClause, MarkedDocument
from policybuilder.compare.plain_words import with_plain_references
from policybuilder.compare.reasons import UNKNOWN, RecordsOfBoth, history_between, reasons_of
from policybuilder.compare.typed import Naming, Typed, values_typed_over
from policybuilder.compare.weigh import finding, keeper_of, weigh_clause
from policybuilder.document import Document, Section, clauses, with_whole_ids
from policybuilder.printed import ELSEWHERE, Printed

NOT_KNOWN = "not known"


_Sides = tuple[Printed | None, Printed | None]


def compare(
    old: Document,
    new: Document,
    old_name: str = "",
    new_name: str = "",
    naming: Naming | None = None,
    printed: _Sides = (None, None),
    versions: Mapping[str, str] = NO_VERSIONS,
) -> Comparison:
    """Return what differs between two documents, why, and who must approve it. The names say what each side is.

    `naming` says, of words that were typed over a value of the old document in a file, where they come from; without
    it, that is not known. `printed` is what the sides print besides, where they are files. `versions` has the words of
    paragraphs of the old document that somebody knows to be those of the new one, however unlike they read.
    """
    old, new = with_whole_ids(old, new), with_whole_ids(new, old)
    records = RecordsOfBoth(old, new, naming)
    if records.comparable:
        marked = mark_documents(old, new, versions)
    else:
        # In a text from elsewhere a cross-reference is mere words: both sides are read so.
        marked = mark_documents(with_plain_references(old), with_plain_references(new), versions)
    approvers = _approvers(new, old)
    changes: list[ClauseChange] = []
    renumbered: list[Renumbered] = []
    unchanged = 0
    edits = [tuple(edits_of(clause.blocks)) for clause in marked.clauses]
    typed = values_typed_over(marked.clauses, edits)
    for clause, made, over in zip(marked.clauses, edits, typed, strict=True):
        change = _change(clause, made, over, records, approvers)
        if change is not None:
            changes.append(change)
        elif clause.old is not None and clause.new is not None and clause.old.number != clause.new.number:
            places = place_of(clause.old), place_of(clause.new)
            renumbered.append(Renumbered(clause.new.id, clause.new.title, *places))
        else:
            unchanged += 1
    details = tuple(_details(records, approvers, marked, printed))
    not_compared = left_out(*printed, marked)
    if not (changes or details or renumbered or not_compared):
        details = tuple(_elsewhere(printed, approvers))
    names = old_name or _name(old), new_name or _name(new)
    same = _same_words(old, new, printed)
    return Comparison(
        old, new, *names, marked, tuple(changes), details, tuple(renumbered), unchanged, not_compared, same
    )


def _elsewhere(printed: _Sides, approvers: dict[Weight, str]) -> Iterable[DetailChange]:
    """Yield where the words of two files differ although nothing that was compared does: no word is missed."""
    first, second = printed
    if first is None or second is None or first.format != second.format or first.words == second.words:
        return
    pairs = zip((*first.words, ""), (*second.words, ""), strict=False)
    at = next((index for index, (was, now) in enumerate(pairs) if was != now), 0)
    was, now = (" ".join(side.words[max(at - 5, 0) : at + 6]) for side in (first, second))
    found = finding("reworded", "minor")
    yield DetailChange(ELSEWHERE, was, now, line_runs(was, now), (UNKNOWN,), (found,), approvers[found.weight])


def _same_words(old: Document, new: Document, printed: _Sides) -> bool:
    """Return whether both sides print the same words, as far as they are read."""
    first, second = printed
    if first is not None and second is not None and first.format == second.format:
        return first.words == second.words
    return prints_the_same(old, new)


def _name(document: Document) -> str:
    version = document.control_text("version")
    return f"{document.profile}/{document.id}" + (f" {version}" if version else "")


def _change(
    marked: MarkedClause,
    edits: tuple[Edit, ...],
    typed: Sequence[Typed],
    records: RecordsOfBoth,
    approvers: dict[Weight, str],
) -> ClauseChange | None:
    retitled = marked.old is not None and marked.new is not None and marked.old.title != marked.new.title
    below = tuple(beneath(marked.old, marked.new)) if marked.old and marked.new else ()
    kinds = tuple(_kinds(marked, edits, retitled, below))
    if not kinds:
        return None
    history = history_between(marked.old, marked.new) if marked.old and marked.new else ()
    findings = tuple(weigh_clause(marked, edits, retitled, history, bool(below))) or (finding("reworded", "minor"),)
    return ClauseChange(
        marked.clause.id,
        marked.clause.title,
        place_of(marked.old) if marked.old else "",
        place_of(marked.new) if marked.new else "",
        kinds,
        edits,
        reasons_of(marked, edits, retitled, records, typed, bool(below)),
        findings,
        _approver(marked, heaviest(findings), approvers),
        marked,
        below,
    )


def _approver(marked: MarkedClause, weight: Weight, approvers: dict[Weight, str]) -> str:
    """Return who approves a clause's change: a minor one in an appendix that a role keeps is that role's."""
    keeper = keeper_of(marked)
    return keeper if keeper and weight == "minor" else approvers[weight]


def _kinds(marked: MarkedClause, edits: Sequence[Edit], retitled: bool, below: Sequence[Beneath]) -> Iterable[Kind]:
    if marked.old is None:
        yield "added"
    elif marked.new is None:
        yield "removed"
    else:
        if marked.moved:
            yield "moved"
        if retitled:
            yield "retitled"
        if edits:
            yield "reworded"
        if below:
            yield "changed beneath"


def _approvers(new: Document, old: Document) -> dict[Weight, str]:
    """Return who approves each weight of change, as the new document says it, or else the old one.

    How much an officer may approve is what the old one says: nobody widens their own power by a change.
    """
    before, after = (
        {use.name: use.value for clause in clauses(document) for use in clause.provenance.parameters}
        for document in (old, new)
    )
    uses = {**before, **after}
    owner, approver = (new.control_text(id) or old.control_text(id) for id in ("owner", "approver"))
    delegate, consultee = uses.get("roles.minor_change_delegate", ""), uses.get("roles.minor_change_consultee", "")
    minor = delegate + (f", after consulting the {consultee}" if delegate and consultee else "")
    return {
        "editorial": f"nobody; the {owner} records it" if owner else NOT_KNOWN,
        "minor": minor or NOT_KNOWN,
        "major": _major(approver, minor, before.get("delegation_scope", ""), uses.get("looks_first", "")) or NOT_KNOWN,
    }


def _major(approver: str, minor: str, delegated: str, looks_first: str) -> str:
    """Return who approves a major change, given who approves a minor one and what the approving body has delegated."""
    if delegated == "every" and minor and approver:
        return f"{minor}, with a report to the {approver}"
    first = f", after the {looks_first} has looked at it" if approver and looks_first else ""
    urgent = f"; if it cannot wait, {minor}" if delegated == "minor-and-urgent" and minor and approver else ""
    return f"{approver}{first}{urgent}"


# Outside the clauses -------------------------------------------------------------------------------------


def _details(
    records: RecordsOfBoth, approvers: dict[Weight, str], marked: MarkedDocument, printed: _Sides
) -> Iterable[DetailChange]:
    old, new = records.old, records.new

    def detail(label: str, was: str, now: str, found: Weighing, reason: Reason) -> DetailChange:
        reasons = (reason if records.comparable or reason.about else UNKNOWN,)
        return DetailChange(label, was, now, line_runs(was, now), reasons, (found,), approvers[found.weight])

    # A text from elsewhere need not have a control table: that it lacks a row says nothing.
    both_have = records.comparable or (None not in printed and bool(old.control) and bool(new.control))
    changed = list(rows(old, new, both_have))
    if _titles_differ(old, new, changed, printed):
        yield detail("Title", old.title, new.title, finding("retitled", "minor"), UNKNOWN)

    def why(row: Row) -> Reason:
        was = next((entry.value for entry in old.control if entry.id == row.id), None)
        if records.naming and not records.comparable and was and was.parameter:
            return records.naming(Typed(was.parameter, row.old, row.new))
        return Reason("record", f"the profile {new.profile}")

    for row in changed:
        if not row.is_record:
            found = finding(*ROW_RULES.get(row.id, ("reworded", "minor")))
            yield detail(f"Document control: {row.label}", row.old, row.new, found, why(row))
    record = [row for row in changed if row.is_record]
    if record:
        source = Reason("record", "the record of versions")
        yield detail("Record of versions", *record_texts(record), finding("record", "editorial"), source)
    if records.comparable and old.council.name != new.council.name:
        yield detail("Cover", old.council.name, new.council.name, finding("name-changed", "minor"), UNKNOWN)
    ids = {row.id for row in changed}
    for row in front_rows(old, new, printed):
        if row.id not in ids:
            found = finding(*ROW_RULES.get(row.id, ("reworded", "minor")))
            yield detail(f"Front matter: {row.label}", row.old, row.new, found, why(row))
    yield from _sections(records, marked, detail)
    first, second = printed
    if first is not None and second is not None:
        told = [(row.old, row.new) for row in changed] + ([(old.title, new.title)] if old.title != new.title else [])
        for line in line_changes(first, second, told):
            yield detail(line.place, line.old, line.new, line.found, UNKNOWN)


def _titles_differ(old: Document, new: Document, changed: Sequence[Row], printed: _Sides) -> bool:
    """Return whether a title changed that is printed, and that no row of the control table tells.

    A file without a title has its name for one, which nobody reads in it.
    """
    if any(side is not None and not side.titled for side in printed):
        return False
    told = any(row.id == "title" and (row.old, row.new) == (old.title, new.title) for row in changed)
    return old.title != new.title and not told


def _sections(records: RecordsOfBoth, marked: MarkedDocument, detail: object) -> Iterable[DetailChange]:
    assert callable(detail)
    reason = Reason("template", f"the template {records.new.template}")
    for was, now in section_pairs(marked):
        if was is not None and now is not None:
            if was.title != now.title and not _told_by_clause(was, now):
                yield detail(f"Section {now.number}", was.title, now.title, finding("retitled", "minor"), reason)
        elif now is not None and _heads_more_than_its_own(now, marked, records.comparable, "new"):
            yield detail(f"Section {now.number}", "", now.title, finding("text-added", "minor"), reason)
        elif was is not None and _heads_more_than_its_own(was, marked, records.comparable, "old"):
            yield detail(f"Section {was.number}", was.title, "", finding("text-removed", "minor"), reason)


def _heads_more_than_its_own(section: Section, marked: MarkedDocument, comparable: bool, side: str) -> bool:
    """Return whether a heading on one side alone is a change of its own.

    It is not where a clause has it for its title, nor where the library's section came or went with all its clauses.
    """
    if section.clauses[:1] and section.clauses[0].title == section.title and not comparable:
        return False
    both = {
        (clause.new if side == "new" else clause.old).id
        for clause in marked.clauses
        if clause.old is not None and clause.new is not None
    }
    return not comparable or not section.clauses or any(clause.id in both for clause in section.clauses)


def _told_by_clause(was: Section, now: Section) -> bool:
    """Return whether a clause has the heading for its title: text straight below a heading is read as one."""
    first, second = was.clauses[:1], now.clauses[:1]
    return bool(first and second) and (first[0].title, second[0].title) == (was.title, now.title)
