"""Slips of the hand in a profile: each is told at its own line, with what to write, and nothing is read as another."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from policybuilder.library.library import Library
from tests.library.slips import PROFILE, ROOT, problems_of, slipped, slips_library, told

FUNCTIONS = (
    "    cctv: true                      # CCTV in public places\n",
    "".join(
        f"    {name}: true\n" for name in ("cctv", "planning", "benefits", "licensing", "homelessness", "elections")
    ),
)
"""More lines that stand further in than a level than there are in it."""


@pytest.fixture(scope="module")
def shipped() -> Library:
    return slips_library()


def test_the_profile_is_right_as_it_stands(shipped: Library) -> None:
    assert told(PROFILE, shipped) == []


@pytest.mark.parametrize("path", sorted((ROOT / "profiles").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_shipped_profiles_and_their_comments_are_no_slips(path: Path, shipped: Library) -> None:
    assert shipped.profile(path.stem).warnings == ()


# An answer cut by # ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "answer"),
    [
        (
            "  # corporate_plan_name:",
            "  corporate_plan_name: Plan #1 for Norfolk",
            '23:29: warning: the answer ends before the #: corporate_plan_name is "Plan", and "#1 for Norfolk" is read '
            'as a comment [cut-by-comment]\n  hint: put quotes round the whole answer: "Plan #1 for Norfolk"; a '
            "comment stands better on a line of its own",
        ),
        (
            "  # corporate_plan_name:",
            "  corporate_plan_name: #1 plan",
            '23:24: warning: corporate_plan_name has no answer here: "#1 plan" is read as a comment [cut-by-comment]\n'
            '  hint: put quotes round the whole answer: "#1 plan"; a comment stands better on a line of its own',
        ),
        (
            "    - contractors",
            "    - contractors # on long terms",
            '29:19: warning: the answer ends before the #: people_in_scope is "contractors", and "# on long terms" is '
            'read as a comment [cut-by-comment]\n  hint: put quotes round the whole answer: "contractors # on long '
            'terms"; '
            "a comment stands better on a line of its own",
        ),
        (
            "reason: There is no tool for it",
            'reason: See "log" #7',
            '45:27: warning: the answer ends before the #: reason is "See "log"", and "#7" is read as a comment '
            "[cut-by-comment]\n  hint: put quotes round the whole answer: 'See \"log\" #7'; a comment stands better on "
            "a line of its own",
        ),
        (
            "parameters:\n",
            "kept: {roles.dpo: Officer # one\n  }\nparameters:\n",
            '21:27: warning: the answer ends before the #: roles.dpo is "Officer", and "# one" is read as a comment '
            '[cut-by-comment]\n  hint: put quotes round the whole answer: "Officer # one"; a comment stands better on '
            "a line of its own",
        ),
        (
            "depth: standard",
            "depth: standard #full",
            '11:17: warning: the answer ends before the #: depth is "standard", and "#full" is read as a comment '
            '[cut-by-comment]\n  hint: put quotes round the whole answer: "standard #full"; a comment stands better on '
            "a line of its own",
        ),
    ],
)
def test_an_answer_that_a_comment_cuts_is_told_with_what_is_left_of_it(
    old: str, new: str, answer: str, shipped: Library
) -> None:
    assert told(slipped((old, new)), shipped) == [answer]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("depth: standard", "depth: standard   # essential | standard | full"),
        ("  siro: Director of Resources", "  siro: 'Director #1 of Resources'   # their title"),
        ("  siro: Director of Resources", "  siro: Director of C#1"),
        ("exception_max_months: 6", "exception_max_months: 6    # months"),
        ("parameters:\n", "parameters:   # what we decided #1\n"),
        ("dpo@norbury.example\n", "dpo@norbury.example    # the shared mailbox\n"),
    ],
)
def test_a_comment_that_cuts_nothing_is_no_slip(old: str, new: str, shipped: Library) -> None:
    assert told(slipped((old, new)), shipped) == []


# Lines set in too far, or too little ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "answers"),
    [
        (
            [("    - agency workers", "     - agency workers")],
            [
                '28:6: error: "- agency workers" is read as more of the line above, not as an entry of its own '
                "[indentation]\n  hint: five spaces before this hyphen; the entry above has four"
            ],
        ),
        (
            [("    - agency workers", "   - agency workers")],
            [
                '28:4: error: three spaces before "- agency workers"; its neighbours have four [indentation]\n'
                "  hint: put one space before it"
            ],
        ),
        (
            [("  dpo_email: dpo", "   dpo_email: dpo")],
            [
                "31:4: error: three spaces before dpo_email; its neighbours have two [indentation]\n"
                "  hint: take one space away"
            ],
        ),
        (
            [("  dpo_email: dpo", " dpo_email: dpo")],
            [
                "31:2: error: one space before dpo_email; its neighbours have two [indentation]\n"
                "  hint: put one space before it"
            ],
        ),
        (
            [("  dpo_email: dpo", "dpo_email: dpo")],
            [
                "31:1: error: dpo_email starts at the beginning of the line; its neighbours have two spaces before "
                "them [indentation]\n  hint: put two spaces before it"
            ],
        ),
        (
            [("  dpo_email: dpo", "dpo_email: dpo"), ("  exception_max_months: 6\n", "")],
            [
                "31:1: error: dpo_email belongs under parameters:, two spaces in [wrong-level]\n"
                "  hint: put two spaces before it, among the lines below parameters:"
            ],
        ),
        (
            [("    approver: Cabinet", "      approver: Cabinet")],
            [
                "39:7: error: six spaces before approver; its neighbours have four [indentation]\n"
                "  hint: take two spaces away"
            ],
        ),
        (
            [("        reason: There", "       reason: There")],
            [
                "45:8: error: seven spaces before reason; its neighbours have eight [indentation]\n"
                "  hint: put one space before it"
            ],
        ),
        (
            [("      - clause: communications", "       - clause: communications")],
            [
                '42:8: error: seven spaces before "- clause: communications-and-images"; its neighbours have six '
                "[indentation]\n  hint: take one space away"
            ],
        ),
        (
            [("      - clause: communications", "     - clause: communications")],
            [
                '42:6: error: five spaces before "- clause: communications-and-images"; its neighbours have six '
                "[indentation]\n  hint: put one space before it"
            ],
        ),
        (
            [("  short_name: Norbury", "    short_name: Norbury"), FUNCTIONS],
            [
                "5:5: error: four spaces before short_name; its neighbours have two [indentation]\n"
                "  hint: take two spaces away"
            ],
        ),
        (
            [("  name: Norbury", "   name: Norbury")],
            [
                "4:4: error: three spaces before name; its neighbours have two [indentation]\n"
                "  hint: take one space away"
            ],
        ),
    ],
)
def test_a_line_set_in_otherwise_than_its_neighbours_is_told_by_how_much(
    changes: list[tuple[str, str]], answers: list[str], shipped: Library
) -> None:
    assert told(slipped(*changes), shipped) == answers


@pytest.mark.parametrize(
    ("old", "new", "answer"),
    [
        (
            "depth: standard",
            "owner: Head of Digital",
            "11:1: owner belongs under a document's id below documents:, four spaces in",
        ),
        ("depth: standard", "dpo_email: a@b.example", "11:1: dpo_email belongs under parameters:, two spaces in"),
        ("depth: standard", "roles.dpo: Head of IG", "11:1: roles.dpo belongs under roles: as dpo:, two spaces in"),
        ("depth: standard", "short_name: x", "11:1: short_name belongs under council:, two spaces in"),
        ("depth: standard", "planning: yes", "11:1: planning belongs under functions: below council:, four spaces in"),
        ("depth: standard", "staff-guide:", "11:1: staff-guide belongs under documents:, two spaces in"),
        ("  siro: Director of Resources", "  depth: full", "19:3: depth belongs at the start of a line"),
        (
            "  siro: Director of Resources",
            "  dpo_email: a@b.example",
            "19:3: dpo_email belongs under parameters:, two spaces in",
        ),
        ("  exception_max_months: 6", "  dpo: Head of IG", "33:3: dpo belongs under roles:, two spaces in"),
        (
            "  short_name: Norbury",
            "  short_name: Norbury\n  cctv: no",
            "6:3: cctv belongs under functions: below council:, four spaces in",
        ),
        (
            "documents:\n",
            "documents:\n  incident_contact: a@b.example\n",
            "36:3: incident_contact belongs under parameters:, two spaces in",
        ),
        (
            "documents:\n",
            "documents:\n  owner: Cabinet\n",
            "36:3: owner belongs under a document's id below documents:, four spaces in",
        ),
        (
            "    approver: Cabinet",
            "    incident_contact: a@b.example",
            "39:5: incident_contact belongs under parameters: below generative-ai-policy: below documents:, "
            "six spaces in",
        ),
        (
            "    approver: Cabinet",
            "    reason: None",
            "39:5: reason belongs to an entry of include: or exclude: or amend:",
        ),
        ("    approver: Cabinet", "    short_name: x", "39:5: short_name belongs under council:, two spaces in"),
        (
            "  # corporate_plan_name:",
            "  corporate_plan_name:\n   incident_contact: a@b.example",
            "24:4: incident_contact belongs under parameters:, two spaces in",
        ),
    ],
)
def test_a_key_of_another_level_is_told_where_it_belongs(old: str, new: str, answer: str, shipped: Library) -> None:
    (problem,) = problems_of(slipped((old, new)), shipped)
    assert f"{problem.location.line}:{problem.location.column}: {problem.message}" == answer
    assert (problem.code, bool(problem.hint)) == ("wrong-level", True)


# Characters -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "answer"),
    [
        ("  dpo_email: dpo", "  dpo_email:dpo", '31:12: error: a space is missing after the colon of "dpo_email"'),
        ("  siro: Director", "  siro:Director", '19:7: error: a space is missing after the colon of "siro"'),
        ("  dpo_email: dpo", "\tdpo_email: dpo", "31:1: error: a tab stands before the text"),
        (
            "  dpo_email: dpo",
            "\u00a0\u00a0dpo_email: dpo",
            "31:1: error: a non-breaking space stands at the start of the line",
        ),
        ("  dpo_email: dpo", " \u2002dpo_email: dpo", "31:2: error: an en space stands at the start of the line"),
        (
            "dpo_email: dpo",
            "dpo_\u200bemail: dpo",
            '31:7: error: a zero-width space, which does not show, stands in the key "dpo_email"',
        ),
        ("dpo_email: dpo", "dpo_email\u00a0: dpo", '31:12: error: a non-breaking space stands in the key "dpo_email"'),
        ("dpo_email: dpo", "dpo_email:\u00a0dpo", '31:13: error: a non-breaking space stands after "dpo_email:"'),
        (
            "dpo@norbury.example\n",
            "dpo@norbury.example\u200b\n",
            "31:33: error: a zero-width space, which does not show, stands at the end of the line",
        ),
        (
            "  siro: Director",
            "  siro: Direc\u00adtor",
            "19:9: warning: siro: a soft hyphen, which does not show, stands in the answer",
        ),
        (
            "  dpo_email: dpo",
            "  “dpo_email”: dpo",
            '31:3: error: the quotes round "dpo_email" are those that Word types',
        ),
        (
            "dpo@norbury.example\n",
            "“dpo@norbury.example”\n",
            '31:14: error: dpo_email: "“dpo@norbury.example”" is not an email address',
        ),
        (
            "short_name: Norbury",
            "short_name: “Norbury”",
            "5:15: warning: short_name: the quotes that Word types, as in “…”, are printed",
        ),
        (
            "  siro: Director of Resources",
            "  siro: ‘Director of “Change”’",
            "19:9: warning: siro: the quotes that Word types",
        ),
        (
            "  siro: Director of Resources",
            "  siro: “Director: Resources”",
            "19:9: error: the quotes that Word types do not hold a text",
        ),
        (
            "    - agency workers",
            "    – agency workers",
            "28:5: error: an en dash stands where an entry of a list starts",
        ),
        (
            "    - agency workers",
            "    • agency workers",
            "28:5: error: a bullet stands where an entry of a list starts",
        ),
        ("    - agency workers", "    -agency workers", "28:5: error: a space is missing after the hyphen"),
        (
            "  siro: Director of Resources",
            "  siro: Director: Resources",
            "19:17: error: a text that holds a colon and a space needs quotes",
        ),
        (
            "  siro: Director of Resources",
            '  siro: "Director" of Resources',
            '19:9: error: text stands after the closing "',
        ),
        (
            "  siro: Director of Resources",
            "  siro: 'Director of Resources",
            "19:9: error: ' opens here and is not closed",
        ),
        ("  siro: Director of Resources", "  siro = Director", '19:3: error: no colon follows "siro"'),
        ("  dpo_email: dpo", "  dpo_email dpo", '31:3: error: no colon follows "dpo_email"'),
        (
            "  siro: Director of Resources",
            "  siro: Director\n    of Resources",
            "20:5: warning: this line is read as more of the answer above",
        ),
    ],
)
def test_a_slip_is_told_at_its_own_line_and_alone(old: str, new: str, answer: str, shipped: Library) -> None:
    (problem, *more) = problems_of(slipped((old, new)), shipped)
    assert str(problem).startswith(f"norbury.yaml:{answer}"), problem
    assert problem.hint
    assert not more


@pytest.mark.parametrize(
    "new",
    [
        "  siro: Director of “Change” and “Growth”",
        "  siro: “Change” and “Growth”",
        "  siro: Director – Resources",
        "  siro: The councils’",
        "  siro: ’Twas the Director",
        "  siro: |\n    Director\n    of Resources",
        '  siro: "Director\n    of Resources"',
        "  siro: Director 2:1",
        "  siro: Section\u00a05 Director",
    ],
)
def test_what_only_looks_like_a_slip_is_none(new: str, shipped: Library) -> None:
    assert told(slipped(("  siro: Director of Resources", new)), shipped) == []


def test_every_slip_of_a_file_is_told_at_once_and_at_its_own_line(shipped: Library) -> None:
    text = slipped(
        ("  short_name: Norbury", "    short_name: Norbury"),
        ("depth: standard", "depht: standard"),
        ("  public_tools: prohibited", "\tpublic_tools: prohibited"),
        ("    - agency workers", "    – agency workers"),
        ("  dpo_email: dpo", "  dpo_email:dpo"),
        ("  exception_max_months: 6", "  exception_max_months: six"),
        ("    owner: Head of Digital", "    owner: @Digital"),
        ("reason: There is no tool", "reason: There is no tool #2"),
    )
    codes = [(problem.location.line, problem.code) for problem in problems_of(text, shipped)]
    assert codes == [
        (5, "indentation"),
        (11, "unknown-key"),
        (16, "tab"),
        (28, "list-marker"),
        (31, "missing-space"),
        (33, "wrong-type"),
        (38, "quotes"),
        (45, "cut-by-comment"),
    ]


def test_a_section_that_stands_too_far_in_is_told_once_with_what_it_holds(shipped: Library) -> None:
    text = slipped(("documents:\n", "  documents:\n"))
    (problem,) = problems_of(text, shipped)
    assert (problem.location.line, problem.message) == (35, "documents belongs at the start of a line")


def test_what_no_rule_explains_is_told_and_the_rest_read_on(shipped: Library) -> None:
    text = slipped(("depth: standard", "depth: [a, b}"), ("  exception_max_months: 6", "  exception_max_months: six"))
    assert [problem.location.line for problem in problems_of(text, shipped)] == [11, 33]


def test_a_file_of_another_kind_is_refused_without_a_list_of_echoes(shipped: Library) -> None:
    found = problems_of("Dear all,\nplease: find: attached\n} the profile [\n" * 40, shipped)
    assert 0 < len(found) < 100
    assert all(problem.location.line for problem in found)


@pytest.mark.rest
@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"{' ' * (number % 30)}a: b" for number in range(4_000)),
        "\n".join(f"{' ' * (number % 5)}- a: b" for number in range(4_000)),
    ],
    ids=["stairs", "entries"],
)
def test_of_a_file_full_of_slips_fifty_are_told_and_that_the_rest_is_unread(text: str, shipped: Library) -> None:
    begun = time.process_time()
    found = problems_of(text, shipped)
    assert len(found) == 51
    assert found[-1].hint.endswith("the rest of the file was not read")
    assert time.process_time() - begun < 5, "each further slip would cost a look at the whole file"


def test_of_a_text_that_runs_on_for_ever_the_first_fifty_lines_are_told(shipped: Library) -> None:
    assert len(problems_of("\n".join(f"key{number}:value {{" for number in range(4_000)), shipped)) == 50
