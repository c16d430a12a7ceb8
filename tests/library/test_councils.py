"""The register of councils: every one known, and found by the names that people use."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from policybuilder.library.council_search import find_council
from policybuilder.library.councils import (
    Register,
    RegisteredCouncil,
    load_councils,
    load_register,
    reorganisation_of,
    slug,
)
from policybuilder.library.library import Library, open_library
from policybuilder.library.schema import FactsModel
from policybuilder.library.workspace import built_in_workspace
from tests.saying import said
from tests.workspaces import alone, library, tiny, write


@pytest.fixture(scope="module")
def shipped() -> Library:
    return open_library(built_in_workspace())


@pytest.fixture(scope="module")
def register(shipped: Library) -> Register:
    return load_register(shipped.workspace, shipped.reference.facts, date(2026, 11, 22))


@pytest.fixture(scope="module")
def councils(register: Register) -> tuple[RegisteredCouncil, ...]:
    return register.councils


# The register ---------------------------------------------------------------------------------------------


def test_every_council_of_the_register_has_a_type_of_its_nation(
    shipped: Library, councils: tuple[RegisteredCouncil, ...]
) -> None:
    types = Counter(council.type for council in councils)
    assert types == {
        "district": 164,
        "unitary": 63,
        "metropolitan": 36,
        "london-borough": 32,
        "scottish": 32,
        "welsh": 22,
        "county": 21,
        "combined-authority": 14,
        "ni-district": 11,
        "city-of-london": 1,
    }
    assert sum(types.values()) - types["combined-authority"] == 382
    for council in councils:
        assert council.nation in shipped.reference.facts.types[council.type].nations, council


def test_every_council_has_an_id_of_its_own_that_can_name_a_file(councils: tuple[RegisteredCouncil, ...]) -> None:
    ids = [council.id for council in councils]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", id) for id in ids)


def test_councils_that_have_ended_are_left_out_and_those_still_to_end_are_not(tmp_path: Path) -> None:
    rows = [("old", "2023-04-01"), ("soon", "2028-04-01"), ("lasting", "")]
    root, facts = a_register(tmp_path, *(row(name, end=end) for name, end in rows))
    assert [c.id for c in load_councils(alone(root), facts, date(2026, 11, 22))] == ["lasting", "soon"]
    assert [c.id for c in load_councils(alone(root), facts, date(2028, 4, 1))] == ["lasting"]
    assert [c.id for c in load_councils(alone(root), facts)] == ["lasting"]


def test_when_the_day_of_a_certain_reorganisation_comes_the_old_councils_have_ended(shipped: Library) -> None:
    def on(day: date) -> tuple[set[str], dict[str, tuple[str, ...]]]:
        register = load_register(shipped.workspace, shipped.reference.facts, day)
        return {c.id for c in register.councils}, {c.short_name: c.successors for c in register.ended}

    before, after = on(date(2027, 3, 31)), on(date(2027, 4, 1))
    assert {"surrey", "guildford"} <= before[0]
    assert not {"Surrey", "Guildford"} & before[1].keys()
    assert not {"surrey", "guildford"} & after[0]
    assert after[1]["Surrey"] == after[1]["Guildford"] == ("East Surrey", "West Surrey")
    assert "cambridge" in on(date(2030, 1, 1))[0], "a reorganisation that nobody verified has not happened"


def test_councils_that_share_a_short_name_are_told_apart_by_their_full_one(tmp_path: Path) -> None:
    root, facts = a_register(tmp_path, row("Mere", "Mere City Council"), row("Mere", "Mere Borough Council"))
    found = load_register(alone(root), facts)
    assert {council.id for council in found.councils} == {"mere-city-council", "mere-borough-council"}
    assert said(lambda: find_council("mere", found)) == (
        '--council: error: "mere" is the name of several councils [which-council]\n'
        "  hint: choose one of: mere-city-council (Mere City Council), mere-borough-council (Mere Borough Council)"
    )


# Names ----------------------------------------------------------------------------------------------------


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
    register: Register,
) -> None:
    facts = register.facts
    for name in ("surrey", "woking", "guildford"):
        rule = reorganisation_of(find_council(name, register), facts)
        assert rule is not None
        assert (rule.date, rule.verified, rule.successors) == (date(2027, 4, 1), True, ["East Surrey", "West Surrey"])
    kent = reorganisation_of(find_council("kent", register), facts)
    assert kent is not None
    assert not kent.verified
    assert kent.check or "check" in kent.note
    for name in ("hounslow", "leeds", "cardiff", "glasgow", "belfast", "cornwall", "gla"):
        assert reorganisation_of(find_council(name, register), facts) is None


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
