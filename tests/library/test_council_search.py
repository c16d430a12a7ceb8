"""What the register answers to the names that people type: never another council than the one that is meant."""

from __future__ import annotations

from datetime import date
from itertools import chain

import pytest

from policybuilder.library.council_search import Found, find_council, look_up
from policybuilder.library.councils import Register, load_register, slug
from policybuilder.library.library import open_library
from policybuilder.library.workspace import built_in_workspace
from tests.saying import said


@pytest.fixture(scope="module")
def register() -> Register:
    shipped = open_library(built_in_workspace())
    return load_register(shipped.workspace, shipped.reference.facts, date(2026, 11, 22))


# Of every council ----------------------------------------------------------------------------------------


@pytest.mark.rest
def test_every_council_is_found_by_its_id_names_and_code(register: Register) -> None:
    for council in register.councils:
        names = (council.id, council.official_name, council.short_name, council.code, council.code.lower())
        for name in (*names, council.official_name.upper(), f"  the {council.official_name} "):
            assert find_council(name, register) == council, name
            assert look_up(name, register).kind == "exact", name


def test_a_council_that_has_ended_is_never_accepted_and_names_what_took_over(register: Register) -> None:
    assert len(register.ended) > 40
    today = {slug(council.short_name) for council in register.councils}
    for council in register.ended:
        for name in (council.official_name, council.short_name, council.code, council.short_name.upper()):
            if not name or (name != council.official_name and slug(name) in today):
                continue  # Somerset alone is the council of today
            found = look_up(name, register)
            if found.kind == "exact":
                # Another council has this place now, by a longer name: Dorset Council, not Dorset County Council.
                assert found.councils[0].official_name in council.successors, name
                continue
            assert (found.kind, found.only) == ("ended", None), name
            assert f"{council.official_name} ended on 1 April" in found.said or "7 May 2024" in found.said
            assert found.councils, f"what took over from {name} is in the register"
            assert "[council-ended]" in said(lambda name=name: find_council(name, register))  # type: ignore[misc]


def test_every_successor_that_is_named_is_in_the_register_or_has_ended_itself(register: Register) -> None:
    known = {council.official_name for council in chain(register.councils, register.ended)}
    for council in register.ended:
        assert set(council.successors) <= known, council


# Names that people type ----------------------------------------------------------------------------------

EXACT = {
    "hounslow": "hounslow",
    "HOUNSLOW": "hounslow",
    "Hounslow Council": "hounslow",
    "London Borough of Hounslow": "hounslow",
    "LB Hounslow": "hounslow",
    "HNS": "hounslow",
    "St Helens": "st-helens",
    "St. Helens": "st-helens",
    "King's Lynn and West Norfolk": "kings-lynn-and-west-norfolk",
    "Kings Lynn & West Norfolk": "kings-lynn-and-west-norfolk",
    "Hull": "kingston-upon-hull",
    "City of London": "city-of-london",
    "Isles of Scilly": "isles-of-scilly",
    "Comhairle nan Eilean Siar": "eilean-siar",
    "Hammersmith & Fulham": "hammersmith-and-fulham",
    "the Vale of Glamorgan": "vale-of-glamorgan",
    "Bristol": "city-of-bristol",
    "Durham": "county-durham",
    "Nottingham": "nottingham",
    "Nottinghamshire": "nottinghamshire",
    "Leeds City Council": "leeds",
    "Bury MBC": "bury",
    "Somerset": "somerset",
    "North Yorkshire": "north-yorkshire",
    "Dorset": "dorset-council",
    "Buckinghamshire": "buckinghamshire",
    "New Forest": "new-forest",
    "High Peak": "high-peak",
    "Northumberland": "northumberland",
    "Greater Manchester": "greater-manchester",
    "GLA": "greater-london",
    "Surrey": "surrey",
}
ONLY_ONE_HAS_THE_WORDS = {
    "Orkney": "orkney-islands",
    "Scilly": "isles-of-scilly",
    "Anglesey": "isle-of-anglesey",
    "Saint Helens": "st-helens",
    "Kensington": "kensington-and-chelsea",
    "King's Lynn": "kings-lynn-and-west-norfolk",
    "Armagh": "armagh-city-banbridge-and-craigavon",
}
NEAR = {
    "hounslaw": ["hounslow"],
    "hounslo": ["hounslow"],
    "Kensngton": ["kensington-and-chelsea"],
    "lanark": ["north-lanarkshire", "south-lanarkshire"],
    "Hereford": ["herefordshire"],
    "Hereford City Council": ["herefordshire"],
    "North Lanark": ["north-lanarkshire"],
}
ENDED = {
    "Allerdale": (["cumberland"], "Allerdale Borough Council ended on 1 April 2023; Cumberland Council took over."),
    "Cumbria": (
        ["cumberland", "westmorland-and-furness"],
        "Cumbria County Council ended on 1 April 2023; "
        "Cumberland Council and Westmorland and Furness Council took over.",
    ),
    "Northamptonshire": (
        ["north-northamptonshire", "west-northamptonshire"],
        "Northamptonshire County Council ended on 1 April 2021; "
        "North Northamptonshire Council and West Northamptonshire Council took over.",
    ),
    "Somerset County Council": (
        ["somerset"],
        "Somerset County Council ended on 1 April 2023; Somerset Council took over.",
    ),
    "Dorset County Council": (
        ["dorset-council"],
        "Dorset County Council ended on 1 April 2019; Dorset Council took over. That was not verified.",
    ),
    "Scarborough": (["north-yorkshire"], "Scarborough Borough Council ended on 1 April 2023"),
    "Barrow": (["westmorland-and-furness"], "Barrow-in-Furness Borough Council ended on 1 April 2023"),
    "Poole": (["bournemouth-christchurch-and-poole"], "Borough of Poole ended on 1 April 2019"),
    "Wycombe": (["buckinghamshire"], "Wycombe District Council ended on 1 April 2020"),
    "North of Tyne": (["north-east"], "North of Tyne Combined Authority ended on 7 May 2024"),
    "Taunton Deane": (
        ["somerset"],
        "Somerset West and Taunton Council ended on 1 April 2023; Somerset Council took over.",
    ),
    "Northampton": (["west-northamptonshire"], "Northampton Borough Council ended on 1 April 2021"),
    "Berkshire": (
        ["bracknell-forest", "reading", "slough", "west-berkshire", "windsor-and-maidenhead", "wokingham"],
        "Berkshire County Council ended on 1 April 1998",
    ),
    "Cheshire": (["cheshire-east", "cheshire-west-and-chester"], "Cheshire County Council ended on 1 April 2009"),
    "Humberside": (
        ["east-riding-of-yorkshire", "kingston-upon-hull", "north-east-lincolnshire", "north-lincolnshire"],
        "Humberside County Council ended on 1 April 1996",
    ),
}
ELSEWHERE = {
    "london fire": ("fire", "a fire and rescue authority"),
    "London Fire Brigade": ("fire", "a fire and rescue authority"),
    "West Yorkshire Fire": ("fire", "a fire and rescue authority"),
    "Devon and Somerset Fire and Rescue": ("fire", "a fire and rescue authority"),
    "Kent Police": ("police", "a police body"),
    "Police and Crime Commissioner for Surrey": ("police", "a police body"),
    "Peak District": ("national-park", "a national park authority"),
    "New Forest National Park": ("national-park", "a national park authority"),
    "the Broads": ("national-park", "a national park authority"),
    "South Downs": ("national-park", "a national park authority"),
    "Falmouth Town Council": ("parish", "a parish, town or community council"),
    "Little Snoring Parish Council": ("parish", "a parish, town or community council"),
    "Devon and Torbay Combined County Authority": ("combined-authority", "a combined authority"),
}
NOTHING = ["Falmouth", "my council", "council", "of", "my", "", "   ", "!!!", "\x00", "Xyzzy", "Camelot", "x" * 10_000]


@pytest.mark.parametrize(("name", "id"), EXACT.items())
def test_a_name_of_its_own_is_the_council(register: Register, name: str, id: str) -> None:
    assert (look_up(name, register).kind, find_council(name, register).id) == ("exact", id)


@pytest.mark.parametrize(("name", "id"), ONLY_ONE_HAS_THE_WORDS.items())
def test_words_that_only_one_council_has_are_enough_for_a_script_and_a_guess_at_the_prompt(
    register: Register, name: str, id: str
) -> None:
    assert find_council(name, register).id == id
    assert look_up(name, register).kind == "words"


def test_words_that_several_councils_have_offer_them_all(register: Register) -> None:
    assert said(lambda: find_council("Newcastle", register)) == (
        '--council: error: "Newcastle" is in the names of 2 councils [which-council]\n'
        "  hint: choose one of: newcastle-upon-tyne (Newcastle City Council), "
        "newcastle-under-lyme (Newcastle-under-Lyme Borough Council)"
    )
    assert ids(look_up("London", register)) == ["greater-london", "city-of-london"]
    assert ids(look_up("Lothian", register)) == ["east-lothian", "west-lothian"]
    found = look_up("Devon", register)
    assert ids(found) == ["devon"], "a name of its own comes before others that hold it"


def test_words_that_a_council_shares_with_one_that_ended_are_no_name(register: Register) -> None:
    assert said(lambda: find_council("Furness", register)) == (
        '--council: error: "Furness" is in the names of 1 council. Barrow-in-Furness Borough Council has ended '
        "[which-council]\n  hint: choose one of: westmorland-and-furness (Westmorland and Furness Council)"
    )


def ids(found: Found) -> list[str]:
    return [council.id for council in found.councils]


@pytest.mark.parametrize(("name", "near"), NEAR.items())
def test_a_slip_offers_what_is_like_it_and_takes_nothing(register: Register, name: str, near: list[str]) -> None:
    found = look_up(name, register)
    assert (found.kind, ids(found), found.only) == ("near", near, None)
    assert f'no council "{name}" in the register [unknown-council]\n  hint: did you mean {near[0]} (' in said(
        lambda: find_council(name, register)
    )


@pytest.mark.parametrize(("name", "answer"), ENDED.items())
def test_a_council_that_ended_names_its_end_and_its_successors(
    register: Register, name: str, answer: tuple[list[str], str]
) -> None:
    found = look_up(name, register)
    assert (found.kind, sorted(ids(found))) == ("ended", sorted(answer[0]))
    assert answer[1] in found.said
    assert f"  hint: give --council {ids(found)[0]}" in said(lambda: find_council(name, register))


@pytest.mark.parametrize(("name", "answer"), ELSEWHERE.items())
def test_a_body_of_another_type_is_named_as_that_with_the_command_that_starts_its_profile(
    register: Register, name: str, answer: tuple[str, str]
) -> None:
    type, kind = answer
    found = look_up(name, register)
    assert (found.kind, found.councils) == ("elsewhere", ())
    assert found.said == f'"{name}" is not in the register of councils. By its name it is {kind}'
    assert f'`policybuilder init --council "{name}" --type {type} --nation ' in found.hint


def test_after_its_vesting_day_a_new_council_and_those_that_it_replaced_are_told_as_that() -> None:
    shipped = open_library(built_in_workspace())
    register = load_register(shipped.workspace, shipped.reference.facts, date(2027, 4, 1))
    started = '`policybuilder init --council "East Surrey Council" --type unitary --nation england`'
    ended = said(lambda: find_council("guildford", register))
    assert "Guildford Borough Council ended on 1 April 2027; East Surrey and West Surrey took over." in ended
    assert started in ended
    new = said(lambda: find_council("East Surrey", register))
    assert (
        "East Surrey is a new council, which the register does not hold yet: its vesting day was 1 April 2027." in new
    )
    assert started in new


@pytest.mark.parametrize("name", ["East Surrey", "east surrey council", "West Surrey", "East Surrey shadow authority"])
def test_a_council_to_be_says_when_it_starts_and_how_to_start_its_profile(register: Register, name: str) -> None:
    answer = said(lambda: find_council(name, register))
    side = name.split()[0].capitalize()
    assert (
        f"{side} Surrey is a council to be, which the register does not hold yet: its vesting day is 1 April 2027."
        in answer
    )
    assert "[council-to-be]" in answer
    assert f'`policybuilder init --council "{side} Surrey Council" --type unitary --nation england`' in answer
    assert "copy a profile such as profiles/surrey.yaml to profiles/" in answer


@pytest.mark.parametrize("name", NOTHING)
def test_a_name_that_is_like_none_offers_none_and_says_how_to_go_on(register: Register, name: str) -> None:
    found = look_up(name, register)
    assert (found.kind, found.councils) == ("none", ())
    answer = said(lambda: find_council(name, register))
    assert answer.startswith("--council: error: no council ")
    assert "are not in the register: `policybuilder init --council" in answer
    assert len(answer) < 600
