"""Prove a redline against its two sources: accept all gives the new document, reject all the old one.

The finished bytes are read again, and nothing here uses a module that writes marks. Those do use what proves them:
mark.py tries each place with `accept` and `reject`, in the normal form, before it keeps it. A fault in what a mark is
taken to mean would pass both; that meaning is proven by a judge that shares nothing, tests/redline/judge.py.

What WordprocessingML cannot track (style definitions, bookmarks, settings, which header a section has) is compared
too, and listed apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple, cast

from policybuilder.errors import Location, fail
from policybuilder.ooxml import names as n
from policybuilder.redline.package import Package, read_package, read_redline
from policybuilder.redline.proving.accept import accept, has_revisions, reject, trim_texts
from policybuilder.redline.proving.lint import lint
from policybuilder.redline.proving.normal import EMPTY_PARAGRAPH, Block, container_key, normal_story
from policybuilder.redline.reading.figures import put_away
from policybuilder.redline.reading.keys import Key, properties_key
from policybuilder.redline.reading.own_ids import number_apart
from policybuilder.redline.reading.references import PackageReferences, Shared
from policybuilder.redline.reading.stories import sections
from policybuilder.redline.result import ACCEPT_ALL, REJECT_ALL, Break, Note, Verdict

Existing = Literal["accept", "reject", "refuse", "keep"]
_UNSETTLED = frozenset({n.w("trackRevisions"), n.w("rsids"), n.w("proofState"), n.w("zoom"), n.w("docVars")})


def verify(old: bytes, new: bytes, redline: bytes, existing: Existing = "accept") -> Verdict:
    """Return the verdict on a redline, whoever made it.

    `existing` says what was done with tracked changes that the sources already held. Raises PolicyBuilderError
    when one of the three files cannot be read, or has changes that `existing` refuses.
    """
    old_package = settled(read_package(old, "old document"), of_old(existing))
    new_package = settled(read_package(new, "new document"), existing)
    marked = read_redline(redline)
    faults = tuple(fault for part in marked.stories() for fault in lint(marked.root(part), part))
    faults += tuple(_repeated_ids(marked))
    breaks: list[Break] = []
    rejected = read_redline(redline)
    tracked = frozenset(part for part in marked.stories() if has_revisions(marked.root(part)))
    for part in marked.stories():
        trim_texts(marked.root(part))
        trim_texts(rejected.root(part))
        reject(rejected.root(part))
        accept(marked.root(part))
        put_away(rejected.root(part))
        put_away(marked.root(part))
    accepted, wanted = _Side(marked), _Side(new_package)
    breaks += _breaks(ACCEPT_ALL, accepted, wanted, strict=True)
    after, before = _Side(rejected, tracked), _Side(old_package)
    breaks += _breaks(REJECT_ALL, after, before, strict=False)
    ends = (
        *_end_notes(ACCEPT_ALL, accepted, wanted, strict=True),
        *_end_notes(REJECT_ALL, after, before, strict=False),
        *_empty_header_notes(ACCEPT_ALL, "old", accepted, wanted),
        *_empty_header_notes(REJECT_ALL, "new", after, before),
    )
    return Verdict(tuple(breaks), faults, (*_untracked(after, before), *ends))


class _Side:
    """One document that is compared, in normal form."""

    def __init__(self, package: Package, tracked: frozenset[str] = frozenset()) -> None:
        self.package = package
        self.tracked = tracked
        self.shared = Shared(package)
        self.normal = normal_story(package.root(package.main), PackageReferences(self.shared, package.main))


def settled(package: Package, existing: Existing) -> Package:
    """Return the package with the tracked changes that it already holds accepted or rejected, in place.

    The page numbers of contents lists are put away, whatever they are.
    The new document's are accepted where they are to be kept. No two things in a part have one id then, either. Raises
    PolicyBuilderError where `existing` is "refuse" and there are any changes.
    """
    for part in package.stories():
        root = package.root(part)
        trim_texts(root)
        if existing == "refuse" and has_revisions(root):
            raise fail(
                Location(package.name),
                "the document already holds tracked changes",
                "redline-existing",
                "accept or reject them first, or say --existing accept",
            )
        if (reject if existing == "reject" else accept)(root):
            package.edit(part)
        put_away(root)
    number_apart(package)
    return package


def of_old(existing: Existing) -> Existing:
    """Return what becomes of the changes that the old document holds: it stands without them where others are kept."""
    return "reject" if existing == "keep" else existing


def _breaks(side: str, found: _Side, wanted: _Side, strict: bool) -> Iterator[Break]:
    mine, theirs = found.normal, wanted.normal
    blocks, wanted_blocks = (_trackable(story.blocks, strict) for story in (mine, theirs))
    if _has_extra_end(found, wanted, strict):
        blocks = blocks[:-1]
    yield from _story_breaks(side, blocks, wanted_blocks)
    if mine.section != theirs.section:
        differing = _differing(theirs.section, mine.section)
        yield Break(side, "the last section's page setup", differing, differing)
    headers = (h for h in _headers(found, wanted) if not h.agrees) if strict else _wrong_headers(found, wanted)
    for header in headers:
        yield Break(side, header.place, _words(header.wanted), _words(header.found))
    if strict and mine.bookmarks != theirs.bookmarks:
        names = sorted(set(mine.bookmarks.items()) ^ set(theirs.bookmarks.items()), key=str)
        differing = _some(sorted({name for name, _ in names}))
        yield Break(side, "bookmarks", "as in the new document", f"missing, elsewhere or round other text: {differing}")


_TRACKABLE = frozenset({"p", "tbl", "sdt", "/sdt", "xml", "/xml"})


def _trackable(blocks: list[Block], everything: bool) -> list[Block]:
    """Return the blocks that tracked changes can bring back; alternate content and the like they cannot."""
    return blocks if everything else [block for block in blocks if _is_trackable(block)]


def _has_extra_end(found: _Side, wanted: _Side, strict: bool) -> bool:
    """Return whether an empty paragraph stands at the end that the document wanted lacks; it is listed."""
    mine, theirs = (_trackable(side.normal.blocks, strict) for side in (found, wanted))
    if len(mine) != len(theirs) + 1 or mine[-1].key != EMPTY_PARAGRAPH:
        return False
    # The mark before it cannot go in its place where a block that cannot be tracked stands, or stood, beside it.
    around = found.normal.blocks[-2 - _untracked_at_the_end(found.normal.blocks) :]
    parted = _untracked_at_the_end(wanted.normal.blocks) or any(not _is_trackable(block) for block in around)
    return bool(parted) or not _ends_in_plain_paragraph(theirs)


def _untracked_at_the_end(blocks: list[Block]) -> int:
    return next((at for at, block in enumerate(reversed(blocks)) if _is_trackable(block)), len(blocks))


def _ends_in_plain_paragraph(blocks: list[Block]) -> bool:
    last = blocks[-1] if blocks else None
    if last is None or not isinstance(last.key, tuple) or last.key[:1] != ("p",):
        return False
    return last.element is None or last.element.find(f"{n.PPR}/{n.SECTPR}") is None


def _end_notes(side: str, found: _Side, wanted: _Side, strict: bool) -> Iterator[Note]:
    if _has_extra_end(found, wanted, strict):
        yield Note(
            "the end of the document",
            f"on {side}, an empty paragraph more stands after the last table, control or section break; "
            "the last paragraph can be neither inserted nor deleted",
        )


def _is_trackable(block: Block) -> bool:
    return isinstance(block.key, tuple) and block.key[0] in _TRACKABLE


def _untrackable(blocks: list[Block]) -> list[tuple[int, Key]]:
    """Return the blocks that no tracked change can bring back, each with how many others stand before it."""
    found: list[tuple[int, Key]] = []
    for at, block in enumerate(blocks):
        if not _is_trackable(block):
            found.append((at - len(found), block.key))
    return found


def _story_breaks(side: str, mine_blocks: list[Block], wanted_blocks: list[Block]) -> Iterator[Break]:
    for mine, theirs in zip(mine_blocks, wanted_blocks, strict=False):
        if mine.key != theirs.key:
            yield Break(side, theirs.place, theirs.text, mine.text)
            return
    if len(mine_blocks) != len(wanted_blocks):
        at = min(len(mine_blocks), len(wanted_blocks))
        first = [blocks[at] if len(blocks) > at else None for blocks in (wanted_blocks, mine_blocks)]
        place = next(block.place for block in first if block is not None)
        yield Break(side, place, *("(nothing)" if block is None else block.text for block in first))


def _words(key: Key) -> str:
    """Return the words of a header or footer as a person reads them; "(nothing)" where there is none."""
    if key is None:
        return "(nothing)"
    text = " ".join(" ".join(_texts(key)).split())
    return text if len(text) < 300 else text[:300] + "…"


def _texts(key: Key) -> Iterator[str]:
    """Yield the words in a key: the last member of each text."""
    if isinstance(key, tuple):
        if n.T in key and isinstance(key[-1], str):
            yield key[-1]
        else:
            for each in key:
                yield from _texts(each)


def _differing(wanted: Key, found: Key) -> str:
    """Return the names of what differs between two page setups, as in "pgMar, pgSz"."""
    mine, theirs = (key if isinstance(key, tuple) else () for key in (found, wanted))
    differing = [each for each in (*theirs, *mine) if not (each in mine and each in theirs)]
    return ", ".join(dict.fromkeys(n.local(str(each[0])) for each in differing if isinstance(each, tuple)))


class _Header(NamedTuple):
    """A header or footer of a section in the document that is judged, and in the one that it should be."""

    place: str
    part: str | None
    found: Key
    wanted: Key

    @property
    def is_left_empty(self) -> bool:
        """Whether it is an empty paragraph where there should be none: what is left when all its words went."""
        blocks = self.found
        if self.wanted is not None or not isinstance(blocks, tuple) or len(blocks) != 1:
            return False
        only = blocks[0]
        return isinstance(only, tuple) and only[0] == "p" and only[-1] == ()

    @property
    def agrees(self) -> bool:
        """Whether it says what it should."""
        return self.found == self.wanted or self.is_left_empty


def _empty_header_notes(side: str, whose: str, found: _Side, wanted: _Side) -> Iterator[Note]:
    for header in _headers(found, wanted):
        if header.is_left_empty:
            yield Note(
                header.place,
                f"only the {whose} document has it; on {side}, it stays there, empty: "
                "which header a section has cannot be tracked",
            )


def _headers(found: _Side, wanted: _Side) -> Iterator[_Header]:
    mine, theirs = sections(found.package), sections(wanted.package)
    if len(mine) != len(theirs):
        return
    seen: dict[tuple[str | None, str | None], tuple[Key, Key]] = {}
    for number, (left, right) in enumerate(zip(mine, theirs, strict=True), 1):
        for kind in sorted({*left, *right}):
            parts = (left.get(kind), right.get(kind))
            if parts not in seen:
                seen[parts] = (_header_key(found.shared, parts[0]), _header_key(wanted.shared, parts[1]))
            yield _Header(f"{kind[1]} {kind[0]} of section {number}", parts[0], *seen[parts])


def _wrong_headers(found: _Side, wanted: _Side) -> Iterator[_Header]:
    """Yield the headers with tracked changes in them that do not settle to any header of the document wanted.

    Which header a section has cannot be tracked, so one that another section should have is no fault of the marks.
    """
    headers = list(_headers(found, wanted))
    known = {header.wanted for header in headers}
    for header in headers:
        if not header.agrees and header.part in found.tracked and header.found not in known:
            yield header


def _header_key(shared: Shared, part: str | None) -> Key:
    if part is None or part not in shared.package.parts:
        return None
    return container_key(shared.package.root(part), PackageReferences(shared, part))


def _repeated_ids(package: Package) -> Iterator[str]:
    seen: dict[str, str] = {}
    for part in package.stories():
        for element in package.root(part).iter(*(n.REVISIONS - n.XML_RANGES - n.MOVE_MARKERS)):
            mark = element.get(n.ID)
            if mark is not None and mark in seen:
                yield f"{part}: revision id {mark} is used more than once"
                return
            if mark is not None:
                seen[mark] = part


def _untracked(after: _Side, before: _Side) -> Iterator[Note]:
    """Yield what differs from the old document after every change was rejected, because Word cannot track it."""
    rejected, old = after.package, before.package
    yield from _style_notes(after.shared, before.shared)
    bookmarks, wanted = after.normal.bookmarks, before.normal.bookmarks
    lost = [name for name in wanted if name not in bookmarks]
    extra = [name for name in bookmarks if name not in wanted]
    moved = [name for name in wanted if name in bookmarks and wanted[name] != bookmarks[name]]
    for names, fate in ((lost, "be missing"), (extra, "stay"), (moved, "stand elsewhere or hold other text")):
        if names:
            yield Note("bookmarks", f"cannot be tracked; after rejecting all, {_some(names)} would {fate}")
    if _untrackable(after.normal.blocks) != _untrackable(before.normal.blocks):
        message = (
            "alternate content or another kind that cannot be tracked differs, or its place, and takes the new form"
        )
        yield Note("blocks", message)
    if len(sections(rejected)) != len(sections(old)):
        yield Note("sections", "the number of sections differs after rejecting all")
    for header in _headers(after, before):
        if not header.agrees:
            whose = "new" if header.wanted is None else "old" if header.found is None else ""
            what = f"only the {whose} document has it" if whose else "the old document has another"
            yield Note(header.place, f"{what}; which header a section has cannot be tracked")
    if _settings(rejected) != _settings(old):
        names = sorted({n.local(tag) for tag, _ in set(_settings(rejected)) ^ set(_settings(old))})
        yield Note("document settings", f"{_some(names)} differ; settings cannot be tracked and take the new form")


def _some(names: list[str]) -> str:
    listed = ", ".join(names[:5])
    return listed if len(names) <= 5 else f"{listed} and {len(names) - 5} more"


def _same_part(mine: Shared, theirs: Shared, relation: str) -> bool:
    parts = [shared.package.related(shared.package.main, relation) for shared in (mine, theirs)]
    content = [
        None if part is None else shared.package.parts[part] for part, shared in zip(parts, (mine, theirs), strict=True)
    ]
    return content[0] == content[1]


def _style_notes(mine: Shared, theirs: Shared) -> Iterator[Note]:
    if _same_part(mine, theirs, "styles") and _same_part(mine, theirs, "numbering"):
        return
    refs = PackageReferences(mine, mine.package.main), PackageReferences(theirs, theirs.package.main)
    definitions = []
    for shared, references in zip((mine, theirs), refs, strict=True):
        definitions.append(
            {
                shared.styles.name("", style_id): (
                    *(properties_key(element.find(tag), references) for tag in (n.PPR, n.RPR, n.TBLPR, n.TCPR)),
                    properties_key(element, references, _STYLE_ADMIN),
                )
                for style_id, element in shared.styles.elements.items()
            }
        )
    differing = sorted(
        name[1] for name in definitions[1] if definitions[0].get(name, definitions[1][name]) != definitions[1][name]
    )
    if differing:
        yield Note(
            "styles", f"{_some(differing)} are defined differently; definitions cannot be tracked and take the new form"
        )
    defaults = [
        () if shared.styles.root is None else properties_key(shared.styles.root.find(n.w("docDefaults")), references)
        for shared, references in zip((mine, theirs), refs, strict=True)
    ]
    if defaults[0] != defaults[1]:
        yield Note(
            "styles", "the document's default font or spacing differs; it cannot be tracked and takes the new form"
        )


_STYLE_ADMIN = frozenset(
    n.w(tag)
    for tag in [
        "pPr",
        "rPr",
        "tblPr",
        "tcPr",
        "name",
        "aliases",
        "link",
        "next",
        "uiPriority",
        "semiHidden",
        "unhideWhenUsed",
        "qFormat",
        "locked",
        "autoRedefine",
    ]
)


def _settings(package: Package) -> list[tuple[str, Key]]:
    part = package.related(package.main, "settings")
    if part is None:
        return []
    refs = PackageReferences(Shared(package), part)
    return cast(
        list[tuple[str, Key]], list(cast(tuple[Key, ...], properties_key(package.root(part), refs, _UNSETTLED)))
    )
