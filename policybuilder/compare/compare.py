"""The whole of a comparison: mark, list the changes, give reasons, weigh."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from policybuilder.compare.align import mark_words
from policybuilder.compare.beneath import beneath
from policybuilder.compare.changes import (
    Beneath,
    ClauseChange,
    Comparison,
    DetailChange,
    Edit,
    Finding,
    Kind,
    Reason,
    Renumbered,
    Weight,
    heaviest,
    place_of,
)
from policybuilder.compare.clauses import mark_documents
from policybuilder.compare.edits import edits_of
from policybuilder.compare.marked import MarkedClause
from policybuilder.compare.plain_words import with_plain_references
from policybuilder.compare.reasons import UNKNOWN, Records, history_between, reasons_of
from policybuilder.compare.tokens import text_tokens
from policybuilder.compare.typed import Naming, Typed, values_typed_over
from policybuilder.compare.weigh import finding, keeper_of, weigh_clause
from policybuilder.document import Document, clauses

NOT_KNOWN = "not known"


def compare(
    old: Document, new: Document, old_name: str = "", new_name: str = "", naming: Naming | None = None
) -> Comparison:
    """Return what differs between two documents, why, and who must approve it. The names say what each side is.

    `naming` says, of words that were typed over a value of the old document in a file, where they come from; without
    it, that is not known.
    """
    records = Records(old, new, naming)
    if records.comparable:
        marked = mark_documents(old, new)
    else:
        # In a text from elsewhere a cross-reference is mere words: both sides are read so.
        marked = mark_documents(with_plain_references(old), with_plain_references(new))
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
            places = place_of(clause.old.number), place_of(clause.new.number)
            renumbered.append(Renumbered(clause.new.id, clause.new.title, *places))
        else:
            unchanged += 1
    return Comparison(
        old,
        new,
        old_name or _name(old),
        new_name or _name(new),
        marked,
        tuple(changes),
        tuple(_details(records, approvers)),
        tuple(renumbered),
        unchanged,
    )


def _name(document: Document) -> str:
    version = document.control_text("version")
    return f"{document.profile}/{document.id}" + (f" {version}" if version else "")


def _change(
    marked: MarkedClause,
    edits: tuple[Edit, ...],
    typed: Sequence[Typed],
    records: Records,
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
        place_of(marked.old.number) if marked.old else "",
        place_of(marked.new.number) if marked.new else "",
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
    """Return who approves each weight of change, as the new document says it, or else the old one."""
    every = (clause for document in (old, new) for clause in clauses(document))
    uses = {use.name: use.value for clause in every for use in clause.provenance.parameters}
    owner, approver = (new.control_text(id) or old.control_text(id) for id in ("owner", "approver"))
    delegate, consultee = uses.get("roles.minor_change_delegate", ""), uses.get("roles.minor_change_consultee", "")
    minor = delegate + (f", after consulting the {consultee}" if delegate and consultee else "")
    return {
        "editorial": f"nobody; the {owner} records it" if owner else NOT_KNOWN,
        "minor": minor or NOT_KNOWN,
        "major": approver or NOT_KNOWN,
    }


# Outside the clauses -------------------------------------------------------------------------------------

_RECORD_ROWS = frozenset(
    {"version", "status", "date", "effective_date", "review_date", "law_as_at", "approved_on", "minute", "approved_by"}
    | {"law_checked"}
)
_ROW_RULES: dict[str, tuple[str, Weight]] = {
    **dict.fromkeys(_RECORD_ROWS, ("record", "editorial")),
    "owner": ("job-title", "editorial"),
    "approver": ("decision-changed", "major"),
    "classification": ("reworded", "minor"),
    "title": ("retitled", "minor"),
}


def _details(records: Records, approvers: dict[Weight, str]) -> Iterable[DetailChange]:
    old, new = records.old, records.new

    def detail(label: str, was: str, now: str, found: Finding, reason: Reason) -> DetailChange:
        runs = mark_words(text_tokens(was), text_tokens(now)) if was and now else ()
        reasons = (reason if records.comparable or reason.about else UNKNOWN,)
        return DetailChange(label, was, now, runs, reasons, (found,), approvers[found.weight])

    if old.title != new.title and not ({"title"} & {entry.id for entry in (*old.control, *new.control)}):
        yield detail("Title", old.title, new.title, finding("retitled", "minor"), UNKNOWN)
    before = {entry.id: entry for entry in old.control}
    after = {entry.id: entry for entry in new.control}
    every = dict.fromkeys([*after, *before])
    # A text from elsewhere need not have a control table: that it lacks a row says nothing.
    for id in every if records.comparable else [id for id in every if id in before and id in after]:
        was, now = before.get(id), after.get(id)
        old_text, new_text = was.value.text if was else "", now.value.text if now else ""
        entry = now or was
        if old_text == new_text or entry is None:
            continue
        rule, weight = _ROW_RULES.get(id, ("reworded", "minor"))
        label = f"Document control: {entry.label}"
        source = "the record of versions" if id in _RECORD_ROWS else f"the profile {new.profile}"
        reason = Reason("record", source)
        if records.naming and not records.comparable and was and was.value.parameter and id not in _RECORD_ROWS:
            reason = records.naming(Typed(was.value.parameter, old_text, new_text))
        yield detail(label, old_text, new_text, finding(rule, weight), reason)
    yield from _sections(records, detail)


def _sections(records: Records, detail: object) -> Iterable[DetailChange]:
    assert callable(detail)
    old = {section.id: section for section in records.old.sections}
    for section in records.new.sections:
        was = old.get(section.id)
        if was is not None and was.title != section.title:
            reason = Reason("template", f"the template {records.new.template}")
            yield detail(f"Section {section.number}", was.title, section.title, finding("retitled", "minor"), reason)
