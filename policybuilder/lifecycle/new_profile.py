"""The files of a new profile: written together, into a workspace that is there or into a folder that becomes one."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from policybuilder.as_json import AsJson
from policybuilder.errors import Location, PolicyBuilderError, fail
from policybuilder.files.write import write_changed
from policybuilder.library.councils import slug
from policybuilder.library.json_schema import json_schema
from policybuilder.library.library import Library, open_library
from policybuilder.library.needs import with_needs
from policybuilder.library.new_profile import NewProfile, profile_text, questions, usual_documents
from policybuilder.library.parameters import Parameter
from policybuilder.library.profiles import read_profile
from policybuilder.library.shapes import DEVICES
from policybuilder.library.workspace import (
    NEEDS_FILE,
    SCHEMA_FILE,
    AuthoredFile,
    Layer,
    built_in_workspace,
    find_root,
    open_workspace,
)
from policybuilder.lifecycle.library_seen import seen_file, seen_now, seen_text
from policybuilder.resolution.anchored import assemblies

LONGEST_ID = 80
"""How many letters the id of a profile has at most, as `shapes` says."""


@dataclass(frozen=True)
class Started(AsJson):
    """A profile that was made: its file, its text, and the questions without a default that nobody has answered."""

    profile: str
    path: Path
    text: str
    unanswered: tuple[Parameter, ...]


def open_start(folder: Path | None = None) -> tuple[Path, Library]:
    """Return the folder that a new profile goes to, and the library that it is made with.

    The folder is the one named, else the nearest workspace here or above, else this one; where it is no workspace yet,
    the library is the built-in one. Raises PolicyBuilderError like `open_library`.
    """
    try:
        root = (folder or find_root(Path.cwd()) or Path.cwd()).resolve()
        known = (root / "profiles").is_dir()
    except (OSError, ValueError) as error:
        raise fail(Location(str(folder)[:200]), f"no folder can have this name: {error}", "no-workspace") from None
    return root, open_library(open_workspace(root) if known else built_in_workspace())


def free_path(root: Path, id: str, shown: str, otherwise: str = "edit it, or choose another id with --profile") -> Path:
    """Return the path of the file that a new profile goes to; `shown` is how messages name it.

    `otherwise` says what to do where there is one.

    Raises PolicyBuilderError for an id that no profile can have, and where there is a profile of that id.
    """
    where = Location("--profile")
    if id != slug(id):
        raise fail(where, f'"{id}" is no id', "wrong-text", f'write it as "{slug(id) or "my-council"}"')
    if len(id) > LONGEST_ID:
        raise fail(where, f'"{id[:40]}…" is too long', "wrong-text", f"an id has {LONGEST_ID} letters at most")
    if id in DEVICES:
        raise fail(where, f'"{id}" is a name that Windows keeps for a device', "wrong-text", "choose another")
    path = root / "profiles" / f"{id}.yaml"
    if path.exists():
        raise fail(Location(shown), "the profile is there already", "file-exists", otherwise)
    return path


def chosen_documents(library: Library, documents: Iterable[str]) -> tuple[str, ...]:
    """Return the documents named, each once; the usual ones when none is. Raises PolicyBuilderError for an unknown."""
    chosen = tuple(dict.fromkeys(documents)) or usual_documents(library)
    for document in chosen:
        library.template(document, Location("--document"))
    return chosen


def write_profile(root: Path, library: Library, new: NewProfile, *, dry_run: bool = False) -> Started:
    """Write a new profile, its schema for editors, the version the workspace needs, and what the library is now.

    It is read as it will be read later before it is written; a dry run writes nothing. Raises PolicyBuilderError where
    it could not be, when a file cannot be written, and when somebody made the same profile meanwhile.
    """
    path = root / "profiles" / f"{new.id}.yaml"
    text = profile_text(library, new)
    files = new_files(root, library, new.id, text)
    if not dry_run:
        write_changed(files, seen={path: None})
    required = (item for item in questions(library, new.documents) if item.required)
    return Started(new.id, path, text, tuple(item for item in required if item.name not in new.answers))


def new_files(root: Path, library: Library, id: str, text: str) -> dict[Path, bytes]:
    """Return the files that come with a new profile of some text, the profile first; see `write_profile`."""
    path = root / "profiles" / f"{id}.yaml"
    profile = read_profile(f"profiles/{path.name}", text, library.reference)
    schema = json.dumps(json_schema("profile"), indent=2, ensure_ascii=False) + "\n"
    files = {path: text.encode(), root / SCHEMA_FILE: schema.encode()}
    needs = root / NEEDS_FILE
    written = AuthoredFile(needs, NEEDS_FILE, Layer(root, "")).text() if needs.is_file() else ""
    files[needs] = with_needs(written, NEEDS_FILE).encode()
    ignore = root / ".gitignore"
    if not ignore.exists():
        files[ignore] = b".policybuilder/\n"
    # Answers that contradict one another are told when the profile is built; what is seen is kept then, by update.
    with contextlib.suppress(PolicyBuilderError):
        known = library.with_profile(profile)
        seen = seen_now(known, assemblies(known, id), date.today().isoformat())
        files[seen_file(root, id)] = seen_text(seen).encode()
    return files
