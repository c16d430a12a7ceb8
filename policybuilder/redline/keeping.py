"""What becomes of the new document's own changes where they are to be kept: who signs what, and what is said of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.redline.marking.credited import Credited, credit
from policybuilder.redline.package import Package, read_package
from policybuilder.redline.proving.verify import verify
from policybuilder.redline.reading.tracked import Tracked, tracked_changes
from policybuilder.redline.result import Note, Redline, count_changes


def with_authors(done: Redline, sides: tuple[bytes, bytes], names: tuple[str, str], author: str) -> Redline:
    """Return a redline with the authors of what the new document marks in the same way; all else is listed.

    `sides` are the old document and the new one, `names` what messages call them; `author` is whose the others are.
    """
    old, new = (read_package(each, name) for each, name in zip(sides, names, strict=True))
    marked = read_package(done.content)
    found = credit(marked, new)
    if found.moves and not verify(*sides, marked.to_bytes(), "keep").holds:
        new, marked = read_package(sides[1], names[1]), read_package(done.content)
        found = credit(marked, new, with_moves=False)
    went = tracked_changes(old)
    kept, in_part, in_both, lost = _by_fate(new, found)
    both = " (it stands in the old document, too)"
    elsewhere = f"marked as by {author}, where it is still a change"
    notes = [said_of("kept", each, both if each in went else "") for each in kept]
    notes += [said_of("kept in part", each, f": {part}; the rest is {elsewhere}") for each, part in in_part]
    notes += [said_of("not kept", each, ": its words stand in the old document, too") for each in in_both]
    notes += [said_of("not kept", each, f": {elsewhere}") for each in lost]
    listed = {*kept, *(each for each, _ in in_part), *in_both, *lost}
    notes += [said_of("of the old document, rejected", each) for each in went if each not in listed]
    if not (found.whole or found.parts):
        return replace(done, notes=(*done.notes, *notes))
    content = marked.to_bytes()
    verdict = verify(*sides, content, "keep")
    counts = count_changes(marked.root(part) for part in marked.stories())
    return replace(done, content=content, verdict=verdict, counts=counts, notes=(*done.notes, *notes))


def marked_by(content: bytes, author: str, date: str) -> int:
    """Return how many characters of a redline one author marked at one date; a mark without words counts as one."""
    package = read_package(content)
    mine = (
        mark
        for part in package.stories()
        for mark in package.root(part).iter(*n.REVISIONS)
        if (mark.get(n.AUTHOR), mark.get(n.DATE)) == (author, date)
    )
    return sum(max(1, sum(len(text.text or "") for text in mark.iter(n.T, n.DEL_TEXT))) for mark in mine)


def _by_fate(
    new: Package, found: Credited
) -> tuple[tuple[Tracked, ...], list[tuple[Tracked, str]], tuple[Tracked, ...], tuple[Tracked, ...]]:
    """Return the changes of the new document: kept, kept in part with what is kept, in both documents, and the rest."""
    all_changes = {each for part in new.stories() for each in new.root(part).iter(*n.REVISIONS)}

    def only(some: Collection[etree._Element]) -> tuple[Tracked, ...]:
        return tracked_changes(new, all_changes - set(some))

    parts = tracked_changes(new, all_changes - set(found.parts), found.parts)
    said = [f"“{each.text}”" if each.text else "a part" for each in parts]
    in_part = list(zip(only(found.parts), said, strict=True))
    return (
        only(found.whole),
        in_part,
        only(found.in_both),
        only(all_changes - found.whole - set(found.parts) - found.in_both),
    )


def said_of(fate: str, change: Tracked, more: str = "") -> Note:
    """Return a note of what became of a change, with its place, author and date."""
    by = f"{change.author}, {change.date}" if change.date else change.author
    return Note(f"{fate}: {change.place}", f"{change} by {by}{more}")
