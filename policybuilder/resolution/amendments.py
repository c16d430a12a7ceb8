"""Phase 3: the council's own text, checked against the clauses that it amends. `anchors` finds where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policybuilder.document import Omission
from policybuilder.errors import Location, Problems, did_you_mean
from policybuilder.library.clauses import body_problems, version_key
from policybuilder.library.schema import AmendModel
from policybuilder.library.template_language import Analysis, analyse_body
from policybuilder.resolution.answers import Answers
from policybuilder.resolution.inheritance import Placed
from policybuilder.resolution.selection import Selection


@dataclass(frozen=True)
class Amending:
    """An amendment that will be made: the entry, where it stands, and what its text uses."""

    entry: AmendModel
    placed: Placed
    analysis: Analysis


def amend(answers: Answers, selection: Selection) -> Mapping[str, tuple[Amending, ...]]:
    """Return the amendments of each clause, in the profile's order.

    Raises PolicyBuilderError for an amendment of a clause that is not in the document, that does not say where it
    stands, or that was written against a version that does not exist yet.
    """
    problems = Problems()
    selected = {item.source.id: item.source for item in selection.selected()}
    omitted = {omission.id: omission for omission in selection.omissions}
    found: dict[str, list[Amending]] = {}
    for entry, placed in answers.effective.amendments(answers.template.id):
        source = selected.get(entry.clause)
        if source is None:
            omission = omitted.get(entry.clause)
            if omission and placed.profile != answers.effective.profile.id:
                continue  # a base amends it for those of its members that have it
            if without_clause(answers, entry, omission):
                continue  # its words wait for a person: `open_points` says so
            why = f"it is left out ({omission.why})" if omission else f"it is not in {answers.template.id}"
            hint = _back(omission) if omission else did_you_mean(entry.clause, selected)
            problems.add(placed.location, f'"{entry.clause}" cannot be amended: {why}', "unknown-clause", hint)
            continue
        _check_place(entry, placed, problems)
        if version_key(entry.base) > version_key(source.front.version):
            message = f'written against version {entry.base} of "{entry.clause}", which is at {source.front.version}'
            problems.add(placed.location, message, "amendment-base", f"write base: {source.front.version}")
        found.setdefault(entry.clause, []).append(Amending(entry, placed, _analyse(answers, entry, placed, problems)))
    problems.raise_errors()
    return {id: tuple(items) for id, items in found.items()}


def without_clause(answers: Answers, entry: AmendModel, omission: Omission | None) -> str:
    """Return what the library did to the clause of an amendment that is not in the document, as the end of a sentence.

    It withdrew the clause, or a newer version than the one amended applies here no more or stands in another document.
    "" where the library did nothing: then it is the council that amends what its own answers leave out. `omission` is
    why the document leaves the clause out, None where its template does not name it.
    """
    library = answers.library
    if gone := library.names.gone("clause", entry.clause):
        return gone.told
    if entry.clause not in library.clause_files or (omission and omission.why == "excluded"):
        return ""
    version = library.clause(entry.clause).front.version
    if version_key(entry.base) >= version_key(version):
        return ""
    if omission is None:
        return f"is not in {answers.template.id} since version {version}"
    if omission.why == "condition":
        return f"applies here no more since version {version}: it wants {omission.detail}"
    return f"is left out here since version {version} ({omission.why})"


def _back(omission: Omission) -> str:
    """Return what would bring a clause back that a document leaves out, or what to do with words for it."""
    if omission.why == "condition":
        return f"it applies where {omission.detail}: answer so, or take the amendment out"
    return "take the amendment out, or the clause in: `policybuilder amend … --include`"


def _check_place(entry: AmendModel, placed: Placed, problems: Problems) -> None:
    if entry.place == "remove" and entry.text is not None:
        hint = "leave text: out, or use place: replace"
        problems.add(placed.text_location, "remove takes words out and has no text", "amendment-place", hint)
    elif entry.place != "remove" and entry.text is None:
        problems.add(placed.location, "text: is missing", "missing", "write the council's own words below text:")
    if entry.place in ("before", "after", "remove") and entry.paragraph is None and entry.was is None:
        hint = (
            f"add was: and the words of the paragraph; `policybuilder clauses show {entry.clause}` prints them to paste"
        )
        problems.add(placed.location, f"{entry.place}: which paragraph?", "amendment-place", hint)
    elif entry.place == "title":
        _check_title(entry, placed, problems)
    elif entry.place == "append" and entry.paragraph is not None:
        hint = "use place: after, or leave paragraph: out"
        problems.add(placed.location, "append has no paragraph", "amendment-place", hint)
    elif entry.place == "append" and entry.was is not None:
        hint = "use place: after, or leave was: out: append stands at the end of the clause"
        problems.add(placed.location, "append has no was", "amendment-place", hint)


def _check_title(entry: AmendModel, placed: Placed, problems: Problems) -> None:
    words = (entry.text or "").strip()
    if entry.text is not None and (not words or "\n" in words or any(sign in words for sign in ("{{", "{%", "{#"))):
        hint = "a title is one line of words, and holds no {{ … }}"
        problems.add(placed.text_location, "this cannot be the title of a clause", "amendment-place", hint)
    if entry.paragraph is not None:
        problems.add(placed.location, "a title has no paragraph", "amendment-place", "leave paragraph: out")


def outdated(amendments: Mapping[str, tuple[Amending, ...]], selection: Selection, problems: Problems) -> None:
    """Warn of text at the end of a clause that was written against an earlier version of it.

    Other text stands by the words that it was written for: while they are there, it stands.
    """
    versions = {item.source.id: item.source.front.version for item in selection.selected()}
    for id, items in amendments.items():
        for item in items:
            if item.entry.place == "append" and version_key(item.entry.base) < version_key(versions[id]):
                message = f'the amendment was written against {item.entry.base} of "{id}", now at {versions[id]}'
                hint = f"read the clause again (`policybuilder clauses show {id}`), then write base: {versions[id]}"
                problems.add(item.placed.location, message, "amendment-base", hint, "warning")


def _analyse(answers: Answers, entry: AmendModel, placed: Placed, problems: Problems) -> Analysis:
    where: Location = placed.text_location
    analysis = analyse_body(entry.text or "", where.path, where.line)
    problems.extend(analysis.problems)
    if entry.text is not None:
        problems.extend(body_problems(entry.text, where.path, where.line))
    answers.library.vocabulary.check_names(analysis, problems)
    return analysis
