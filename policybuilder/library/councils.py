"""The register of UK councils, from which `init` fills in who a council is.

The register is mySociety's "UK local authorities" (CC BY 4.0), shipped unchanged as clauses/councils.csv. What it does
not hold (councils that ended before, councils to be) is in clauses/facts.yaml. `council_search` finds names in it.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from policybuilder.errors import Location, PolicyBuilderError, Problems, did_you_mean, fail
from policybuilder.library.schema import FactsModel, ReorganisationModel
from policybuilder.library.strict_yaml import unshowable
from policybuilder.library.workspace import AuthoredFile, Workspace

_NATIONS = {
    "England": "england",
    "Wales": "wales",
    "Scotland": "scotland",
    "Northern Ireland": "northern-ireland",
}

_COLUMNS = frozenset({"code", "official_name", "short_name", "nation", "type", "county", "end_date"})

Row = dict[str, str]


@dataclass(frozen=True)
class RegisteredCouncil:
    """A council of the register. `type` is one of the project's types; `register_type` is the register's own."""

    id: str
    official_name: str
    short_name: str
    nation: str
    type: str
    register_type: str
    county: str
    code: str


@dataclass(frozen=True)
class EndedCouncil:
    """A council that has ended: the day, and the official names of those that took over.

    `check` says what to confirm where that was not verified.
    """

    official_name: str
    short_name: str
    code: str
    ended: date
    successors: tuple[str, ...]
    check: str = ""


@dataclass(frozen=True)
class Register:
    """The councils that exist, in name order, those that have ended, and the facts about types and reorganisation.

    `today` is the day on which it stands so; None where nobody asked for a day.
    """

    councils: tuple[RegisteredCouncil, ...]
    ended: tuple[EndedCouncil, ...]
    facts: FactsModel
    today: date | None = None


def load_register(workspace: Workspace, facts: FactsModel, today: date | None = None) -> Register:
    """Return the register as it stands on `today`; without it, every council whose row has an end has ended.

    A reorganisation that is certain has happened once its day has come, though the rows still hold the old councils.
    Raises PolicyBuilderError when the register is missing, or when a row has a type that facts.yaml does not map.
    """
    versions = workspace.versions_of("clauses/councils.csv")
    if not versions:
        raise fail(Location("clauses/councils.csv"), "the register of councils is missing", "no-such-file")
    rows = list(_rows(versions[0]))
    ended = {council.official_name: council for council in (*_ended_rows(rows, today), *_ended_facts(facts, today))}
    going_on = [(place, row) for place, row in rows if row["official_name"] not in ended]
    councils = _councils(going_on, facts)
    replaced = tuple(_replaced(councils, facts, today))
    gone = {council.code for council in replaced}
    left = tuple(council for council in councils if council.code not in gone)
    return Register(left, (*ended.values(), *replaced), facts, today)


def load_councils(workspace: Workspace, facts: FactsModel, today: date | None = None) -> tuple[RegisteredCouncil, ...]:
    """Return the councils that exist (on `today`, where given), in name order. Raises as `load_register` does."""
    return load_register(workspace, facts, today).councils


def _councils(rows: Iterable[tuple[Location, Row]], facts: FactsModel) -> tuple[RegisteredCouncil, ...]:
    types = {name: id for id, entry in facts.types.items() for name in entry.register}
    found = []
    problems = Problems()
    for place, row in rows:
        if row["type"] not in types:
            problems.add(place, f'no council type maps to "{row["type"]}"', "unknown-type", "add it to facts.yaml")
            continue
        if row["nation"] not in _NATIONS:
            problems.add(place, f'no nation "{row["nation"]}"', "unknown-nation", did_you_mean(row["nation"], _NATIONS))
            continue
        found.append(
            RegisteredCouncil(
                id=slug(row["short_name"]),
                official_name=row["official_name"],
                short_name=row["short_name"],
                nation=_NATIONS[row["nation"]],
                type=types[row["type"]],
                register_type=row["type"],
                county=row["county"],
                code=row["code"],
            )
        )
    problems.raise_errors()
    return tuple(sorted(_with_own_ids(found), key=lambda council: council.short_name))


def _replaced(councils: Iterable[RegisteredCouncil], facts: FactsModel, today: date | None) -> Iterator[EndedCouncil]:
    """Yield the councils whose reorganisation is certain, and whose last day has passed."""
    for council in councils:
        rule = reorganisation_of(council, facts)
        if rule and rule.verified and rule.successors and has_come(rule.date, today):
            names = tuple(rule.successors)
            yield EndedCouncil(council.official_name, council.short_name, council.code, rule.date, names)


def has_come(day: date, today: date | None) -> bool:
    """Return whether a day is here or past; where nobody asked for a day, it is not."""
    return today is not None and day <= today


def _ended_rows(rows: Sequence[tuple[Location, Row]], today: date | None) -> Iterator[EndedCouncil]:
    """Yield the councils that the register itself says have ended."""
    names = {row["code"]: row["official_name"] for _, row in rows}
    problems = Problems()
    for place, row in rows:
        if not row["end_date"]:
            continue
        try:
            end = date.fromisoformat(row["end_date"])
        except ValueError:
            problems.add(place, f'"{row["end_date"]}" is no date', "register", "write it as 2023-04-01")
            continue
        if today is None or end <= today:
            codes = [code.strip() for code in row.get("replaced_by", "").split(",") if code.strip()]
            successors = tuple(names.get(code, code) for code in codes)
            yield EndedCouncil(row["official_name"], row["short_name"], row["code"], end, successors)
    problems.raise_errors()


def _ended_facts(facts: FactsModel, today: date | None) -> Iterator[EndedCouncil]:
    """Yield the councils that facts.yaml says have ended."""
    for entry in facts.ended:
        if today is None or entry.date <= today:
            check = "" if entry.verified else " ".join((entry.check or "Confirm it.").split())
            for name in entry.councils:
                yield EndedCouncil(name, place_name(name), "", entry.date, tuple(entry.successors), check)


def _rows(file: AuthoredFile) -> Iterator[tuple[Location, Row]]:
    """Yield the rows of the register with their places. Raises PolicyBuilderError for a file that is no register."""
    text = file.text()
    if problems := unshowable(text, file.name):
        raise PolicyBuilderError(problems)
    reader = csv.DictReader(io.StringIO(text), strict=True)
    hint = "restore the register that came with the program, or write one with the same columns"
    try:
        missing = _COLUMNS - set(reader.fieldnames or ())
        if missing:
            message = f"the register has no column {', '.join(sorted(missing))}"
            raise fail(Location(file.name, 1), message, "register", hint)
        for row in reader:
            place = Location(file.name, reader.line_num)
            if None in row or None in row.values():
                raise fail(place, "the row has not as many cells as the header", "register", hint)
            # Some names of the register hold two spaces.
            yield place, {key: " ".join(value.split()) for key, value in row.items()}
    except csv.Error:
        # The reader counts a line when it is done with it.
        message = "not a table: a quotation mark is not closed, or a cell is too long"
        raise fail(Location(file.name, reader.line_num + 1), message, "register", hint) from None


def _with_own_ids(councils: list[RegisteredCouncil]) -> Iterable[RegisteredCouncil]:
    """Yield the councils, those that share a short name (Nottingham is one) told apart by their full name."""
    counts: dict[str, int] = {}
    for council in councils:
        counts[council.id] = counts.get(council.id, 0) + 1
    for council in councils:
        if counts[council.id] > 1:
            yield RegisteredCouncil(**{**vars(council), "id": slug(council.official_name)})
        else:
            yield council


# Names ---------------------------------------------------------------------------------------------------

KINDS = frozenset(
    {"council", "borough", "city", "county", "district", "metropolitan", "london", "royal", "of", "the", "and"}
    | {"lb", "rb", "lbc", "bc", "mbc", "cbc", "dc", "cc", "mdc"}
)
"""Words of a council's name that say what kind it is, not where."""


@lru_cache(maxsize=4096)
def slug(name: str) -> str:
    """Return a name as an id: lower-case words joined by hyphens."""
    letters = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    plain = letters.lower().replace("&", " and ").replace("'", "").replace("’", "")
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return re.sub(r"^the-", "", words)


@lru_cache(maxsize=4096)
def place_words(name: str) -> tuple[str, ...]:
    """Return the words of a name that say where it is: ("bristol",) of Bristol City Council."""
    return tuple(word for word in slug(name).split("-") if word and word not in KINDS)


def place_name(name: str) -> str:
    """Return a council's name without the words for its kind at its ends, such as Poole of Borough of Poole."""
    words = name.split()
    while words and words[0].lower() in KINDS:
        words = words[1:]
    while words and words[-1].lower() in KINDS:
        words = words[:-1]
    return " ".join(words) or name


# Bodies that are not in the register ---------------------------------------------------------------------

_ENDINGS = re.compile(r"\s+(?:(?:Town|Parish|Community|City|County|Borough|District)\s+)?Council$", re.IGNORECASE)


def unregistered(name: str, type: str, nation: str, facts: FactsModel) -> RegisteredCouncil:
    """Return a body that the register does not hold, by the name that it has, its type and its nation.

    Raises PolicyBuilderError for an unknown type, a nation that has none of that type, and where the nation is open.
    """
    if type not in facts.types:
        hint = did_you_mean(type, facts.types, f"the types are {', '.join(facts.types)}")
        raise fail(Location("--type"), f'unknown type of council "{type}"', "unknown-type", hint)
    nations: list[str] = list(facts.types[type].nations)
    if not nation and len(nations) == 1:
        nation = nations[0]
    if nation not in nations:
        message = (
            f'no body in {nation} is of the type "{type}"' if nation else f'bodies of the type "{type}" have a nation'
        )
        raise fail(Location("--nation"), message, "wrong-nation", f"give one of: {', '.join(nations)}")
    full = " ".join(name.split())
    short = _ENDINGS.sub("", full) or full
    return RegisteredCouncil(slug(short), full, short, nation, type, "", "", "")


# Reorganisation ------------------------------------------------------------------------------------------


def reorganisation_of(council: RegisteredCouncil, facts: FactsModel) -> ReorganisationModel | None:
    """Return the rule that says when a council is due to end, the most particular first; None when none is known."""
    for rule in sorted(facts.reorganisation, key=lambda rule: rule.county is None):
        fits = council.register_type in rule.register_types and council.nation in rule.nations
        # The county itself has no county in the register: it is known by its own code.
        if fits and rule.county in (None, council.county, council.code):
            return rule
    return None
