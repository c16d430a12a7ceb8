"""The policy that a council has already: held against the library, and taken over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policybuilder.adopt.adoption import Adoption
    from policybuilder.edit.proposal import Proposal
    from policybuilder.library.councils import RegisteredCouncil
    from policybuilder.library.library import Library
    from policybuilder.update.adopting import TakenOver
    from policybuilder.update.adopting_into import BroughtIn
    from policybuilder.update.own_words import Choice


def adopt(
    library: Library,
    file: str | Path,
    *,
    document: str = "",
    council: RegisteredCouncil | None = None,
    profile: str = "",
) -> Adoption:
    """Return what an old policy (.docx, .pdf, .html, .md or .txt) says of the library, decided, lacks and has stale.

    It is held against a `document`, or the one that it is nearest to, of a `council`, or of one that it reads like.
    With a `profile` it is of that council, and the document is one that it has. Raises PolicyBuilderError for a file
    that cannot be read as a policy in English, and for an unknown document or profile.
    """
    from policybuilder.adopt.adoption import adopted
    from policybuilder.adopt.reading import old_policy_in
    from policybuilder.library.councils import unregistered
    from policybuilder.resolution import documents_of

    known = documents_of(library, profile) if profile else ()
    if profile and (who := library.profile(profile).front.council):
        council = unregistered(who.name, who.type, who.nation, library.reference.facts)
    old = old_policy_in(Path(file))
    found = adopted(library, old, document, council)
    if document or not known or found.document in known:
        return found
    return adopted(library, old, known[0], council)


def take_over(
    adoption: Adoption,
    library: Library,
    root: str | Path,
    council: RegisteredCouncil,
    *,
    profile: str = "",
    choices: Mapping[int, Choice] | None = None,
    every: Choice | None = None,
    dry_run: bool = False,
    today: date | None = None,
) -> TakenOver:
    """Make an old policy the profile of a council in a workspace folder, and return what that is made of.

    `choices` say by the number of a passage whose words stand, "ours", "library" or "both", and `every` says it for
    the others. Unless it is a dry run, the profile, clauses of the council's own, the report and a comparison of old
    and new are written. Raises PolicyBuilderError, with nothing written, for a profile that is there already, for a
    number that no passage has, and when the document cannot be made.
    """
    from policybuilder.lifecycle.new_profile import free_path
    from policybuilder.update.adopting import chosen, taken_over, under_whose_headings
    from policybuilder.update.adopting_files import files_of, write

    folder = Path(root)
    id = profile or council.id
    free_path(folder, id, f"profiles/{id}.yaml", f"bring the old policy into it: adopt FILE --profile {id}")
    whose = chosen(adoption, choices or {}, every)
    day = (today or date.today()).isoformat()
    taken = taken_over(under_whose_headings(adoption, every), library, id, council, whose, day, choices or ())
    files = files_of(taken, adoption, library, folder)
    if not dry_run:
        write(files, taken, folder)
    return taken


def answer_from(
    adoption: Adoption, library: Library, profile: str, *, dry_run: bool = False, today: date | None = None
) -> Proposal:
    """Give a profile the sure answers of an old policy, and return what that changes; `undo` takes it back.

    What it may have decided besides is kept beside the reports, and the page shows it at each question.

    Raises PolicyBuilderError, with nothing written, when nothing would change and for what is wrong with the profile.
    """
    from policybuilder.edit.proposal import write
    from policybuilder.update.adopting_files import answers_for
    from policybuilder.update.suggested import with_suggested

    found = with_suggested(answers_for(adoption, library, profile), adoption.decisions)
    if not dry_run:
        command = f"adopt {Path(adoption.policy.name).name} --profile {profile}"
        write(found, command, (today or date.today()).isoformat())
    return found


def bring_in(
    adoption: Adoption,
    library: Library,
    profile: str,
    *,
    choices: Mapping[int, Choice] | None = None,
    every: Choice | None = None,
    dry_run: bool = False,
    today: date | None = None,
) -> BroughtIn:
    """Bring an old policy into a profile that is there, and return what that changes; `undo` takes it back.

    Sure answers are given, the council's own words stand as `choices` and `every` say, as in `take_over`, and what is
    in the document already is left as it is. Raises PolicyBuilderError, with nothing written, for a number that no
    passage has, for what is wrong with the profile, and when nothing would change.
    """
    from policybuilder.edit.proposal import write
    from policybuilder.update.adopting import chosen, under_whose_headings
    from policybuilder.update.adopting_into import brought_in
    from policybuilder.update.suggested import with_suggested

    whose = chosen(adoption, choices or {}, every)
    day = (today or date.today()).isoformat()
    found = brought_in(under_whose_headings(adoption, every), library, profile, whose, day, choices or ())
    found = replace(found, proposal=with_suggested(found.proposal, adoption.decisions))
    if not dry_run:
        write(found.proposal, f"adopt {Path(adoption.policy.name).name} --profile {profile}", day)
    return found
