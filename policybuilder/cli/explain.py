"""`policybuilder explain`: why a clause is in a policy or not, and what set its values."""

from __future__ import annotations

from pathlib import Path

import click

from policybuilder.cli.completions import complete_clause, complete_document, complete_profile
from policybuilder.cli.printed import show_printed, uses_of
from policybuilder.cli.screen import styled
from policybuilder.document import Clause, Document, LawEntry, Omission, clauses
from policybuilder.errors import did_you_mean, fail
from policybuilder.library.library import Library
from policybuilder.library.vocabulary import DEPTHS, levels_of
from policybuilder.library.wording import beginning
from policybuilder.library.workspace import open_workspace

_ORIGINS = {
    "template": "the template lists it and the depth takes it",
    "include": "the profile includes it",
    "requires": "another clause requires it",
}


@click.command("explain")
@click.argument("profile", shell_complete=complete_profile)
@click.argument("clause", metavar="CLAUSE|NUMBER|HEADING|WORDS", shell_complete=complete_clause)
@click.option("--document", default="", help="Only in this document.", shell_complete=complete_document)
@click.pass_obj
def command(folder: Path | None, profile: str, clause: str, document: str) -> None:
    """Say why CLAUSE is in the policies of PROFILE or not.

    CLAUSE is its id, its number or heading in the policy ("6.2", "New tools and uses"), or some of its words as they
    are printed ("working days").

    Shows the condition, each value the clause depends on, and the file and line that set it.
    """
    from policybuilder.library.library import open_library
    from policybuilder.resolution import documents_of, resolve
    from policybuilder.resolution.find import find_clause

    library = open_library(open_workspace(folder))
    ids = [document] if document else list(documents_of(library, profile))
    if not ids:
        raise fail(library.profile(profile).place("documents"), "the profile names no document", "no-documents")
    for number, found in enumerate(find_clause(library, [resolve(library, profile, id) for id in ids], clause)):
        if number:
            click.echo()
        click.echo(styled(f"{found.title} ({found.id})", bold=True) + f" in {profile}/{found.document.id}")
        if found.covering:
            click.echo(f"  holds the subject: {clause}")
        for line in found.lines:
            show_printed(line, (clause,), uses_of(found.document, found.id), "  ")
        _explain(library, found.document, found.id)


def _explain(library: Library, document: Document, id: str) -> None:
    for clause in clauses(document):
        if clause.id == id:
            _explain_present(document, clause)
            return
    for omission in document.omissions:
        if omission.id == id:
            _explain_absent(library, document, omission)
            return
    known = library.template(document.template).clause_ids()
    click.echo(f"  not in: the template {document.template} does not list it, and the profile does not include it")
    if hint := did_you_mean(id, known):
        click.echo(f"  hint: {hint}")


def _explain_present(document: Document, clause: Clause) -> None:
    found = clause.provenance
    place = f"Appendix {clause.number}" if clause in document.appendices else f"section {clause.number}"
    click.echo(f"  in: {place}; {_ORIGINS[found.origin]} ({found.origin_source})")
    click.echo(f"  level: {found.level}; depth of the policy: {document.depth}")
    click.echo(f"  condition: {found.condition + ' (holds)' if found.condition else 'none: it always applies'}")
    click.echo(f"  text: version {found.version}, {found.source}")
    _explain_values([(use.name, use.value, f"{use.state}: {use.origin}", use.source) for use in found.parameters])
    for amendment in found.amendments:
        beside = f' "{beginning(amendment.was)}"' if amendment.was else ""
        place = amendment.place + (f" paragraph {amendment.paragraph}" if amendment.paragraph else beside)
        click.echo(f"  amended: {place}, written against {amendment.base} ({amendment.source})")
        click.echo(f"    reason: {amendment.reason}")
    for entry in document.law:
        if entry.id in found.law:
            click.echo(f"  law: {entry.id}, {entry.state}{_signed(entry)}")


def _signed(entry: LawEntry) -> str:
    """Return who signed a statement off, when, what was read, and the place of that in the profile or base."""
    return "".join(
        f" by {one.role}, {one.date} (profile {one.profile}, {one.source}); read: {one.read}" for one in entry.sign_offs
    )


def _explain_absent(library: Library, document: Document, omission: Omission) -> None:
    reasons = {
        "condition": f"its condition does not hold: {omission.detail}",
        "depth": f"it is {omission.level}, and the policy's depth is {omission.detail}",
        "excluded": f"the profile excludes it: {omission.detail}",
    }
    click.echo(f"  not in: {reasons[omission.why]} ({omission.source})")
    if omission.why == "depth":
        enough = next(depth for depth in DEPTHS if omission.level in levels_of(depth))
        click.echo(f"  hint: write depth: {enough}, or name it under documents: {document.id}: include:")
    if omission.why != "condition":
        return
    from policybuilder.resolution.answers import answer
    from policybuilder.resolution.inherit import inherit

    effective = inherit(library, library.profile(document.profile))
    answers = answer(library, effective, library.template(document.template))
    names = library.clause(omission.id).condition.paths()
    uses = [answers.parameters[name].use(name) for name in sorted(names & answers.parameters.keys())]
    facts = [(name, _fact(answers.names, name), "fact", "") for name in sorted(names - answers.parameters.keys())]
    _explain_values([(use.name, use.value, f"{use.state}: {use.origin}", use.source) for use in uses] + facts)


def _fact(names: dict[str, object], path: str) -> str:
    value: object = names
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _explain_values(values: list[tuple[str, str, str, str]]) -> None:
    for name, value, origin, source in values:
        shown = value if len(value) <= 60 else value[:59] + "…"
        click.echo(f"  {name} = {shown or '(not set)'}")
        click.echo(f"    {origin}" + (f", {source}" if source else ""))
