"""A file's content against its schema: every mismatch at once, each at its own place and in plain words."""

from __future__ import annotations

from typing import Any

import pytest

from policybuilder.errors import PolicyBuilderError
from policybuilder.library.schema import ClauseModel, ProfileModel
from policybuilder.library.strict_yaml import read_yaml
from policybuilder.library.validate import validate
from tests.saying import said

PROFILE = "id: riverton\ncouncil: {name: Riverton, short_name: Riverton, nation: england, type: district}\n"
AMENDMENT = (
    f"{PROFILE}documents: {{policy: {{amend: "
    "[{clause: care, place: after, paragraph: 2, base: 1.0.0, reason: R, text: T}]}}"
)
CLAUSE = """\
id: care
title: Care
version: 1.0.0
level: mandatory
changes: [{version: 1.0.0, date: 2026-11-22, kind: major, why: First version}]
"""
TERM = "act: {meaning: The Act, england: a, wales: b, scotland: null, northern-ireland: d}\n"
LAW = "foia: {title: T, cite: C, nations: [england], note: N, as_at: 2026-11-22, source: S, verified: yes}\n"
TEMPLATE = """\
id: policy
title: AI policy
version: 1.0.0
shell: word/policy.docx
purpose: Sets the rules.
sections: [{id: rules, title: Rules, clauses: [care]}]
"""


def read(kind: str, text: str) -> Any:
    return validate(read_yaml(text, "f.yaml"), kind)


def told(kind: str, text: str) -> str:
    return said(lambda: read(kind, text)).replace("f.yaml:", "")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("profile", PROFILE),
        ("profile", AMENDMENT),
        ("clause", CLAUSE),
        ("terms", TERM),
        ("law", LAW),
        ("template", TEMPLATE),
    ],
)
def test_a_right_file_is_read(kind: str, text: str) -> None:
    assert told(kind, text) == ""


@pytest.mark.parametrize(
    ("kind", "text", "answer"),
    [
        (
            "clause",
            "hello",
            '1:1: error: the file: expected a mapping of key: value, found "hello" [wrong-type]\n'
            "  hint: write its keys, each with a colon: id, title, version, level, changes",
        ),
        (
            "clause",
            "- a",
            "1:1: error: the file: expected a mapping of key: value, found a list [wrong-type]\n"
            "  hint: write its keys, each with a colon: id, title, version, level, changes",
        ),
        (
            "clause",
            CLAUSE + "paramters: []",
            '6:1: error: unknown key "paramters" [unknown-key]\n  hint: did you mean "parameters"?',
        ),
        ("profile", PROFILE + "xyzzy: 1", '3:1: error: unknown key "xyzzy" [unknown-key]'),
        (
            "profile",
            AMENDMENT.replace("{clause", "{claus: x, clause"),
            '3:31: error: unknown key "claus" [unknown-key]\n  hint: did you mean "clause"?',
        ),
        (
            "clause",
            CLAUSE.replace("title: Care\n", ""),
            '1:1: error: the key "title" is missing [missing-key]\n  hint: add title:',
        ),
        (
            "profile",
            PROFILE + "documents: {policy: {exclude: [{clause: care}]}}",
            '3:32: error: the key "reason" is missing [missing-key]\n  hint: add reason:',
        ),
        (
            "terms",
            TERM.replace(", northern-ireland: d", ""),
            '1:1: error: the key "northern-ireland" is missing [missing-key]\n  hint: add northern-ireland:',
        ),
        (
            "profile",
            PROFILE + "extends: alliance",
            '3:10: error: extends: expected a list, found "alliance" [wrong-type]',
        ),
        (
            "profile",
            PROFILE + "tools: [a]",
            "3:8: error: tools: expected a mapping of key: value, found a list [wrong-type]\n"
            "  hint: take the hyphens away: below it stand keys",
        ),
        ("clause", CLAUSE + "applies_when: [a]", "6:15: error: applies_when: expected text, found a list [wrong-type]"),
        (
            "clause",
            CLAUSE.replace("title: Care", "title:"),
            "2:7: error: title: expected text, found nothing [wrong-type]\n  hint: write it, or take the line away",
        ),
        (
            "clause",
            CLAUSE.replace("title: Care", 'title: "  "'),
            '2:8: error: title: expected text, found "" [wrong-type]',
        ),
        (
            "clause",
            CLAUSE.replace("title: Care", 'title: "a\\nb"'),
            '2:8: error: title: "a b" is not written as it should be [wrong-text]\n  hint: write the text on one line',
        ),
        (
            "clause",
            CLAUSE.replace("mandatory", "Mandatory"),
            '4:8: error: level: "Mandatory" is not one of the choices [wrong-choice]\n'
            '  hint: did you mean "mandatory"? choose one of: mandatory, recommended, optional',
        ),
        (
            "clause",
            CLAUSE.replace("level: mandatory", "level:"),
            "4:7: error: level: nothing is not one of the choices [wrong-choice]\n"
            "  hint: choose one of: mandatory, recommended, optional",
        ),
        (
            "clause",
            CLAUSE.replace("id: care", "id: Care Home"),
            '1:5: error: id: "Care Home" is not written as it should be [wrong-text]\n'
            "  hint: an id is lower-case words joined by hyphens, such as meeting-transcription",
        ),
        (
            "clause",
            CLAUSE + "parameters: [tools.agents, No]",
            '6:28: error: parameters, entry 2: "No" is not written as it should be [wrong-text]\n'
            "  hint: a name is lower-case words joined by underscores, such as retention_prompts_days",
        ),
        (
            "clause",
            CLAUSE + "frameworks: {'A B': [x]}",
            '6:14: error: A B: "A B" is not written as it should be [wrong-text]\n'
            "  hint: an id is lower-case letters, digits and hyphens",
        ),
        (
            "clause",
            CLAUSE.replace("[{version", "[] # {version"),
            "5:10: error: changes: expected at least one entry [wrong-type]",
        ),
        (
            "clause",
            CLAUSE.replace("1.0.0\nlevel", "1.0\nlevel"),
            '3:10: error: version: "1.0" is not written as it should be [wrong-text]\n'
            "  hint: a version has three numbers, such as 1.0.0",
        ),
        (
            "clause",
            CLAUSE.replace("1.0.0\nlevel", f"1.{'9' * 5000}.0\nlevel"),
            f'3:10: error: version: "1.{"9" * 58}…" is not written as it should be [wrong-text]\n'
            "  hint: a version has three numbers, such as 1.0.0",
        ),
        (
            "profile",
            PROFILE + "documents: {policy: {version: 1.0.0}}",
            '3:31: error: version: "1.0.0" is not written as it should be [wrong-text]\n'
            '  hint: a version has two numbers in quotes, such as "0.3"',
        ),
        (
            "clause",
            CLAUSE.replace("2026-11-22", "2026-02-30"),
            '5:34: error: date: expected a day of the calendar, found "2026-02-30" [wrong-type]',
        ),
        (
            "clause",
            CLAUSE.replace("2026-11-22", "22 November 2026"),
            '5:34: error: date: expected a date written as 2026-11-22, found "22 November 2026" [wrong-type]',
        ),
        (
            "profile",
            PROFILE + "base: maybe",
            '3:7: error: base: expected yes or no, found "maybe" [wrong-type]\n  hint: write yes or no',
        ),
        (
            "law",
            LAW.replace("yes", "soon"),
            '1:96: error: verified: expected yes or no, found "soon" [wrong-type]\n  hint: write yes or no',
        ),
        (
            "profile",
            AMENDMENT.replace("paragraph: 2", "paragraph: two"),
            '3:70: error: paragraph: expected a whole number, such as 30, found "two" [wrong-type]\n'
            "  hint: write the number in figures",
        ),
        (
            "profile",
            AMENDMENT.replace("paragraph: 2", "paragraph: 0"),
            '3:70: error: paragraph: the least is 1, found "0" [wrong-type]',
        ),
        *(
            (
                "profile",
                PROFILE.replace("id: riverton", f"id: {name}"),
                f"1:5: error: id: Windows keeps this name for a device, so no file can have it; choose another, "
                f'found "{name}" [wrong-type]',
            )
            for name in ("con", "prn", "aux", "nul", "com1", "lpt9")
        ),
        (
            "profile",
            PROFILE + "documents: {nul: {}}",
            "3:13: error: nul: Windows keeps this name for a device, so no file can have it; choose another, "
            'found "nul" [wrong-type]',
        ),
        (
            "profile",
            PROFILE.replace("id: riverton", "id: con."),
            '1:5: error: id: "con." is not written as it should be [wrong-text]\n'
            "  hint: an id is lower-case words joined by hyphens, such as meeting-transcription",
        ),
        (
            "profile",
            PROFILE.replace("id: riverton", "id: " + "r" * 90),
            f'1:5: error: id: the text is too long, found "{"r" * 60}…" [wrong-type]',
        ),
        (
            "terms",
            TERM.replace("}", ", law: {ireland: [foia]}}"),
            '1:90: error: ireland: "ireland" is not one of the choices [wrong-choice]\n'
            '  hint: did you mean "northern-ireland"? choose one of: england, wales, scotland, northern-ireland',
        ),
        (
            "profile",
            PROFILE + "documents: {policy: {include: [{clause: care, sectoin: rules}]}}",
            '3:47: error: unknown key "sectoin" [unknown-key]\n  hint: did you mean "section"?',
        ),
        (
            "profile",
            PROFILE + "documents: {policy: {include: [Care Home]}}",
            '3:32: error: clause: "Care Home" is not written as it should be [wrong-text]\n'
            "  hint: an id is lower-case words joined by hyphens, such as meeting-transcription",
        ),
        (
            "profile",
            PROFILE + "documents: {policy: {include: [[care]]}}",
            "3:32: error: include, entry 1: expected a mapping of key: value, found a list [wrong-type]\n"
            "  hint: write its keys, each with a colon: clause",
        ),
    ],
)
def test_a_mismatch_is_said_in_plain_words_at_its_place(kind: str, text: str, answer: str) -> None:
    assert told(kind, text) == answer


def test_every_mismatch_is_reported_at_once() -> None:
    answer = told("clause", CLAUSE.replace("mandatory", "must").replace("1.0.0\nlevel", "one\nlevel") + "xyzzy: 1")
    assert [line[:4] for line in answer.splitlines() if not line.startswith("  hint")] == ["3:10", "4:8:", "6:1:"]


def test_a_key_with_nothing_below_it_is_an_empty_list_or_mapping() -> None:
    profile = read("profile", PROFILE + "extends:\ntools:\ndocuments:\n  policy:\n    include:\n  other:\n")
    assert isinstance(profile, ProfileModel)
    assert (profile.extends, profile.tools) == ([], {})
    assert set(profile.documents) == {"policy", "other"}
    clause = read("clause", CLAUSE + "parameters:\nrequires:\n")
    assert isinstance(clause, ClauseModel)
    assert (clause.parameters, clause.requires, clause.applies_when) == ([], [], None)


def test_an_inclusion_may_be_the_id_alone() -> None:
    short = read("profile", PROFILE + "documents: {policy: {include: [care]}}")
    long = read("profile", PROFILE + "documents: {policy: {include: [{clause: care}]}}")
    assert short == long


def test_text_is_kept_but_for_the_spaces_around_it() -> None:
    clause = read("clause", CLAUSE.replace("title: Care", 'title: " H&M <Council> {{ x }} — no "'))
    assert clause.title == "H&M <Council> {{ x }} — no"


@pytest.mark.rest
def test_a_file_of_more_values_than_any_library_has_is_refused() -> None:
    with pytest.raises(PolicyBuilderError, match="more than 50,000 keys and values"):
        read_yaml("".join(f"key_{number}: 1\n" for number in range(25_001)), "a.yaml")
