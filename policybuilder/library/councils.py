"""The register of UK councils, from which `init` fills in who a council is.

The register is mySociety's "UK local authorities" (CC BY 4.0), shipped unchanged as clauses/councils.csv.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from policybuilder.errors import Location, PolicyBuilderError, Problems, did_you_mean, fail, nearest
from policybuilder.library.schema import FactsModel, ReorganisationModel
from policybuilder.library.strict_yaml import shown, unshowable
from policybuilder.library.workspace import AuthoredFile, Workspace

_NATIONS = {
    "England": "england",
    "Wales": "wales",
    "Scotland": "scotland",
    "Northern Ireland": "northern-ireland",
}

_KINDS = frozenset(["council", "borough", "city", "county", "district", "metropolitan", "london", "royal", "of"])
"""Words of a council's name that say what kind it is, not where."""

_COLUMNS = frozenset({"code", "official_name", "short_name", "nation", "type", "county", "end_date"})


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


def load_councils(workspace: Workspace, facts: FactsModel, today: date | None = None) -> tuple[RegisteredCouncil, ...]:
    """Return the councils that exist (on `today`, where given), in name order.

    Raises PolicyBuilderError when the register is missing, or when a row has a type that facts.yaml does not map.
    """
    versions = workspace.versions_of("clauses/councils.csv")
    if not versions:
        raise fail(Location("clauses/councils.csv"), "the register of councils is missing", "no-such-file")
    types = {name: id for id, entry in facts.types.items() for name in entry.register}
    found = []
    problems = Problems()
    for place, row in _rows(versions[0]):
        if row["end_date"] and (today is None or row["end_date"] <= today.isoformat()):
            continue
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


def _rows(file: AuthoredFile) -> Iterator[tuple[Location, dict[str, str]]]:
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
            yield place, row
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


@lru_cache(maxsize=4096)
def slug(name: str) -> str:
    """Return a name as an id: lower-case words joined by hyphens."""
    letters = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    plain = letters.lower().replace("&", " and ").replace("'", "").replace("’", "")
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return re.sub(r"^the-", "", words)


def find_council(name: str, councils: Iterable[RegisteredCouncil]) -> RegisteredCouncil:
    """Return the council of a name, id or register code.

    Raises PolicyBuilderError with the nearest name when there is none, and with the candidates when several fit.
    """
    known = list(councils)
    wanted = slug(name)
    exact = [c for c in known if wanted in (c.id, slug(c.short_name), slug(c.official_name), c.code.lower())]
    if not exact:
        exact = _of_place(wanted.removesuffix("-council"), known)
    if len(exact) == 1:
        return exact[0]
    if len(exact) > 1:
        names = ", ".join(f"{council.id} ({council.official_name})" for council in exact)
        raise fail(
            Location("--council"),
            f"{shown(name)} is the name of several councils",
            "which-council",
            f"choose one of: {names}",
        )
    near = suggest_councils(name, known)
    hint = "give a part of its official name in English, such as hounslow"
    if near:
        hint = f"did you mean {_or([f'{council.id} ({council.official_name})' for council in near])}?"
    raise fail(Location("--council"), f"no council {shown(name)} in the register", "unknown-council", hint)


def _of_place(wanted: str, known: list[RegisteredCouncil]) -> list[RegisteredCouncil]:
    """Return the council of a place, such as bristol for City of Bristol, where no other is named after it, too."""
    found = [c for c in known if wanted and wanted in (_place(c.short_name), _place(c.official_name))]
    # Newcastle City Council is not what everyone in Newcastle-under-Lyme means by newcastle.
    others = any(slug(c.short_name).startswith(f"{wanted}-") for c in known if c not in found)
    return [] if others else found


@lru_cache(maxsize=4096)
def _place(name: str) -> str:
    return "-".join(word for word in slug(name).split("-") if word not in _KINDS)


def suggest_councils(name: str, councils: Iterable[RegisteredCouncil], most: int = 3) -> list[RegisteredCouncil]:
    """Return the councils whose names are most like `name`, the nearest first."""
    known = list(councils)
    wanted = slug(name)
    holding = [council for council in known if len(wanted) > 2 and wanted in slug(council.official_name)]
    holding.sort(key=lambda council: (wanted not in council.id.split("-"), wanted not in council.id))
    by_name = {key: council for council in known for key in (slug(council.short_name), slug(council.official_name))}
    found = holding[:most]
    names = dict(by_name)
    while len(found) < most and (close := nearest(wanted, names)):
        council = names.pop(close)
        if council not in found:
            found.append(council)
    return found


def reorganisation_of(council: RegisteredCouncil, facts: FactsModel) -> ReorganisationModel | None:
    """Return the rule that says when a council is due to end, the most particular first; None when none is known."""
    for rule in sorted(facts.reorganisation, key=lambda rule: rule.county is None):
        fits = council.register_type in rule.register_types and council.nation in rule.nations
        # The county itself has no county in the register: it is known by its own code.
        if fits and rule.county in (None, council.county, council.code):
            return rule
    return None


def _or(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
