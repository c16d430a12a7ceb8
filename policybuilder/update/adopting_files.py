"""The files of an old policy that is taken over: profile, own clauses, the report, and a comparison of old and new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from policybuilder.adopt.adoption import Adoption
from policybuilder.adopt.decisions import Decision
from policybuilder.adopt.write_html import write_html as report_html
from policybuilder.compare.changes import Comparison, Reason
from policybuilder.compare.documents import compare
from policybuilder.compare.write_html import write_html as comparison_html
from policybuilder.edit.changes import Answer
from policybuilder.edit.proposal import Proposal, propose
from policybuilder.errors import Location, fail
from policybuilder.library.library import Library
from policybuilder.library.values import listed
from policybuilder.lifecycle.new_profile import new_files
from policybuilder.lifecycle.summary import changes_file
from policybuilder.resolution.answers import Answer as GivenAnswer
from policybuilder.resolution.answers import answer
from policybuilder.resolution.case import case_of
from policybuilder.update import suggested
from policybuilder.update.adopting import LEFT_OUT, TakenOver, regrouped
from policybuilder.update.adopting_set import FOLDER, write_set

_QUOTED, _WORDS = 2, 9
"""How many passages on a new clause's subject are quoted, and how many words of each."""


def files_of(taken: TakenOver, adoption: Adoption, library: Library, root: Path) -> dict[Path, bytes]:
    """Return every file of a taken-over policy, none of which may be there yet, the profile first."""
    files = new_files(root, taken.library, taken.id, taken.text)
    for clause in taken.own:
        files[root / clause.file] = clause.content.encode()
    comparison = old_to_new(taken, adoption)
    folder = root / FOLDER / taken.id
    files[folder / "report.html"] = report_html(adoption, library)
    files[folder / "old-to-new.html"] = comparison_html(comparison)
    files[folder / "old-to-new.docx"] = changes_file(comparison, taken.library)
    files[folder / suggested.NAME] = suggested.decisions_file(adoption.decisions)
    return files


def old_to_new(taken: TakenOver, adoption: Adoption) -> Comparison:
    """Return the earlier policy compared with the draft.

    A clause that is new is so because no passage says it; one that is reworded, because a passage says it otherwise.
    """
    versions = taken.reworded(adoption).versions
    made = compare(regrouped(taken, adoption), taken.document, "the earlier policy", "the draft", versions=versions)
    touched = {gap.clause: gap.touched for gap in adoption.missing}
    become: dict[str, list[int]] = defaultdict(list)
    for number, clause in taken.homes.items():
        become[clause].append(number)
    changes = []
    for change in made.changes:
        if change.kinds == ("added",):
            change = replace(change, reasons=(_why_new(touched.get(change.id, ()), adoption),))
        elif change.id == LEFT_OUT:
            change = replace(change, reasons=(Reason("template", "no clause of the draft came of it"),))
        elif change.id in become:
            change = replace(change, reasons=(_why_reworded(become[change.id], taken.ours),))
        changes.append(change)
    details = tuple(
        replace(each, reasons=(Reason("template", "the library's document has it"),)) if each.label == "Title" else each
        for each in made.details
    )
    return replace(made, changes=tuple(changes), details=details)


def _why_reworded(numbers: Sequence[int], ours: Collection[int]) -> Reason:
    """Return what became of the passages of a clause: whose words stand for them."""
    stand = [number for number in numbers if number in ours]
    if not stand:
        return Reason("template", f"the library's words stand for {_passages(numbers)} of the earlier policy")
    verb = "stands" if len(stand) == 1 else "stand"
    said = f"{_passages(stand)} of the earlier policy {verb} in it"
    if gone := [number for number in numbers if number not in ours]:
        return Reason("amendment", f"{said}; the library's words stand for {_passages(gone)}")
    return Reason("amendment", f"{said}, beside words of the library")


def _why_new(touched: Sequence[int], adoption: Adoption) -> Reason:
    """Return why a clause is new; whoever reads the comparison has no numbers of passages, but the first words."""
    if not touched:
        return Reason("template", "the earlier policy says nothing of it")
    texts = {passage.number: passage.text for passage in adoption.policy.passages}
    quoted = [f"“{_beginning(texts[number])}” (passage {number})" for number in touched[:_QUOTED]]
    more = f", and {len(touched) - _QUOTED} more" if len(touched) > _QUOTED else ""
    return Reason(
        "template", f"the earlier policy does not say it; on its subject it says {' and '.join(quoted)}{more}"
    )


def _beginning(text: str) -> str:
    words = text.split()
    return " ".join(words[:_WORDS]) + ("…" if len(words) > _WORDS else "")


def _passages(numbers: Sequence[int]) -> str:
    return f"passage{'s' if len(numbers) > 1 else ''} {listed([str(number) for number in numbers])}"


def write(files: Mapping[Path, bytes], taken: TakenOver, root: Path) -> None:
    """Write the files of a taken-over policy, whole or not at all.

    Raises PolicyBuilderError, with nothing written, for an own clause whose file is there, and when a file cannot be
    written.
    """
    write_set(files, root, taken.id, tuple(clause.file for clause in taken.own))


def answers_for(adoption: Adoption, library: Library, profile: str) -> Proposal:
    """Return what an old policy would change in a profile that is there: its sure answers where they are others.

    Nothing is written. Raises PolicyBuilderError for what is wrong with the profile, when its documents would have
    errors that they had not before, and when nothing would change.
    """
    changes = new_answers(adoption, library, profile)
    if not changes:
        hint = "the report says what the old policy decided"
        raise fail(Location(profile), "the profile has every answer of the old policy already", "nothing-changed", hint)
    return propose(library, profile, changes)


def new_answers(adoption: Adoption, library: Library, profile: str) -> list[Answer]:
    """Return the sure decisions of an old policy that a profile's document has no answer or another one to."""
    given = answer(case_of(library, profile, adoption.document)).parameters
    return [
        Answer(decision.parameter, decision.value)
        for decision in adoption.decisions
        if decision.sure and decision.parameter in given and is_new(decision, given)
    ]


def is_new(decision: Decision, given: Mapping[str, GivenAnswer]) -> bool:
    """Return whether a council has not decided so already; what no document of its asks, it has not."""
    now = given.get(decision.parameter)
    return now is None or now.state != "decided" or not _is_same(now.value, decision.value)


def _is_same(one: Any, other: Any) -> bool:
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_is_same, one, other))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return {key: str(value) for key, value in one.items()} == {key: str(value) for key, value in other.items()}
    return str(getattr(one, "id", one)) == str(getattr(other, "id", other))
