"""What reading the built-in library gives, made ready when the program is packed.

The library that ships does not change after installation, so its first reader need not be the officer. The store holds
readings and nothing else, each under the digest of what was read; a test holds every one against reading anew.
"""

from __future__ import annotations

import itertools
import sys
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path

from policybuilder.adopt.index import index_of
from policybuilder.checks import check
from policybuilder.checks.rules import RULES
from policybuilder.checks.run import CheckRun
from policybuilder.checks.word_lists import load_word_lists
from policybuilder.errors import Problems
from policybuilder.files.write import write_changed
from policybuilder.library.library import Library, open_library
from policybuilder.library.schema import DEPTHS
from policybuilder.library.validate import read_checked
from policybuilder.library.workspace import BUILT_IN, Layer, Workspace, built_in_root, open_workspace
from policybuilder.readings import IN_PLACE, READINGS, Stored, in_place_stamp, stored_form
from policybuilder.resolution import documents_of, resolve
from policybuilder.version import VERSION
from policybuilder.writers.word.shell.opened import checked_shell, open_shell

_EVERYTHING = "everything"
_TEMPLATE = """\
id: everything
title: Every clause
version: 1.0.0
shell: word/policy.docx
purpose: To have seen what clauses say of one another.
sections: [{{id: all, title: All, clauses: [{clauses}]}}]
"""
_PROFILE = """\
id: {id}
council: {{name: {id}, short_name: {id}, nation: {nation}, type: {type}}}
depth: {depth}
documents: {{{documents}}}
"""


def shipped_readings(types: Collection[str] | None = None) -> bytes:
    """Return the store that ships: every built-in file, every built-in shell, and the text of usual councils' policies.

    `types` are those of the usual councils; all that there are unless given.
    Raises PolicyBuilderError when the built-in library has problems.
    """
    _read(types)
    kept = {
        (key, name): value
        for (key, name), value in READINGS.known().items()
        if key.kind in ("markdown", "patterns", "sayings", "shell") or name.startswith(f"{BUILT_IN}/")
    }
    return stored_form(kept, VERSION)


def readings_in_place() -> bytes:
    """Return the store of a checkout: what reading its library, its profiles and what councils took in of it gives.

    Raises PolicyBuilderError when the library has problems.
    """
    _read(())
    check(open_library(open_workspace(built_in_root())))
    return stored_form(READINGS.known(), in_place_stamp())


def _read(types: Collection[str] | None) -> None:
    READINGS.forget()
    layer, problems = Layer(built_in_root(), BUILT_IN), Problems()
    library = open_library(Workspace((layer,), None))
    load_word_lists(library.workspace, problems, library.reference)
    # What `check` and `adopt` read, and no build.
    for kind in ("sounds_like", "issued"):
        for file in library.workspace.versions_of(f"clauses/{kind}.yaml"):
            read_checked(file.text(), file.name, kind)
    _find(library, problems)
    index_of(library, library.clause_files, problems)
    for file in library.workspace.files("profiles", ".yaml"):
        read_checked(file.text(), file.name, "profile")
    _read_shells(library)
    with tempfile.TemporaryDirectory() as folder:
        _read_usual_policies(library, Path(folder), types, problems)
    problems.raise_errors()


def _find(library: Library, problems: Problems) -> None:
    """Read every clause and template, and find what the rules find in them."""
    run = CheckRun(library, RULES)
    clauses = {clause.id: clause for clause in library.every_clause(problems)}
    templates = {id: library.template(id) for id in library.template_files}
    run.look_at_clauses(clauses.values())
    run.look_at_library(clauses, templates)


def _read_shells(library: Library) -> None:
    languages = {nation.language for nation in library.reference.facts.nations.values()}
    for file in library.workspace.files("templates/word", ".docx"):
        checked_shell(file.content(), file.name)
        for language in languages:
            open_shell(file.content(), file.path.relative_to(file.layer.root / "templates").as_posix(), language)


def _read_usual_policies(library: Library, folder: Path, types: Collection[str] | None, problems: Problems) -> None:
    """Resolve the documents of a council of each kind with default answers, and of the illustrative councils."""
    profiles, templates = folder / "profiles", folder / "templates"
    profiles.mkdir()
    templates.mkdir()
    text = _TEMPLATE.format(clauses=", ".join(library.clause_files))
    (templates / f"{_EVERYTHING}.yaml").write_text(text, encoding="utf-8")
    usual = library.reference.facts.types if types is None else types
    for id, text in (*_usual_councils(library, usual), *_illustrative()):
        (profiles / f"{id}.yaml").write_text(text, encoding="utf-8")
    here = open_library(Workspace((Layer(folder, ""), *library.workspace.layers), folder))
    for profile in here.profile_files:
        if not here.profile(profile).front.base:
            for document in documents_of(here, profile):
                resolve(here, profile, document, problems)


def _usual_councils(library: Library, types: Collection[str]) -> Iterator[tuple[str, str]]:
    for type in types:
        for nation, depth in itertools.product(library.reference.facts.types[type].nations, DEPTHS):
            id = f"{nation}-{type}-{depth}"
            # A policy with every clause is for what clauses say when others are in.
            names = (*library.template_files, _EVERYTHING) if depth == "full" else tuple(library.template_files)
            documents = ", ".join(f"{name}: {{}}" for name in names)
            yield id, _PROFILE.format(id=id, nation=nation, type=type, depth=depth, documents=documents)


def _illustrative() -> Iterator[tuple[str, str]]:
    for path in sorted((built_in_root() / "profiles").glob("*.yaml")):
        yield path.stem, path.read_text(encoding="utf-8")


def main() -> None:
    """Write the store to the file that the command line names; without one, that of a checkout, in its place."""
    if sys.argv[1:]:
        write_changed({Path(sys.argv[1]): shipped_readings()})
    elif not _is_made():
        write_changed({IN_PLACE: readings_in_place()})


def _is_made() -> bool:
    """Return whether a checkout's store was made by this program, after the last change of what it holds."""
    try:
        Stored(IN_PLACE.read_bytes(), in_place_stamp(), str(IN_PLACE))
        made = IN_PLACE.stat().st_mtime
    except (OSError, ValueError):
        return False
    folders = (built_in_root() / name for name in ("clauses", "templates", "profiles", "library-seen"))
    return all(path.stat().st_mtime < made for folder in folders for path in (folder, *folder.rglob("*")))


if __name__ == "__main__":
    main()
