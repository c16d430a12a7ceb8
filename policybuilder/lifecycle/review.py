"""What is due for review, and what makes a review due before its date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from policybuilder.as_json import AsJson
from policybuilder.document import Document, Origin, ParameterUse, clauses
from policybuilder.errors import PolicyBuilderError, Problem, Problems
from policybuilder.library.clauses import version_key
from policybuilder.library.library import Library
from policybuilder.lifecycle.frozen import frozen_document
from policybuilder.lifecycle.manifests import Record
from policybuilder.lifecycle.records import Records, read_records, recorded
from policybuilder.resolution.answers import shown
from policybuilder.resolution.inheritance import inherit

Due = Literal["overdue", "due", "early", "later", "never", "withdrawn"]


@dataclass(frozen=True)
class EarlyReason:
    """Something that happened since a version was approved and asks for a review before its date."""

    kind: Literal["library", "law", "date", "clause-gone"]
    text: str
    source: str


@dataclass(frozen=True)
class Review(AsJson):
    """When the version that stands is due for review. `review` is an ISO date, or empty.

    Where every version was withdrawn, `due` is "withdrawn" and the version is the last of them.
    """

    profile: str
    document: str
    version: str
    title: str
    council: str
    review: str
    due: Due
    early: tuple[EarlyReason, ...]


@dataclass(frozen=True)
class Reviews(AsJson):
    """The reviews of a workspace by date, those that are due first, and the records that could not be read."""

    reviews: tuple[Review, ...]
    problems: tuple[Problem, ...]


def reviews(
    library: Library, today: date, within: timedelta = timedelta(days=90), profiles: Iterable[str] = ()
) -> Reviews:
    """Return when each approved document is due. What falls due up to `within` from today is "due"."""
    root = library.workspace.root
    assert root is not None
    wanted = frozenset(profiles)
    found: list[Review] = []
    problems = Problems()
    for profile, document in recorded(root):
        if wanted and profile not in wanted:
            continue
        records = read_records(root, profile, document)
        problems.extend(records.problems)
        standing = records.latest
        if standing is None:
            found.extend(_withdrawn(records))
            continue
        try:
            found.append(_review(library, records, standing, today, within, problems))
        except PolicyBuilderError as error:
            problems.extend(error.problems)
    order = ("overdue", "early", "due", "later", "never", "withdrawn")
    found.sort(key=lambda item: (order.index(item.due), item.review or "9999", item.profile, item.document))
    return Reviews(tuple(found), tuple(problems.found))


def _review(
    library: Library, records: Records, record: Record, today: date, within: timedelta, problems: Problems
) -> Review:
    document = frozen_document(records, record)
    early = tuple(dict.fromkeys(_early(library, document, record, today, problems)))
    return Review(
        record.profile,
        record.document,
        record.version,
        record.title,
        record.council,
        record.review,
        _due(record.review, bool(early), today, within),
        early,
    )


def _withdrawn(records: Records) -> Iterator[Review]:
    """Yield the review of a document whose versions were all withdrawn: nothing is due, and that is said."""
    last = records.highest
    if last is not None:
        yield Review(last.profile, last.document, last.version, last.title, last.council, "", "withdrawn", ())


def _due(review: str, early: bool, today: date, within: timedelta) -> Due:
    day = date.fromisoformat(review) if review else None
    if day is not None and day < today:
        return "overdue"
    if early:
        return "early"
    if day is None:
        return "never"
    return "due" if day <= today + within else "later"


def _early(
    library: Library, document: Document, record: Record, today: date, problems: Problems
) -> Iterator[EarlyReason]:
    """Yield what makes a review due early; what cannot be read, so that nothing is known of it, is a problem."""
    yield from _library_changes(library, document, problems)
    yield from _law_changes(library, document)
    try:
        yield from _dates_passed(library, document, record, today)
    except PolicyBuilderError as error:
        problems.extend(error.problems)


def _library_changes(library: Library, document: Document, problems: Problems) -> Iterator[EarlyReason]:
    """Yield the clauses in use that the library has changed since, other than editorially."""
    for clause in clauses(document):
        was, id = clause.provenance, library.names.now("clause", clause.id)
        if id not in library.clause_files:
            gone = library.names.gone("clause", id)
            text = f'the library no longer has the clause "{clause.title}"' + (f": it {gone.told}" if gone else "")
            yield EarlyReason("clause-gone", text, was.source)
            continue
        try:
            now = library.clause(id)
        except PolicyBuilderError as error:
            problems.extend(error.problems)
            continue
        if now.content_hash == was.content_hash:
            continue
        if id != clause.id and now.front.version == was.version:
            continue  # only its id is another
        if version_key(now.front.version) < version_key(was.version):
            continue  # the approved text is newer than this library
        later = [entry for entry in now.front.changes if version_key(entry.version) > version_key(was.version)]
        for entry in sorted(later, key=lambda entry: version_key(entry.version)):
            if entry.kind != "editorial":
                text = f'"{clause.title}" is at {entry.version} in the library ({entry.kind}): {entry.why}'
                yield EarlyReason("library", text, now.file)
        if not later:
            text = f'the library has another text of "{clause.title}", also at version {was.version}'
            yield EarlyReason("library", text, now.file)


def _law_changes(library: Library, document: Document) -> Iterator[EarlyReason]:
    law = library.reference.law
    for entry in document.law:
        now = law.get(library.names.now("law", entry.id))
        if now is None:
            gone = library.names.gone("law", entry.id)
            text = f"{entry.title} is no longer in the library's law" + (f": it {gone.told}" if gone else "")
            yield EarlyReason("law", text, "clauses/law.yaml")
        elif now.replaced_by:
            by = law[now.replaced_by].title if now.replaced_by in law else now.replaced_by
            yield EarlyReason("law", f"{entry.title} was replaced by {by}", "clauses/law.yaml")
        elif now.title != entry.title:
            yield EarlyReason("law", f"{entry.title} is now {now.title}", "clauses/law.yaml")


def _dates_passed(library: Library, document: Document, record: Record, today: date) -> Iterator[EarlyReason]:
    """Yield the dates among the council's decisions (a vesting day …) that have passed since the approval."""
    approved = date.fromisoformat(record.date)
    for name, use in _dates(library, document).items():
        try:
            day = date.fromisoformat(use.value)
        except ValueError:
            continue
        if approved < day <= today:
            parameter = library.reference.parameters.get(name)
            label = parameter.label if parameter else name
            yield EarlyReason("date", f"the {label} has passed: {day.isoformat()}", use.source)


def _dates(library: Library, document: Document) -> Mapping[str, ParameterUse]:
    """Return the dates that the approved text used, and those that the profile gives today, by parameter."""
    found = {use.name: use for clause in clauses(document) for use in clause.provenance.parameters}
    if document.profile in library.profile_files:
        effective = inherit(library, library.profile(document.profile))
        for name, parameter in library.reference.parameters.items():
            setting = effective.parameter(document.id, name)
            if parameter.type == "date" and setting is not None:
                origin = Origin("profile", setting.profile)
                use = ParameterUse(name, shown(setting.value), origin, str(setting.location))
                found.setdefault(name, use)
    return found


# A calendar ----------------------------------------------------------------------------------------------


def calendar(found: Iterable[Review], stamp: str) -> bytes:
    """Return the reviews that have a date as an iCalendar file (RFC 5545), whole days with a reminder a month before.

    `stamp` is the moment of writing as 20261122T120000Z.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//policybuilder//reviews//EN", "CALSCALE:GREGORIAN"]
    for item in found:
        if not item.review:
            continue
        day = date.fromisoformat(item.review)
        lines += [
            "BEGIN:VEVENT",
            f"UID:{item.profile}.{item.document}.{item.version}@policybuilder",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(f'Review due: {item.title}, version {item.version} ({item.council})')}",
            *([f"DESCRIPTION:{_escaped('; '.join(e.text for e in item.early))}"] if item.early else []),
            "TRANSP:TRANSPARENT",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{_escaped(f'Review of {item.title} is due in a month')}",
            "TRIGGER:-P30D",
            "END:VALARM",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _escaped(text: str) -> str:
    """Return text as RFC 5545, 3.3.11 wants it."""
    flat = " ".join(text.split())
    return flat.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> Iterator[str]:
    """Yield a line in parts of at most 75 octets, all but the first with a space before it (RFC 5545, 3.1)."""
    part = ""
    for character in line:
        if len((part + character).encode()) > 74:
            yield part
            part = " "
        part += character
    yield part
