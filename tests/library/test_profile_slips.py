"""Slips of the hand in a profile: each is told at its own line, with what to write, and nothing is read as another."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import strategies as st

from policybuilder.errors import PolicyBuilderError, Problem
from policybuilder.library.library import Library, open_library
from policybuilder.library.profiles import read_profile
from policybuilder.library.workspace import open_workspace
from tests.properties import holds_for_any

ROOT = Path(__file__).parents[2]
PROFILE = """\
id: norbury

council:
  name: Norbury District Council
  short_name: Norbury
  nation: england
  type: district
  functions:
    cctv: true                      # CCTV in public places

depth: standard

tools:
  # May people use AI agents?
  # agents: none
  public_tools: prohibited

roles:
  siro: Director of Resources

parameters:
  # What is the corporate plan called?
  # corporate_plan_name:

  # Who is bound by the policy?
  people_in_scope:
    - employees
    - agency workers
    - contractors

  dpo_email: dpo@norbury.example
  # incident_contact: foi@norbury.example
  exception_max_months: 6

documents:
  generative-ai-policy:
    # Which role owns the document?
    owner: Head of Digital
    approver: Cabinet
    version: "0.1"    # 0.x is a draft
    exclude:
      - clause: communications-and-images
        reason: Covered by the communications policy
      - clause: meeting-transcription
        reason: There is no tool for it
"""


FUNCTIONS = (
    "    cctv: true                      # CCTV in public places\n",
    "".join(
        f"    {name}: true\n" for name in ("cctv", "planning", "benefits", "licensing", "homelessness", "elections")
    ),
)
"""More lines that stand further in than a level than there are in it."""


@cache
def _library() -> Library:
    return open_library(open_workspace(ROOT))


@pytest.fixture(scope="module")
def shipped() -> Library:
    return _library()


def problems_of(text: str, shipped: Library) -> tuple[Problem, ...]:
    try:
        return read_profile("norbury.yaml", text, shipped.reference, shipped.template_files).warnings
    except PolicyBuilderError as error:
        return error.problems


def told(text: str, shipped: Library) -> list[str]:
    """Return what is said of a profile, a text a problem, as "7: error: …\\n  hint: …"."""
    return [str(problem).removeprefix("norbury.yaml:") for problem in problems_of(text, shipped)]


def slipped(*changes: tuple[str, str]) -> str:
    """Return the profile with some words of it replaced, each of which must be there once."""
    text = PROFILE
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


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


# Whatever the slip, nothing is read as something else ------------------------------------------------------

Slip = Callable[[str, int], str]


def _insert(characters: str) -> Slip:
    """Return a slip that puts some characters anywhere after the spaces that a line starts with."""

    def slip(line: str, at: int) -> str:
        start = len(line) - len(line.lstrip(" "))
        place = start + at % (len(line) - start + 1)
        return line[:place] + characters + line[place:] if line[start:] else line

    return slip


def _in_value(characters: str) -> Slip:
    """Return a slip that puts some characters into or behind the value of a line that has one."""

    def slip(line: str, at: int) -> str:
        found = re.match(r" *(?:- )?(?:[a-z_]+: )?(?=\S)", line)
        if not found or line.lstrip().startswith("#") or line.endswith(":"):
            return line
        place = found.end() + 1 + at % (len(line) - found.end())
        return line[:place] + characters + line[place:]

    return slip


def _replace(old: str, new: str) -> Slip:
    def slip(line: str, at: int) -> str:
        places = [found.start() for found in re.finditer(re.escape(old), line)]
        if not places:
            return line
        place = places[at % len(places)]
        return line[:place] + new + line[place + len(old) :]

    return slip


SLIPS: dict[str, Slip] = {
    "a space more": lambda line, at: " " * (1 + at % 3) + line,
    "a space less": lambda line, at: line[min(1 + at % 2, len(line) - len(line.lstrip(" "))) :],
    "no space after the colon": _replace(": ", ":"),
    "no colon": _replace(":", ""),
    "an equals sign": _replace(": ", " = "),
    "a number sign": _in_value(" #1 "),
    "a number sign and a space": _in_value(" # "),
    "a tab": _replace("  ", "\t"),
    "a non-breaking space": _replace(" ", "\u00a0"),
    "an en space": _insert("\u2002"),
    "a zero-width space": _insert("\u200b"),
    "a soft hyphen": _insert("\u00ad"),
    "a Word dash": _replace("- ", "– "),
    "a bullet": _replace("- ", "• "),
    "no space after the hyphen": _replace("- ", "-"),
    "a Word quote": _insert("“"),
    "a straight quote": _insert('"'),
    "an apostrophe": _insert("'"),
    "Word quotes round the value": lambda line, at: re.sub(r": (\S.*)$", r": “\1”", line),
    "Word quotes round the key": lambda line, at: re.sub(r"^( *)([a-z_]+):", r"\1“\2”:", line),
    "a bracket": _insert("["),
    "a colon and a space": _insert(": "),
    "a line break": _insert("\n"),
    "a line break and spaces": _insert("\n     "),
    "an uncommented line": _replace("# ", ""),
    "an uncommented line with its space": _replace("#", ""),
}


def values_of(text: str, shipped: Library) -> object:
    return _plain(read_profile("norbury.yaml", text, shipped.reference, shipped.template_files).node.plain())


def _plain(value: object) -> object:
    """Return a value with its spaces made alike: a non-breaking one inside a text is still a space."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return {key: _plain(item) for key, item in value.items()} if isinstance(value, dict) else value


@holds_for_any(
    short=250,
    long=5_000,
    slip=st.sampled_from(sorted(SLIPS)),
    line=st.integers(0, PROFILE.count("\n") - 1),
    at=st.integers(0, 80),
)
def test_a_slip_anywhere_is_told_near_its_line_or_all_that_was_typed_is_read(slip: str, line: int, at: int) -> None:
    lines = PROFILE.split("\n")
    lines[line] = SLIPS[slip](lines[line], at)
    text = "\n".join(lines)
    problems = problems_of(text, _library())
    if problems:
        # What a slip breaks may show one entry further on, or at the key that holds the line.
        near = range(line - 2, line + 5)
        assert any(problem.location.line in near for problem in problems), (slip, lines[line], problems)
    else:
        assert _nothing_lost(lines[line], PROFILE.split("\n")[line], text), (slip, lines[line])


def _nothing_lost(now: str, before: str, text: str) -> bool:
    """Return whether the values are those of the profile, or every word of the changed line is among them."""
    values = values_of(text, _library())
    if values == values_of(PROFILE, _library()):
        return True
    answer = now.split("#")[0] if not before.lstrip().startswith("#") else now.lstrip(" #")
    typed = " ".join(answer.split())
    words = typed.lstrip("- ").partition(": ")[2] or typed.strip(" -:")
    return words in str(values).replace("\\'", "'")
