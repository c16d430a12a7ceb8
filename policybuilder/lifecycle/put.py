"""A document's built files put in place: all or none, and never over what somebody edited.

A paper's files go with a manifest, and while they are put in place nobody can approve half of them.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from policybuilder.document import Document
from policybuilder.errors import Location, Problem, Problems
from policybuilder.files.read import read_regular
from policybuilder.files.write import remove, write_over
from policybuilder.lifecycle.changed_sections import ChangedSection, changed_sections, footprint_of
from policybuilder.lifecycle.edited import Seen, look, problems_of, set_aside
from policybuilder.lifecycle.manifests import MANIFEST


@dataclass(frozen=True)
class Making:
    """When a paper is made, and by which version of the program; both go into its manifest."""

    now: datetime
    tool: str


@dataclass(frozen=True)
class Put:
    """What came of a document's files, each relative to the workspace.

    `kept` are the files in the way, for which nothing was written; `set_aside` the places that edited files went to;
    `sections` those with other words than in the Word file that was written over.
    """

    files: tuple[str, ...]
    changed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = ()
    sections: tuple[ChangedSection, ...] = ()


def put_files(
    files: Mapping[Path, bytes],
    document: Document,
    root: Path,
    problems: Problems,
    *,
    write: bool,
    aside: bool,
    paper: Making | None,
) -> Put:
    """Write a document's files where they differ, all or none, and return what came of it.

    None is written while somebody's edit is in the way, which is then noted, unless it may be set `aside`; nor without
    `write`: then it is told what would change. Raises PolicyBuilderError when a file cannot be written.
    """

    def shown(paths: Iterable[Path]) -> tuple[str, ...]:
        return tuple(path.relative_to(root).as_posix() for path in paths)

    with _alone(files, root, write, paper):
        seen = look(files)
        stops = ("blocked",) if aside else ("blocked", "edited")
        kept = [each for each in seen if each.state in stops]
        gone, stray = _no_longer(files, root) if paper else ((), ())
        if kept or stray:
            problems.extend([*problems_of(seen, root, document.profile), *stray])
            return Put(shown(files), kept=(*shown(each.path for each in kept), *(p.location.path for p in stray)))
        targets = {each.path: None if each.state == "edited" else each.content for each in seen if each.state != "same"}
        contents = dict(files)
        if paper:
            path, manifest, there = _manifest(seen, files, document, root, paper)
            contents[path] = manifest
            if manifest != there:
                targets[path] = there
        changed = shown([*targets, *gone])
        sections = tuple(_sections(document, seen))
        if not write:
            return Put(shown(contents), changed, sections=sections)
        with set_aside(seen) as places:
            write_over({path: contents[path] for path in targets}, targets)
        remove(gone)
        return Put(shown(contents), changed, set_aside=shown(places), sections=sections)


def _sections(document: Document, seen: Iterable[Seen]) -> Iterator[ChangedSection]:
    """Yield the sections with other words than the Word file that is written over; none when it does not say."""
    for each in seen:
        if each.path.suffix == ".docx" and each.state != "same":
            before = footprint_of(document, each.content)
            yield from () if before is None else changed_sections(before, document)


@contextlib.contextmanager
def _alone(files: Mapping[Path, bytes], root: Path, write: bool, paper: Making | None) -> Iterator[None]:
    """Hold the document's lock while a paper is put in place."""
    if paper is None or not write:
        yield
        return
    from policybuilder.lifecycle.lock import PAPER, locked

    folder = next(iter(files)).parent.parent
    with locked(folder, folder.relative_to(root).as_posix(), paper.now, PAPER):
        yield


def _manifest(
    seen: Sequence[Seen], files: Mapping[Path, bytes], document: Document, root: Path, paper: Making
) -> tuple[Path, bytes, bytes | None]:
    """Return the path of a paper's manifest, what it is to hold, and what it holds now."""
    from policybuilder.lifecycle.paper import manifest_of
    from policybuilder.lifecycle.records import read_records

    folder = seen[0].path.parent
    last = read_records(root, document.profile, document.id).last
    # A file that is the same stays, and its bytes may still be others: another zlib, line ends, a document library.
    held = {each.path.name: (each.content or b"") if each.state == "same" else files[each.path] for each in seen}
    manifest = manifest_of(document, held, paper.now.date(), paper.tool, last.folder if last else "", folder)
    path = folder / MANIFEST
    try:
        return path, manifest, read_regular(path)
    except OSError:
        return path, manifest, None


def _no_longer(files: Mapping[Path, bytes], root: Path) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Return the files of the paper before that are not part of the new one, and those that somebody edited.

    They would stand beside the paper with other words.
    """
    from policybuilder.lifecycle.paper import files_before

    folder = next(iter(files)).parent
    gone: list[Path] = []
    stray: list[Problem] = []
    for path, as_made in files_before(folder):
        if path in files:
            continue
        if as_made:
            gone.append(path)
        else:
            place = Location(path.relative_to(root).as_posix())
            message = "was edited since the paper was made, and is not part of the new one: nothing is written"
            stray.append(Problem(place, message, "edited-since", "move it out of paper/, and build again"))
    return tuple(gone), tuple(stray)
