"""The order that a council gives to the sections and clauses of a document, in place of the template's.

What the profile names comes first, in its order; the rest follows as the template has it. A clause that is named below
another section moves there. What the profile includes behind a clause moves with that clause.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from policybuilder.document import Omission
from policybuilder.errors import Location, Problem, Problems, did_you_mean
from policybuilder.library.library import APPENDICES
from policybuilder.library.profiles import Setting
from policybuilder.resolution.answers import Answers
from policybuilder.resolution.inheritance import CLAUSE_ORDER, SECTION_ORDER, About

Ids = tuple[str, ...]

NOTHING_MOVED = "order-moves-nothing"
"""The code of the warning about an order that says what the template says."""

NOT_PRINTED = "order-not-printed"
"""The code of the warning about an entry that the council's own decisions keep out of the document."""


@dataclass(frozen=True)
class Arranged:
    """The clauses of each section in order, appendices last, and the line that placed each clause the profile moved."""

    sections: Mapping[str, Ids]
    placed: Mapping[str, Location]


@dataclass(frozen=True)
class _Named:
    """An entry of an order: what it names, where it is written, and the section it stands below ("" for a section)."""

    id: str
    location: Location
    section: str = ""


def arrange(answers: Answers, template: Mapping[str, Ids], behind: Mapping[str, str], problems: Problems) -> Arranged:
    """Return the sections of a document in the order that the profile gives them.

    `template` holds the clauses of each section as the template has them, with what the profile includes; `behind` the
    clause that each inclusion stands behind. Wrong names, names that stand twice and an appendix among clauses are
    noted as errors, a list that moves nothing as a warning.
    """
    orders = _orders(answers)
    sections = _checked_sections(answers, orders.get("", ()), template, problems)
    named = _checked_clauses(answers, orders, template, problems)
    held = {id: tuple(entry.id for entry in named if entry.section == id) for id in template}
    elsewhere = {entry.id for entry in named}
    following = _following(template, behind, elsewhere)
    moved = {
        id: tuple(_with_followers((*held[id], *(each for each in ids if each not in elsewhere)), following))
        for id, ids in template.items()
    }
    ids = [*(entry.id for entry in sections), *template]
    ordered = {id: moved[id] for id in dict.fromkeys(ids) if id != APPENDICES} | {APPENDICES: moved[APPENDICES]}
    _warn_of_nothing(answers, template, ordered, problems)
    placed = {clause: entry.location for entry in sections for clause in moved[entry.id]}
    placed |= {entry.id: entry.location for entry in named}
    return Arranged(ordered, placed)


def ordered_in_vain(answers: Answers, printed: Collection[str], omissions: Collection[Omission]) -> Iterator[Problem]:
    """Yield a warning for each entry of the council's own order that the document does not print, so without effect.

    `printed` holds the sections that are, `omissions` what is left out. Nothing is said of a clause that applies only
    with other answers, whose place is kept for them, nor of what a base orders for members with other documents.
    """
    left_out = {each.id: each for each in omissions}
    for section, entries in _orders(answers).items():
        if _setting(answers, section).profile != answers.effective.profile.id:
            continue
        for entry in entries:
            omission = left_out.get(entry.id) if section else None
            if omission is not None and omission.why in _WHY_IN_VAIN:
                why, hint = (said.format(detail=omission.detail, id=entry.id) for said in _WHY_IN_VAIN[omission.why])
            elif not section and entry.id not in printed and not _may_come(answers, entry.id, left_out):
                why, hint = "nothing of that section is printed here", "take it out of the order"
            else:
                continue
            message = f'"{entry.id}" is ordered without effect: {why}'
            yield Problem(entry.location, message, NOT_PRINTED, hint, "warning")


def _may_come(answers: Answers, section: str, left_out: Mapping[str, Omission]) -> bool:
    """Return whether other answers would bring a clause into a section."""
    listed = (entry.clause for id, entry, _ in answers.template.listed if id == section)
    return any(left_out[id].why == "condition" for id in listed if id in left_out)


_WHY_IN_VAIN = {
    "elsewhere": (
        "its rule stands in the {detail}",
        "take it out here and order it there; or have it here, too, with include: [{id}]",
    ),
    "depth": ("the depth {detail} leaves it out", "take it out of the order, include {id}, or choose a greater depth"),
    "excluded": ("you exclude it", "take it out of the order, or drop the exclusion"),
}


def _orders(answers: Answers) -> dict[str, tuple[_Named, ...]]:
    """Return what the profile names: sections under "", the clauses of a section under its id."""
    document = answers.template.id
    found: dict[str, tuple[_Named, ...]] = {}
    for about, setting in answers.effective.settings.items():
        if (about.kind, about.of) != ("document", document):
            continue
        if about.name == SECTION_ORDER or about.name.startswith(CLAUSE_ORDER):
            section = about.name.removeprefix(SECTION_ORDER).removeprefix(CLAUSE_ORDER)
            found[section] = tuple(_entries(answers, document, section, setting))
    return found


def _setting(answers: Answers, section: str) -> Setting:
    name = CLAUSE_ORDER + section if section else SECTION_ORDER
    return answers.effective.settings[About("document", name, answers.template.id)]


def _entries(answers: Answers, document: str, section: str, setting: Setting) -> Iterator[_Named]:
    profile = answers.library.profile(setting.profile)
    path = ("documents", document, "order", *(("clauses", section) if section else ("sections",)))
    assert isinstance(setting.value, list)
    for index, id in enumerate(setting.value):
        yield _Named(str(id), profile.place(*path, index), section)


def _checked_sections(
    answers: Answers, named: Sequence[_Named], template: Mapping[str, Ids], problems: Problems
) -> tuple[_Named, ...]:
    right = []
    for entry in _once(named, problems):
        if entry.id == APPENDICES:
            hint = "take it out; an order of the appendices stands below clauses: appendices:"
            problems.add(entry.location, "the appendices always come last", "order-appendix", hint)
        elif entry.id not in template:
            _unknown_section(answers, entry.id, entry.location, template, problems)
        else:
            right.append(entry)
    return tuple(right)


def _checked_clauses(
    answers: Answers, orders: Mapping[str, Sequence[_Named]], template: Mapping[str, Ids], problems: Problems
) -> tuple[_Named, ...]:
    right = []
    home = {clause: section for section, ids in template.items() for clause in ids}
    entries = [entry for section, listed in orders.items() if section for entry in listed]
    for entry in _once(entries, problems):
        if entry.section not in template:
            _unknown_section(answers, entry.section, _setting(answers, entry.section).location, template, problems)
        elif entry.id not in home:
            hint = did_you_mean(entry.id, home)
            if entry.id in answers.library.clause_files:
                hint = f"name it under include:, too: {{clause: {entry.id}, section: {entry.section}}}"
            message = f'"{entry.id}" is not in {answers.template.id}'
            problems.add(entry.location, message, "unknown-clause", hint)
        elif (entry.section == APPENDICES) != (home[entry.id] == APPENDICES):
            was, wanted = ("a clause", "among the appendices")
            if entry.section != APPENDICES:
                was, wanted = ("an appendix", "in a section")
            message = f'"{entry.id}" is {was}, and cannot stand {wanted}'
            problems.add(entry.location, message, "order-appendix", f"its place is {home[entry.id]}")
        else:
            right.append(entry)
    return tuple(right)


def _unknown_section(
    answers: Answers, id: str, place: Location, template: Mapping[str, Ids], problems: Problems
) -> None:
    hint = did_you_mean(id, template, f"the sections are {', '.join(each for each in template if each != APPENDICES)}")
    problems.add(place, f'no section "{id}" in {answers.template.id}', "unknown-section", hint)


def _once(entries: Sequence[_Named], problems: Problems) -> Iterator[_Named]:
    seen: dict[str, _Named] = {}
    for entry in entries:
        first = seen.setdefault(entry.id, entry)
        if first is entry:
            yield entry
        else:
            hint = f"the other is at {first.location}; keep one of them"
            problems.add(entry.location, f'"{entry.id}" is named twice in the order', "listed-twice", hint)


def _following(
    template: Mapping[str, Ids], behind: Mapping[str, str], named: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """Return the inclusions that stand behind each clause, and have no place of their own in the order."""
    found: dict[str, tuple[str, ...]] = {}
    for id in (each for ids in template.values() for each in ids):
        if id in behind and id not in named:
            found[behind[id]] = (*found.get(behind[id], ()), id)
    return found


def _with_followers(ids: Sequence[str], following: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield clauses, each with what follows it behind it."""
    after = {id for ids in following.values() for id in ids}
    for id in ids:
        if id not in after:
            yield id
            yield from following.get(id, ())


def _warn_of_nothing(
    answers: Answers, template: Mapping[str, Ids], ordered: Mapping[str, Ids], problems: Problems
) -> None:
    """Note each list of an order with which everything stands where the template has it."""
    for section in _orders(answers):
        same = ordered[section] == template[section] if section in template else list(ordered) == list(template)
        if (not section or section in template) and same:
            setting = _setting(answers, section)
            if setting.profile == answers.effective.profile.id:
                message = "this order moves nothing: the template has these in this order already"
                problems.add(setting.location, message, NOTHING_MOVED, "take it out", "warning")
