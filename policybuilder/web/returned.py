"""Word files that came back, kept in the workspace while an officer goes through them, each edit with its decision.

A file is kept by the digest of what it holds: nothing that somebody typed or named becomes a path.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from policybuilder import api
from policybuilder.errors import PolicyBuilderError
from policybuilder.files.read import read_regular
from policybuilder.files.write import remove, write_changed
from policybuilder.strict_json import read_json
from policybuilder.web.desk import Desk
from policybuilder.web.inside import own_folder
from policybuilder.web.shown import digest_of
from policybuilder.web.work import Work

if TYPE_CHECKING:
    from policybuilder.update.taking.edits import Edit
    from policybuilder.update.taking.taken import Found


_FOLDER = ".policybuilder/returned"
_DIGEST = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True)
class Returned:
    """Copies of a draft that came back, by their digests, and the edits that are wanted and are not, by their keys.

    A number would not do: it is another edit's once somebody saves the profile.
    """

    name: str
    files: tuple[Path, ...]
    wanted: frozenset[str]
    unwanted: frozenset[str]


def keep(desk: Desk, contents: Iterable[bytes]) -> str:
    """Keep files that were uploaded together, and return the name by which they are found."""
    folder = own_folder(desk.root, _FOLDER)
    files = {folder / f"{hashlib.sha256(content).hexdigest()}.docx": content for content in contents}
    listed = [path.stem for path in files]
    name = hashlib.sha256(" ".join(listed).encode()).hexdigest()
    noted = folder / f"{name}.json"
    # What was decided stays when the same files are uploaded again, in another tab.
    write_changed(files if noted.is_file() else {**files, noted: _decisions(listed, (), ())})
    return name


def returned(desk: Desk, name: str) -> Returned | None:
    """Return files that were kept, with what was decided of them; None where there are none of that name."""
    path = desk.root / _FOLDER / f"{name}.json"
    if not _DIGEST.fullmatch(name) or not path.is_file():
        return None
    read = read_json(read_regular(path))
    files = [path.parent / f"{digest}.docx" for digest in read["files"] if _DIGEST.fullmatch(digest)]
    return Returned(name, tuple(files), frozenset(read["wanted"]), frozenset(read["unwanted"]))


def keys_of(edits: Iterable[Edit]) -> list[str]:
    """Return what tells each edit from the others, whatever its number: where it is and what it says."""
    found: list[str] = []
    for edit in edits:
        said = repr((edit.kind, edit.clause, edit.place, edit.before, edit.after, edit.parameter, edit.rival))
        again = sum(each.startswith(digest_of(said)) for each in found)
        found.append(f"{digest_of(said)}-{again}")
    return found


def decide(desk: Desk, kept: Returned, key: str, wanted: bool) -> None:
    """Note whether an edit is wanted."""
    yes = (kept.wanted | {key}) if wanted else (kept.wanted - {key})
    no = (kept.unwanted - {key}) if wanted else (kept.unwanted | {key})
    path = desk.root / _FOLDER / f"{kept.name}.json"
    write_changed({path: _decisions([file.stem for file in kept.files], sorted(yes), sorted(no))})


def forget(desk: Desk, kept: Returned) -> None:
    """Remove files that were taken: what people wrote in them is in the profile, or in what was told of it."""
    remove((*kept.files, desk.root / _FOLDER / f"{kept.name}.json"))


def reading(desk: Desk, profile: str, name: str, address: str) -> Work | None:
    """Return the work that reads files that were kept, of which comes `Found`; None where there are none of that name.

    It fails with PolicyBuilderError for files that are not this council's, which are removed then.
    """
    kept = returned(desk, name)
    known = ("read", "edits", profile, name)
    if kept is None:
        return desk.works.failed(known)
    library, edition = desk.edition()

    def job(_: Work) -> Found:
        try:
            found = api.edits(library, kept.files, profile=profile)
        except PolicyBuilderError:
            forget(desk, kept)
            raise
        found.proven()  # what each screen asks first, and takes longest
        found.weighed(1, desk.resolved)
        return found

    return desk.works.work(known, edition, "Reading what was changed in the file", address, job)


def _decisions(files: Iterable[str], wanted: Iterable[str], unwanted: Iterable[str]) -> bytes:
    return json.dumps({"files": list(files), "wanted": list(wanted), "unwanted": list(unwanted)}, indent=1).encode()
