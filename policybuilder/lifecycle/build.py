"""Drafts of policies, built into output/<profile>/<document>/draft/, and papers for a meeting, into paper/."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from policybuilder.checks.readability import reading_age
from policybuilder.document import Document, unconfirmed, word_count
from policybuilder.errors import Location, PolicyBuilderError, Problems, fail
from policybuilder.library.library import Library, open_library
from policybuilder.library.workspace import OUTPUT, open_workspace
from policybuilder.lifecycle.built import Built, Order, ProfileOutcome, approved_manifests
from policybuilder.lifecycle.cache import open_cached
from policybuilder.lifecycle.elsewhere import changed_elsewhere
from policybuilder.lifecycle.put import put_files
from policybuilder.lifecycle.weakened import weakened_by_merge
from policybuilder.lifecycle.workers import of_each, workers_for
from policybuilder.resolution import resolve, resolve_case
from policybuilder.resolution.case import Case, case_from
from policybuilder.resolution.inheritance import EffectiveProfile, inherit
from policybuilder.resolution.sign_offs import refuse_future_sign_offs
from policybuilder.writers import SHELL_FORMATS, WRITERS, Written, writers_of

_PARALLEL_FROM = 12
"""From how many profiles on a second process pays for its own start."""


def build_profile(library: Library, profile_id: str, order: Order) -> ProfileOutcome:
    """Return the outcome of building a profile's documents. Files are written only when `order.write`."""
    problems = Problems()
    built = []
    named: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    try:
        effective = inherit(library, library.profile(profile_id))
        inputs = _inputs(library, effective)
        named = _documents(library, effective, order)
        for document_id in named:
            try:
                built.append(_build_document(case_from(library, effective, document_id), order, problems))
            except PolicyBuilderError as error:
                problems.extend(error.problems)
    except PolicyBuilderError as error:
        problems.extend(error.problems)
    return ProfileOutcome(profile_id, tuple(built), tuple(problems.found), inputs, named)


def _documents(library: Library, effective: EffectiveProfile, order: Order) -> tuple[str, ...]:
    named = effective.documents
    if order.document:
        library.template(order.document, Location("--document"))
        return (order.document,) if order.document in named else ()
    if not named:
        hint = f"add documents: with {next(iter(library.template_files), 'a template')}: below it"
        raise fail(effective.profile.place("documents"), "the profile names no document", "no-documents", hint)
    return named


def _build_document(case: Case, order: Order, problems: Problems) -> Built:
    library, profile_id, document_id = case.library, case.profile, case.document
    root = library.workspace.root
    assert root is not None
    if order.paper:
        from policybuilder.lifecycle.paper import SHOWN, paper_document
        from policybuilder.lifecycle.words import words_digest

        document = paper_document(library, profile_id, document_id, problems)
        refuse_future_sign_offs(library, case.effective.profile, document, order.paper.now.date())
    elif approved_manifests(root, profile_id, document_id):
        # Imported here: most builds are of councils that have approved nothing yet.
        from policybuilder.lifecycle.recorded_library import with_records

        document = resolve(with_records(library, profile_id, document_id), profile_id, document_id, problems)
    else:
        document = resolve_case(case, problems)
    problems.extend(weakened_by_merge(document))
    shell = b""
    if SHELL_FORMATS.intersection(order.formats):
        shell = case.shell_file().content()
    folder = root / OUTPUT / profile_id / document_id / order.stage
    # A paper's words are kept as data, too: an approval is held against them.
    formats = dict.fromkeys([*order.formats, *(["json"] if order.paper else [])])
    made = dict(_written(document, tuple(formats), shell, folder))
    files = {path: file.content for path, file in made.items()}
    put = put_files(files, document, root, problems, write=order.write, aside=order.set_aside, paper=order.paper)
    return Built(
        profile_id,
        document_id,
        put.files,
        put.changed,
        word_count(document),
        max((file.pages for file in made.values()), default=0),
        reading_age(document),
        len({value.parameter for _, value in unconfirmed(document)}),
        sum(entry.state == "unchecked" for entry in document.law),
        put.kept,
        put.set_aside,
        document.title,
        put.sections,
        words_digest(document)[:SHOWN] if order.paper else "",
        changed_elsewhere(library, case.effective, document_id, put.sections, root / OUTPUT / profile_id)
        if order.document
        else (),
    )


def write_document(
    document: Document, formats: Sequence[str], shell: bytes, folder: Path
) -> Iterator[tuple[Path, bytes]]:
    """Yield the path and bytes of each file of a document in some formats. Nothing is written."""
    for path, made in _written(document, formats, shell, folder):
        yield path, made.content


def _written(document: Document, formats: Sequence[str], shell: bytes, folder: Path) -> Iterator[tuple[Path, Written]]:
    for name in writers_of(formats):
        yield folder / f"{document.id}{WRITERS[name].suffix}", WRITERS[name].written(document, shell)


def _inputs(library: Library, effective: EffectiveProfile) -> tuple[str, ...]:
    """Return the profile's own file, its bases' and its shells, relative to the workspace."""
    root = library.workspace.root
    assert root is not None
    files = (library.profile_files[id].name for id in effective.chain)
    return (*dict.fromkeys((*files, *effective.shells)), *approved_manifests(root, effective.profile.id))


# Many profiles -------------------------------------------------------------------------------------------


def build_profiles(library: Library, profiles: Sequence[str], order: Order, jobs: int = 0) -> Iterator[ProfileOutcome]:
    """Yield the outcome of each profile, in order, as it is ready.

    `jobs` is how many processes work at once; 0 means one for each core when there is enough to do.
    """
    root = library.workspace.root
    assert root is not None
    workers = workers_for(len(profiles), _PARALLEL_FROM, jobs)
    if workers < 2:
        for profile in profiles:
            yield build_profile(library, profile, order)
        return
    opened, work = partial(_opened, root, order), partial(build_profile, order=order)
    yield from of_each(
        opened, work, profiles, workers, Location(OUTPUT), "memory may have run out: try again with --jobs 1"
    )


def _opened(root: Path, order: Order) -> Library:
    workspace = open_workspace(root)
    # What proves something reads everything anew; a build may use what was read before.
    return open_cached(workspace)[0] if order.write else open_library(workspace)


def buildable(library: Library) -> Iterator[str]:
    """Yield the profiles that are councils, in name order; profiles that cannot be read are yielded, too."""
    for id in library.profile_files:
        try:
            if not library.profile(id).front.base:
                yield id
        except PolicyBuilderError:
            yield id
