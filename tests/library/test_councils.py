"""The register of councils: every one known, and found by the names that people use."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from policybuilder.library.councils import (
    RegisteredCouncil,
    find_council,
    load_councils,
    reorganisation_of,
    slug,
    suggest_councils,
)
from policybuilder.library.library import Library, open_library
from policybuilder.library.schema import FactsModel
from policybuilder.library.workspace import built_in_workspace
from tests.saying import said
from tests.workspaces import alone, library, tiny, write

Councils = tuple[RegisteredCouncil, ...]


@pytest.fixture(scope="module")
def shipped() -> Library:
    return open_library(built_in_workspace())


@pytest.fixture(scope="module")
def councils(shipped: Library) -> Councils:
    return load_councils(shipped.workspace, shipped.reference.facts, date(2026, 11, 22))


# The register ---------------------------------------------------------------------------------------------


def test_every_council_of_the_register_has_a_type_of_its_nation(shipped: Library, councils: Councils) -> None:
    types = Counter(council.type for council in councils)
    assert types == {
        "district": 164,
        "unitary": 63,
        "metropolitan": 36,
        "london-borough": 32,
        "scottish": 32,
        "welsh": 22,
        "county": 21,
        "combined-authority": 15,
        "ni-district": 11,
        "city-of-london": 1,
    }
    assert sum(types.values()) - types["combined-authority"] == 382
    for council in councils:
        assert council.nation in shipped.reference.facts.types[council.type].nations, council


def test_every_council_has_an_id_of_its_own_that_can_name_a_file(councils: Councils) -> None:
    ids = [council.id for council in councils]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", id) for id in ids)


def test_every_council_is_found_by_its_id_names_and_code(councils: Councils) -> None:
    for council in councils:
        for name in (council.id, council.official_name, council.short_name, council.code, council.code.lower()):
            assert find_council(name, councils) == council, name


def test_councils_that_have_ended_are_left_out_and_those_still_to_end_are_not(tmp_path: Path) -> None:
    rows = [("old", "2023-04-01"), ("soon", "2028-04-01"), ("lasting", "")]
    root, facts = a_register(tmp_path, *(row(name, end=end) for name, end in rows))
    assert [c.id for c in load_councils(alone(root), facts, date(2026, 11, 22))] == ["lasting", "soon"]
    assert [c.id for c in load_councils(alone(root), facts, date(2028, 4, 1))] == ["lasting"]
    assert [c.id for c in load_councils(alone(root), facts)] == ["lasting"]


def test_councils_that_share_a_short_name_are_told_apart_by_their_full_one(tmp_path: Path) -> None:
    root, facts = a_register(tmp_path, row("Mere", "Mere City Council"), row("Mere", "Mere Borough Council"))
    found = load_councils(alone(root), facts)
    assert {council.id for council in found} == {"mere-city-council", "mere-borough-council"}
    assert said(lambda: find_council("mere", found)) == (
        '--council: error: "mere" is the name of several councils [which-council]\n'
        "  hint: choose one of: mere-city-council (Mere City Council), mere-borough-council (Mere Borough Council)"
    )


# Names ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("hounslow", "hounslow"),
        ("HOUNSLOW", "hounslow"),
        (" Hounslow ", "hounslow"),
        ("Hounslow Council", "hounslow"),
        ("London Borough of Hounslow", "hounslow"),
        ("HNS", "hounslow"),
        ("St Helens", "st-helens"),
        ("St. Helens", "st-helens"),
        ("King's Lynn and West Norfolk", "kings-lynn-and-west-norfolk"),
        ("Kings Lynn & West Norfolk", "kings-lynn-and-west-norfolk"),
        ("Kingston upon Hull", "kingston-upon-hull"),
        ("Hull", "kingston-upon-hull"),
        ("City of London", "city-of-london"),
        ("Isles of Scilly", "isles-of-scilly"),
        ("Comhairle nan Eilean Siar", "eilean-siar"),
        ("Hammersmith & Fulham", "hammersmith-and-fulham"),
        ("the Vale of Glamorgan", "vale-of-glamorgan"),
        ("Bristol", "city-of-bristol"),
        ("Durham", "county-durham"),
        ("Nottingham", "nottingham"),
        ("Nottinghamshire", "nottinghamshire"),
        ("GLA", "greater-london"),
    ],
)
def test_a_council_is_found_by_the_name_that_people_use(councils: Councils, name: str, id: str) -> None:
    assert find_council(name, councils).id == id


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("King's Lynn", "kings-lynn-and-west-norfolk"),
        ("Newcastle", "newcastle-upon-tyne"),
        ("hounslo", "hounslow"),
        ("LB Hounslow", "hounslow"),
        ("Saint Helens", "st-helens"),
        ("Scilly", "isles-of-scilly"),
        ("Anglesey", "isle-of-anglesey"),
        ("Kensington", "kensington-and-chelsea"),
        ("London", "city-of-london"),
        ("Armagh", "armagh-city-banbridge-and-craigavon"),
        ("Cumbria", "cumberland"),
    ],
)
def test_a_name_that_fits_none_or_several_offers_the_nearest(councils: Councils, name: str, first: str) -> None:
    assert suggest_councils(name, councils)[0].id == first
    assert f'no council "{name}" in the register [unknown-council]\n  hint: did you mean {first} (' in said(
        lambda: find_council(name, councils)
    )


def test_newcastle_is_a_name_of_two(councils: Councils) -> None:
    assert said(lambda: find_council("Newcastle", councils)).endswith(
        "hint: did you mean newcastle-upon-tyne (Newcastle City Council), "
        "newcastle-under-lyme (Newcastle-under-Lyme Borough Council) or lancaster (Lancaster City Council)?"
    )


@pytest.mark.parametrize("name", ["", "   ", "!!!", "council", "of", "\x00", "Xyzzy", "x" * 10_000])
def test_a_name_that_is_like_none_says_how_to_go_on(councils: Councils, name: str) -> None:
    answer = said(lambda: find_council(name, councils))
    assert answer.startswith("--council: error: no council ")
    assert len(answer) < 400


def test_suggestions_are_as_many_as_asked_for_and_never_twice_the_same(councils: Councils) -> None:
    found = suggest_councils("west", councils, most=8)
    assert len({council.id for council in found}) == len(found) == 8


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Isle of Anglesey", "isle-of-anglesey"),
        ("King’s Lynn & West Norfolk", "kings-lynn-and-west-norfolk"),
        ("Ynys Môn", "ynys-mon"),
        ("The Highland Council", "highland-council"),
        ("St. Albans!", "st-albans"),
        ("Thebes", "thebes"),
    ],
)
def test_a_name_becomes_an_id(name: str, id: str) -> None:
    assert slug(name) == id


# Reorganisation -------------------------------------------------------------------------------------------


def test_councils_due_to_end_are_said_to_and_the_particular_rule_counts_first(
    shipped: Library, councils: Councils
) -> None:
    facts = shipped.reference.facts
    for name in ("surrey", "woking", "guildford"):
        rule = reorganisation_of(find_council(name, councils), facts)
        assert rule is not None
        assert (rule.date, rule.verified, rule.successors) == (date(2027, 4, 1), True, ["East Surrey", "West Surrey"])
    kent = reorganisation_of(find_council("kent", councils), facts)
    assert kent is not None
    assert not kent.verified
    assert kent.check or "check" in kent.note
    for name in ("hounslow", "leeds", "cardiff", "glasgow", "belfast", "cornwall", "gla"):
        assert reorganisation_of(find_council(name, councils), facts) is None


# A register that is wrong ---------------------------------------------------------------------------------

HEADER = "code,official_name,short_name,nation,type,county,end_date\n"


def row(
    short: str, official: str = "", *, nation: str = "England", type: str = "Non-metropolitan district", end: str = ""
) -> str:
    return f"{short[:3].upper()},{official or short},{short},{nation},{type},,{end}\n"


def a_register(root: Path, *rows: str, header: str = HEADER) -> tuple[Path, FactsModel]:
    write(tiny(root), "clauses/councils.csv", (header + "".join(rows)).encode())
    return root, library(root).reference.facts


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        (
            HEADER + row("Riverton", type="Borough"),
            'clauses/councils.csv:2: error: no council type maps to "Borough" [unknown-type]\n'
            "  hint: add it to facts.yaml",
        ),
        (
            HEADER + row("Mere") + row("Riverton", nation="Scotlnd"),
            'clauses/councils.csv:3: error: no nation "Scotlnd" [unknown-nation]\n  hint: did you mean "Scotland"?',
        ),
        (
            "code,name\nRIV,Riverton\n",
            "clauses/councils.csv:1: error: the register has no column county, end_date, nation, official_name, "
            "short_name, type [register]\n"
            "  hint: restore the register that came with the program, or write one with the same columns",
        ),
        ("", "clauses/councils.csv:1: error: the register has no column code, "),
        (HEADER + "RIV,Riverton\n", "clauses/councils.csv:2: error: the row has not as many cells as the header"),
        (
            HEADER + row("M").strip() + ",x\n",
            "clauses/councils.csv:2: error: the row has not as many cells as the header",
        ),
        (
            HEADER + 'RIV,"River"ton,x\n',
            "clauses/councils.csv:2: error: not a table: a quotation mark is not closed",
        ),
        (HEADER + '"' + "x" * 200_000 + '"\n', "clauses/councils.csv:2: error: not a table: a quotation mark is not"),
        (HEADER + "RIV\x00,x\n", "clauses/councils.csv:2:4: error: a character that no document can show, U+0000"),
        (b"\xff\xfe", "clauses/councils.csv:1:1: error: the file is UTF-16, not UTF-8"),
    ],
)
def test_a_wrong_register_is_refused_at_its_row(tmp_path: Path, content: str | bytes, answer: str) -> None:
    root, facts = a_register(tmp_path)
    write(root, "clauses/councils.csv", content if isinstance(content, bytes) else content.encode())
    assert said(lambda: load_councils(alone(root), facts)).startswith(answer)


def test_a_missing_register_is_said(tmp_path: Path) -> None:
    facts = library(tiny(tmp_path)).reference.facts
    assert said(lambda: load_councils(alone(tmp_path), facts)) == (
        "clauses/councils.csv: error: the register of councils is missing [no-such-file]"
    )
