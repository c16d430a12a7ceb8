"""Why a clause changed, from what both documents record of it. Nothing is guessed: without a record it is not known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from policybuilder.compare.beneath import paired
from policybuilder.compare.changes import RECORDS, Edit, Reason
from policybuilder.compare.marked import MarkedClause
from policybuilder.compare.typed import Naming, Typed
from policybuilder.document import (
    Amendment,
    Change,
    Clause,
    Document,
    Omission,
    ParameterUse,
    Reference,
    Value,
    clauses,
    inlines_of,
)

UNKNOWN = Reason("unknown", "not known")
_TABLE = "document_elsewhere."


@dataclass(frozen=True)
class RecordsOfBoth:
    """What two documents record of themselves, ready to be asked."""

    old: Document
    new: Document
    naming: Naming | None = None
    """Names the parameter behind words that were typed over its value, where that is known."""

    @cached_property
    def old_uses(self) -> Mapping[str, ParameterUse]:
        """The parameters of the old document by name."""
        return _uses(self.old)

    @cached_property
    def new_uses(self) -> Mapping[str, ParameterUse]:
        """The parameters of the new document by name."""
        return _uses(self.new)

    @cached_property
    def omitted_before(self) -> Mapping[str, Omission]:
        """What the old document left out, by clause id."""
        return {omission.id: omission for omission in self.old.omissions}

    @cached_property
    def omitted_now(self) -> Mapping[str, Omission]:
        """What the new document leaves out, by clause id."""
        return {omission.id: omission for omission in self.new.omissions}

    @cached_property
    def old_ids(self) -> frozenset[str]:
        """The clauses of the old document."""
        return frozenset(clause.id for clause in clauses(self.old))

    @cached_property
    def new_ids(self) -> frozenset[str]:
        """The clauses of the new document."""
        return frozenset(clause.id for clause in clauses(self.new))

    @property
    def comparable(self) -> bool:
        """Whether both documents were built here; one that was read from elsewhere records nothing."""
        return bool(self.old.template and self.new.template)


def _uses(document: Document) -> dict[str, ParameterUse]:
    return {use.name: use for clause in clauses(document) for use in clause.provenance.parameters}


def reasons_of(
    marked: MarkedClause,
    edits: Sequence[Edit],
    retitled: bool,
    records: RecordsOfBoth,
    typed: Sequence[Typed] = (),
    beneath: bool = False,
) -> tuple[Reason, ...]:
    """Return the reasons for a clause's changes; the one that says "not known" when no record gives any.

    `typed` are the values in the clause that were typed over; `beneath` is whether the library's words changed below
    the council's own text.
    """
    found: list[Reason] = []
    if not records.comparable:
        if records.naming is None or not typed:
            return (UNKNOWN,)
        more = retitled or marked.moved or not all(edit.over for edit in edits)
        return (*map(records.naming, typed), *([UNKNOWN] if more else []))
    if marked.old is None and marked.new is not None:
        found.extend(_added(marked.new, records))
        own = marked.new.provenance.amendments
        found.extend(_moved_by(item, "the council's own text: ") for item in own)
    elif marked.new is None and marked.old is not None:
        found.extend(_removed(marked.old, records))
    elif marked.old is not None and marked.new is not None:
        if edits or retitled:
            found.extend(_reworded(marked.old, marked.new, edits, records))
            found.extend([] if found else _of_the_council(records))
        elif beneath:
            found.extend(_library(marked.old, marked.new))
        if marked.moved:
            found.append(_moved(marked.old, marked.new, records))
    return tuple(dict.fromkeys(found)) or (UNKNOWN,)


# In and out ----------------------------------------------------------------------------------------------


def _added(clause: Clause, records: RecordsOfBoth) -> Iterator[Reason]:
    found = clause.provenance
    omission = records.omitted_before.get(clause.id)
    if omission is None:
        yield _listed(clause, records)
        return
    if omission.why == "condition":
        yield Reason("condition", f"its condition now holds: {found.condition or 'always'}", found.source)
        yield from _flipped(found.condition or omission.detail, records)
    elif omission.why == "elsewhere":
        yield Reason("template", f"its rule stood in the {omission.detail} and stands here now", found.origin_source)
    elif omission.why == "excluded":
        yield _left_out(omission, "no longer excluded; the reason was: ")
    elif found.origin == "include":
        yield _included(clause)
    elif found.origin == "requires":
        yield Reason("template", "another clause requires it", found.origin_source)
    else:
        yield _depth(omission, records)


def _removed(clause: Clause, records: RecordsOfBoth) -> Iterator[Reason]:
    omission = records.omitted_now.get(clause.id)
    if omission is None:
        yield _listed(clause, records, gone=True)
    elif omission.why == "condition":
        yield Reason("condition", f"its condition no longer holds: {omission.detail}", omission.source)
        yield from _flipped(omission.detail, records)
    elif omission.why == "elsewhere":
        yield Reason("template", f"its rule stands in the {omission.detail}", omission.source)
    elif omission.why == "excluded":
        yield _left_out(omission, "the council excludes it: ")
    else:
        yield _depth(omission, records)


def _listed(clause: Clause, records: RecordsOfBoth, gone: bool = False) -> Reason:
    found, old, new = clause.provenance, records.old, records.new
    if old.template != new.template:
        text = f"only the template {old.template if gone else new.template} lists it"
        return Reason("template", text, found.origin_source)
    if found.origin == "include":
        return _included(clause, "the profile no longer includes it" if gone else "the profile includes it")
    verb = "no longer lists it" if gone else "lists it now"
    versions = (
        f" ({old.template_version} became {new.template_version})"
        if old.template_version != new.template_version
        else ""
    )
    text = f"the template {new.template} {verb}{versions}"
    entry = found.changes[0] if found.changes and not gone else None
    if entry is not None:
        text += f"; the library's reason: {entry.why}"
    return Reason("template", text, found.origin_source)


def _depth(omission: Omission, records: RecordsOfBoth) -> Reason:
    if records.old.depth != records.new.depth:
        text = f"the depth went from {records.old.depth} to {records.new.depth}; the clause is {omission.level}"
    else:
        text = f"the depth {records.new.depth} and the clause's level decide; it was {omission.level}"
    return Reason("parameter", text, omission.source, "depth")


def _flipped(condition: str, records: RecordsOfBoth) -> Iterator[Reason]:
    """Yield the parameters and facts of a condition that changed."""
    for name in dict.fromkeys(re.findall(r"[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)?", condition)):
        old, new = records.old_uses.get(name), records.new_uses.get(name)
        if old and new and old.value != new.value:
            yield _parameter(old, new)
        elif new and not old:
            yield Reason("parameter", f"{name} is {_shown(new.value)} ({new.origin})", new.source, name)
        elif old and not new:
            yield Reason("parameter", f"{name} was {_shown(old.value)} ({old.origin})", old.source, name)
    if re.search(r"\bnation\b", condition) and records.old.council.nation != records.new.council.nation:
        yield _fact("nation", records.old.council.nation, records.new.council.nation)
    if "council_type" in condition and records.old.council.type != records.new.council.type:
        yield _fact("type of council", records.old.council.type, records.new.council.type)


# Reworded and moved --------------------------------------------------------------------------------------


def _reworded(old: Clause, new: Clause, edits: Sequence[Edit], records: RecordsOfBoth) -> Iterator[Reason]:
    yield from _library(old, new)
    if old.provenance.rule_in != new.provenance.rule_in:
        title = new.provenance.rule_in
        said = f"its rule now stands in the {title}" if title else "its rule stands here now"
        yield Reason("template", said, new.provenance.origin_source)
    before = {use.name: use for use in old.provenance.parameters}
    for use in new.provenance.parameters:
        was = before.get(use.name) or records.old_uses.get(use.name)
        if was is not None and was.value != use.value:
            yield _parameter(was, use) if not use.name.startswith(RECORDS) else _record(use.source)
    yield from _amendments(old, new)
    yield from _elsewhere(new, edits, records)
    yield from _values(old, new, edits)
    yield from _references(old, new, edits, records)


def _of_the_council(records: RecordsOfBoth) -> Iterator[Reason]:
    """Yield the facts that differ where nothing is recorded for a clause itself: one of them may be why."""
    old, new = records.old, records.new
    facts = (
        ("nation", old.council.nation, new.council.nation),
        ("type of council", old.council.type, new.council.type),
        ("depth", old.depth, new.depth),
    )
    differ = [f"{name} {was} became {now}" for name, was, now in facts if was != now]
    if differ:
        yield Reason("fact", f"not recorded for this clause; between the two, {', '.join(differ)}")


def history_between(old: Clause, new: Clause) -> tuple[Change, ...]:
    """Return the library's entries for the versions after the old one up to the new one, oldest first."""
    low, high = _version(old.provenance.version), _version(new.provenance.version)
    if not low or not high:
        return ()
    entries = [change for change in new.provenance.changes if low < _version(change.version) <= high]
    return tuple(sorted(entries, key=lambda change: _version(change.version)))


def _library(old: Clause, new: Clause) -> Iterator[Reason]:
    was, now = old.provenance, new.provenance
    entries = history_between(old, new)
    for change in entries:
        text = f"library version {change.version} of {change.date} ({change.kind}): {change.why}"
        yield Reason("library", text, now.source)
    if entries or was.content_hash == now.content_hash:
        return
    if _version(was.version) > _version(now.version):
        yield Reason("library", f"the library went back from version {was.version} to {now.version}", now.source)
    elif was.version == now.version:
        yield Reason("library", f"the library's text differs, both at version {now.version}", now.source)
    else:
        yield Reason("library", f"library version {now.version}, whose history gives no reason", now.source)


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".")) if re.fullmatch(r"\d+(\.\d+)*", text) else ()


def _parameter(old: ParameterUse, new: ParameterUse) -> Reason:
    text = f"{new.name}: {_shown(old.value)} became {_shown(new.value)} ({new.origin})"
    return Reason("parameter", text, new.source, new.name)


def _shown(value: str) -> str:
    text = value if len(value) <= 80 else f"{value[:79]}…"
    return text or "nothing"


def _amendments(old: Clause, new: Clause) -> Iterator[Reason]:
    for was, item in paired(old.provenance.amendments, new.provenance.amendments):
        if item is None:
            if was is not None:
                yield _moved_by(was, "the council's own text was taken out; its reason was: ")
        elif was is None:
            yield _moved_by(item, "the council's own text: ")
        elif was.text != item.text:
            yield _moved_by(item, "the council changed its own text: ")


def _moved_by(item: Amendment, what: str) -> Reason:
    return Reason("amendment", f"{what}{item.reason}", item.source, by=item.by, minute=item.minute)


def _included(clause: Clause, what: str = "the profile includes it") -> Reason:
    found = clause.provenance
    text = f"{what}: {found.reason}" if found.reason else what
    return Reason("parameter", text, found.origin_source, by=found.by, minute=found.minute)


def _left_out(omission: Omission, what: str) -> Reason:
    return Reason("amendment", f"{what}{omission.detail}", omission.source, by=omission.by, minute=omission.minute)


def _values(old: Clause, new: Clause, edits: Sequence[Edit]) -> Iterator[Reason]:
    """Yield the facts, terms and law whose words changed; parameters are in the clause's own record."""
    declared = {use.name for clause in (old, new) for use in clause.provenance.parameters}
    for edit in edits:
        for name, was, now in edit.values:
            if name in declared or name.split(".")[0] in declared or not was or not now or was == now:
                continue
            if name.startswith(RECORDS):
                yield Reason("record", f"{name.partition('.')[2] or name}: {was} became {now}", "", name)
            elif name.startswith(_TABLE):
                yield Reason("template", f"the rules that another document has: {was} became {now}", "", name)
            elif name.startswith(("law.", "terms.")):
                yield Reason("law", f"{was} became {now}", "", name)
            else:
                yield _fact(name, was, now)


def _elsewhere(new: Clause, edits: Sequence[Edit], records: RecordsOfBoth) -> Iterator[Reason]:
    """Yield the rules that went to another document or came from there, where the text says which stand elsewhere."""
    every = (inline for block in new.blocks for inline in inlines_of(block))
    if not edits or not any(isinstance(each, Value) and each.parameter.startswith(_TABLE) for each in every):
        return
    before, now = (
        {id: each for id, each in omitted.items() if each.why == "elsewhere"}
        for omitted in (records.omitted_before, records.omitted_now)
    )
    for id in sorted(now.keys() - before.keys()):
        yield Reason("template", f'"{now[id].title}" stands in the {now[id].detail} now', now[id].source, id)
    for id in sorted(before.keys() - now.keys()):
        yield Reason("template", f'"{before[id].title}" stood in the {before[id].detail}', before[id].source, id)


def _references(old: Clause, new: Clause, edits: Sequence[Edit], records: RecordsOfBoth) -> Iterator[Reason]:
    """Yield the clauses that came or went, where the text refers to them."""
    if not edits:
        return
    every = (inline for clause in (old, new) for block in clause.blocks for inline in inlines_of(block))
    named = {inline.clause for inline in every if isinstance(inline, Reference)}
    for id in sorted(named & (records.new_ids - records.old_ids)):
        yield Reason("template", f'the clause "{id}", to which it refers, came into the policy', "", id)
    for id in sorted(named & (records.old_ids - records.new_ids)):
        yield Reason("template", f'the clause "{id}", to which it refers, went out of the policy', "", id)


def _fact(name: str, old: str, new: str) -> Reason:
    return Reason("fact", f"{name}: {_shown(old)} became {_shown(new)}", "", name)


def _record(source: str) -> Reason:
    return Reason("record", "the record of versions", source, "change_log")


def _moved(old: Clause, new: Clause, records: RecordsOfBoth) -> Reason:
    before, now = (
        {clause.id: clause.provenance.placed_by for clause in clauses(document) if clause.provenance.placed_by}
        for document in (records.old, records.new)
    )
    if now and (new.id in now or before.keys() != now.keys()):
        return Reason("parameter", "the order that the profile gives", now.get(new.id, next(iter(now.values()))))
    if before and not now:
        source = before.get(old.id, next(iter(before.values())))
        return Reason("parameter", "the profile no longer gives an order of its own", source)
    if new.provenance.origin == "include" or old.provenance.origin == "include":
        return Reason("parameter", "the place that the profile gives it", new.provenance.origin_source)
    versions = (
        f" ({records.old.template_version} became {records.new.template_version})"
        if records.old.template_version != records.new.template_version
        else ""
    )
    return Reason("template", f"the template's order{versions}", new.provenance.origin_source)
