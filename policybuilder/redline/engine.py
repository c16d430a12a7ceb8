"""Make a redline: read, merge, plan, mark, prove, and only then give it out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from typing import Literal

from lxml import etree

from policybuilder.errors import Location, PolicyBuilderError, Problem, fail
from policybuilder.ooxml import names as n
from policybuilder.ooxml.order import SETTINGS, put
from policybuilder.redline.headers import level_headers
from policybuilder.redline.ids import Merge
from policybuilder.redline.keeping import marked_by, said_of, with_authors
from policybuilder.redline.marking.as_marked import as_marked, came_as_a_whole
from policybuilder.redline.marking.halved import halved_words
from policybuilder.redline.marking.ink import COME, GONE, Ink
from policybuilder.redline.marking.leftovers import drop_old_bookmarks_round_kept_text, drop_ranges_without_comment
from policybuilder.redline.marking.mark import write_plan
from policybuilder.redline.marking.marking import Marking
from policybuilder.redline.marking.properties import record_section
from policybuilder.redline.marking.whole import mark_runs
from policybuilder.redline.merged import MergedReferences
from policybuilder.redline.package import Package, read_package
from policybuilder.redline.planning.moves import Moves, find_moves
from policybuilder.redline.planning.plan import plan
from policybuilder.redline.proving.accept import bookmark_contents, has_revisions
from policybuilder.redline.proving.verify import Existing, of_old, settled, verify
from policybuilder.redline.reading.blocks import Lexicon
from policybuilder.redline.reading.figures import bring_back
from policybuilder.redline.reading.keys import References
from policybuilder.redline.reading.own_ids import first_free_id, number_apart
from policybuilder.redline.reading.stories import pair_headers, story_content
from policybuilder.redline.reading.tracked import tracked_changes
from policybuilder.redline.result import Note, Redline, Verdict, count_changes

Granularity = Literal["word", "character"]
_NOTE_REFS = {n.FOOTNOTE_REF: "footnote", n.ENDNOTE_REF: "endnote"}
_NOTE_PARTS = ("footnotes", "endnotes", "comments")
_UNPROVEN = "redline-unproven"
_AS_DELETED = Note("moves", "are marked as deleted and inserted: as moves they could not be proven")
_AS_A_WHOLE = Note("the whole document", "changed paragraphs are marked as a whole: finer could not be proven")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # https://www.w3.org/TR/xml/#charsets


def redline(
    old: bytes,
    new: bytes,
    *,
    author: str = "policybuilder",
    date: str = "2000-01-01T00:00:00Z",
    granularity: Granularity = "word",
    moves: bool = True,
    existing: Existing = "accept",
    names: tuple[str, str] = ("old document", "new document"),
    strict: bool = False,
) -> Redline:
    """Return the changes from one .docx to another as a .docx with tracked changes.

    `date` is written as it stands (UTC, as in 2026-11-22T09:00:00Z). `names` are what messages call the two files.

    `existing` says what becomes of tracked changes that the sources hold already. With "keep", the old document is
    taken without its changes. Where those of the new one are proven to lead from there, it is given out as its authors
    marked it; else all is marked anew, and a mark round the words of one of its changes takes over author and date.
    What was kept and what was not is in the notes.

    A redline that could not be proven is given out all the same: its verdict, and the first words of its notes, say
    where. Raises PolicyBuilderError when a file cannot be read or is refused, and, where `strict`, with the places
    and both texts, when the redline could not be proven.
    """
    if _UNWRITABLE.search(author):
        message = "the author's name holds a character that no Word file can"
        raise fail(Location(names[0]), message, "author", "write it anew")
    asked = _Asked(old, new, names, author, date, granularity, existing)
    try:
        if existing == "keep" and (kept := _as_new_marks_it(asked) or _nearest_to_new(asked, moves)):
            return kept
        best: Redline | None = None
        for attempt in _attempts(moves):
            done = _Work(asked, attempt).run()
            done = replace(done, notes=(*attempt.says, *done.notes))
            if done.verdict.holds:
                return _signed(done, asked)
            if best is None or _how_far_off(done.verdict) < _how_far_off(best.verdict):
                best = done
        assert best is not None
        if strict:
            _refuse(best.verdict, names[1])
        return _signed(replace(best, notes=(*best.verdict.failures, *best.notes)), asked)
    except RecursionError:
        raise PolicyBuilderError(
            [
                Problem(
                    Location(name),
                    "the document is nested too deeply",
                    "docx-too-deep",
                    "take the innermost tables out of their cells and save it again",
                )
                for name in names
            ][:1]
        ) from None


@dataclass(frozen=True)
class _Attempt:
    """How finely a redline is tried, and what its reader is told of that.

    `as_marked` writes a paragraph as the new document's own changes mark it, where these lead there from the old one.
    `apart` takes what they put in or moved as a whole paragraph for no other of the old one's.
    """

    moves: bool
    coarse: bool = False
    as_marked: bool = False
    apart: bool = False
    says: tuple[Note, ...] = ()


def _attempts(moves: bool) -> Iterator[_Attempt]:
    """Yield the attempts at a redline, the finest first."""
    if moves:
        yield _Attempt(True)
    yield _Attempt(False, says=(_AS_DELETED,) if moves else ())
    yield _Attempt(False, coarse=True, says=(_AS_A_WHOLE,))


@dataclass(frozen=True)
class _Asked:
    """What a redline is asked for: two files, what messages call them, and how their changes are to be written."""

    old: bytes
    new: bytes
    names: tuple[str, str]
    author: str
    date: str
    granularity: Granularity
    existing: Existing


class _Work:
    """One attempt at a redline: the new document's package is rewritten in place until it is the redline's."""

    def __init__(self, asked: _Asked, attempt: _Attempt) -> None:
        self._asked, self._attempt = asked, attempt
        self._notes: list[Note] = []
        packages = [
            read_package(content, name) for content, name in zip((asked.old, asked.new), asked.names, strict=True)
        ]
        # What goes when changes are settled may come back with a paragraph that stays as it was marked.
        for package in packages:
            number_apart(package)
        self._ink = Ink(asked.author, asked.date, count(first_free_id(packages)))
        self._as_marked = as_marked(packages[1]) if attempt.as_marked else {}
        self._apart = came_as_a_whole(packages[1]) if attempt.apart else frozenset()
        self._halved = halved_words(packages[1]) if attempt.as_marked else frozenset()
        for package, existing in zip(packages, (of_old(asked.existing), asked.existing), strict=True):
            self._say_existing(package, existing)
            settled(package, existing)
        self._old, self._new = packages
        level_headers(self._old, self._new)
        self._lexicon = Lexicon()
        self._merge = Merge(self._old, self._new)
        self._changed: list[str] = []
        self._own_bookmarks: set[str] = set()
        self._move_number = 1

    def run(self) -> Redline:
        """Return the redline. Each step stands on those before it, and says on what."""
        # Two texts are the same only if what their ids point at is the same, so ids are matched before any is compared.
        self._pair_note_parts()
        # Headers are found by the sections that name them, and marking the body puts old sections beside new ones.
        headers = pair_headers(self._old, self._new)
        self._mark_story(self._old.main, self._new.main)
        for old_part, new_part in headers:
            self._mark_story(old_part, new_part)
        # A note that came is in the package already; one that went is there only once it was brought in, and the
        # old document's styles, lists, pictures and notes are brought in only where a finished story uses them.
        self._mark_notes_of(n.INS, COME)
        for part in dict.fromkeys(self._changed):
            self._merge.bring_in(part)
        self._mark_notes_of(n.DEL, GONE)
        # Notes and comments come as they were, with the ids of their bookmarks.
        brought = {self._new.related(self._new.main, relation) for relation in _NOTE_PARTS}
        number_apart(self._new, sorted(part for part in brought if part in self._new.edited))
        # Now every note has its reference and every bookmark the text that it will hold.
        self._put_notes_in_order()
        for part in self._new.stories():
            drop_old_bookmarks_round_kept_text(self._new.root(part), self._own_bookmarks)
            drop_ranges_without_comment(self._new.root(part))
            if part in self._new.roots:
                bring_back(self._new.root(part))
        turn_on_tracking(self._new)
        return self._proven(self._new.to_bytes())

    def _pair_note_parts(self) -> None:
        for relation in _NOTE_PARTS:
            pair = [package.related(package.main, relation) for package in (self._old, self._new)]
            if pair[0] and pair[1]:
                self._merge.pair_rels(pair[0], pair[1])

    def _proven(self, content: bytes) -> Redline:
        verdict = verify(self._asked.old, self._asked.new, content, self._asked.existing)
        counts = count_changes(self._new.root(part) for part in self._new.stories())
        return Redline(content, counts, verdict, (*dict.fromkeys(self._notes), *verdict.untracked))

    def _say_existing(self, package: Package, existing: Existing) -> None:
        if self._asked.existing == "keep":
            return  # each is listed, with what became of it
        if any(has_revisions(package.root(part)) for part in package.stories()):
            self._notes.append(Note(package.name, f"it already held tracked changes, which were {existing}ed first"))

    def _mark_story(self, old_part: str, new_part: str) -> None:
        self._merge.pair_rels(old_part, new_part)
        old_root, new_root = self._old.root(old_part), self._new.root(new_part)
        old, new = story_content(old_root), story_content(new_root)
        refs = MergedReferences(self._merge, new_part)
        steps = plan(old, new, refs, self._lexicon, self._apart)
        moves = find_moves(steps, self._lexicon, self._move_number) if self._attempt.moves else Moves()
        self._move_number += moves.stretches
        marking = self._marking(new_part, new_root, refs, moves)
        section, old_section = new.find(n.SECTPR), old.find(n.SECTPR)
        if section is not None or old_section is not None:
            # A body without section properties has those that an empty element says, which a change can be recorded in.
            section = etree.Element(n.SECTPR) if section is None else section
            record_section(section, etree.Element(n.SECTPR) if old_section is None else old_section, self._ink, refs)
        blocks = write_plan(steps, marking)
        new[:] = [*blocks, section] if section is not None else blocks
        self._new.edit(new_part)
        self._changed.append(new_part)

    def _marking(self, part: str, root: etree._Element, refs: References, moves: Moves) -> Marking:
        names = frozenset(mark.get(n.NAME, "") for mark in root.iter(n.BOOKMARK_START))
        empty = frozenset(mark for mark, held in bookmark_contents(root).items() if not held)

        def compromise(message: str, text: str) -> None:
            self._notes.append(Note(f"“{text[:60]}”" if text else "a place without text", message))

        return Marking(
            self._ink_of(part),
            refs,
            self._lexicon,
            compromise,
            self._mark_note,
            names,
            empty,
            moves,
            by_character=self._asked.granularity == "character",
            coarse=self._attempt.coarse,
            own_bookmarks=self._own_bookmarks,
            halved=self._halved,
            as_marked=self._as_marked,
        )

    def _ink_of(self, part: str) -> Ink:
        return replace(self._ink, address=lambda rel_id: self._merge.address(part, rel_id))

    def _mark_note(self, old_reference: etree._Element, new_reference: etree._Element) -> None:
        """Mark the changes inside a note that both documents have."""
        kind = _NOTE_REFS[new_reference.tag]
        old = self._merge.notes.get((kind, old_reference.get(n.ID, "")))
        new = self._merge.notes.get((kind, new_reference.get(n.ID, "")))
        part = self._merge.new_shared.note_parts.get(kind)
        if old is None or new is None or part is None:
            return
        marking = self._marking(part, new, MergedReferences(self._merge, part), Moves())
        new[:] = write_plan(plan(old, new, marking.refs, self._lexicon), marking)
        self._new.edit(part)
        self._changed.append(part)

    def _mark_notes_of(self, tag: str, status: str) -> None:
        """Show what a note says as inserted or deleted where its reference stands in such a mark."""
        for part in list(self._changed):
            for reference in self._new.root(part).iter(*_NOTE_REFS):
                mark = next(reference.iterancestors(tag), None)
                note = self._merge.new_shared.notes.get((_NOTE_REFS[reference.tag], reference.get(n.ID, "")))
                if mark is not None and note is not None:
                    self._mark_whole_note(note, status, _NOTE_REFS[reference.tag])

    def _put_notes_in_order(self) -> None:
        """Give notes the order and the running ids of their references.

        Word tells notes apart by their ids, LibreOffice by their place in the part: so both agree.
        """
        for kind in _NOTE_REFS.values():
            part = self._new.related(self._new.main, f"{kind}s")
            if part is None or part not in self._new.edited:
                continue
            root = self._new.root(part)
            references = list(self._new.root(self._new.main).iter(n.w(f"{kind}Reference")))
            order = {reference.get(n.ID): at for at, reference in reversed(list(enumerate(references)))}
            notes = [note for note in root if not note.get(n.w("type"))]
            notes.sort(key=lambda note: order.get(note.get(n.ID), len(order)))
            special = [note for note in root if note.get(n.w("type"))]
            root[:] = [*special, *notes]
            first = 1 + max([0, *(int(note.get(n.ID, "0")) for note in special)])
            fresh = {note.get(n.ID): str(first + at) for at, note in enumerate(notes)}
            for element in (*notes, *references):
                element.set(n.ID, fresh.get(element.get(n.ID), element.get(n.ID, "")))

    def _mark_whole_note(self, note: etree._Element, status: str, kind: str) -> None:
        part = self._new.related(self._new.main, f"{kind}s")
        assert part is not None
        self._new.edit(part)
        for paragraph in note.findall(n.P):
            if not has_revisions(paragraph):
                mark_runs(paragraph, status, self._ink_of(part))


def turn_on_tracking(package: Package) -> None:
    """Turn on the recording of changes, so that what a committee edits in the redline is tracked too."""
    part = package.related(package.main, "settings")
    if part is None:
        return
    settings = package.edit(part)
    if settings.find(n.w("trackRevisions")) is None:
        put(settings, etree.Element(n.w("trackRevisions")), SETTINGS)


def _as_new_marks_it(asked: _Asked) -> Redline | None:
    """Return the new document with its own changes, where they are proven to lead from the old one; else None."""
    package = read_package(asked.new, asked.names[1])
    changes = tracked_changes(package)
    if not changes:
        return None
    turn_on_tracking(package)
    number_apart(package)
    content = package.to_bytes()
    verdict = verify(asked.old, asked.new, content, "keep")
    if not verdict.holds:
        return None
    old = set(tracked_changes(read_package(asked.old, asked.names[0])))
    both = " (it stands in the old document, too)"
    notes = [said_of("kept", each, both if each in old else "") for each in changes]
    notes += [said_of("of the old document, rejected", each) for each in old - set(changes)]
    counts = count_changes(package.root(part) for part in package.stories())
    return Redline(content, counts, verdict, (*notes, *verdict.untracked))


def _nearest_to_new(asked: _Asked, moves: bool) -> Redline | None:
    """Return the proven redline that leaves least to its own author beside the new document's changes; else None.

    Which paragraphs moved past which, and whether one that went here and came there moved, can be told in several
    ways. Others are tried only where a change of the new document is lost.
    """
    nearest: tuple[int, Redline] | None = None
    others = [_Attempt(moves, as_marked=True, apart=True), _Attempt(False, as_marked=True, apart=True)]
    for attempt in (_Attempt(moves, as_marked=True), *(others if moves else others[1:])):
        done = _Work(asked, attempt).run()
        if not done.verdict.holds:
            continue
        signed = _signed(done, asked)
        own = marked_by(signed.content, asked.author, asked.date)
        if nearest is None or own < nearest[0]:
            nearest = own, signed
        if not any(note.about.startswith("not kept") for note in signed.notes):
            break
    return None if nearest is None else nearest[1]


def _signed(done: Redline, asked: _Asked) -> Redline:
    if asked.existing != "keep":
        return done
    return with_authors(done, (asked.old, asked.new), asked.names, asked.author)


def _how_far_off(verdict: Verdict) -> tuple[int, int]:
    """Return what ranks redlines that could not be proven: badly made marks may keep Word from opening the file."""
    return len(verdict.faults), len(verdict.breaks)


def _refuse(verdict: Verdict, name: str) -> None:
    raise PolicyBuilderError(
        [
            Problem(Location(name), f"the redline could not be proven: {found}", _UNPROVEN, _REPORT)
            for found in (*verdict.breaks, *verdict.faults)
        ]
    )


_REPORT = "this is a fault in policybuilder: please report it with the two files"
