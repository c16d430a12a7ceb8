"""Values of parameters: what each type takes, and what is said of anything else."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policybuilder.errors import Location, Problems
from policybuilder.library.new_profile import quoted
from policybuilder.library.parameters import INVALID, Parameter, read_value
from policybuilder.library.strict_yaml import UNSHOWABLE, read_yaml
from policybuilder.library.values import Choice

OPTIONS = {"none": "none", "pilot": "a pilot: with care", "permitted": "permitted"}
COLUMNS = {"name": "Name", "owner": "Owner"}


def parameter(type: str, **more: Any) -> Parameter:
    """Return a required parameter named x; `more` replaces what it is made of."""
    made: dict[str, Any] = {
        "name": "x",
        "type": type,
        "group": "use",
        "label": "x",
        "question": "Which?",
        "help": "",
        "ask": "Anyone",
        "rationale": "",
        "options": OPTIONS if type in ("choice", "choices") else {},
        "columns": COLUMNS if type == "table" else {},
        "unit": "days" if type == "integer" else "",
        "minimum": 1 if type == "integer" else None,
        "maximum": 365 if type == "integer" else None,
        "required": True,
        "default": None,
        "default_by_nation": {},
        "default_from": "",
        "location": Location("clauses/parameters.yaml", 1),
    }
    return Parameter(**{**made, **more})


def read(declared: Parameter, typed: str) -> tuple[Any, str]:
    """Return the value of a text as typed after `x: `, and what is said of it."""
    problems = Problems()
    node = read_yaml(f"x: {typed}\n", "f.yaml").child("x")
    assert node is not None
    value = read_value(declared, node, problems)
    assert (value is INVALID) == bool(problems.found)
    return value, "\n".join(str(problem) for problem in problems.found).replace("f.yaml:", "")


@pytest.mark.parametrize(
    ("type", "typed", "value"),
    [
        ("text", "Riverton Together 2026", "Riverton Together 2026"),
        ("text", "no", "no"),
        ("text", "010", "010"),
        ("text", '"  H&M <Council> {{ x }} # *y*  "', "H&M <Council> {{ x }} # *y*"),
        ("text", "|\n  one\n\n    two\n", "one two"),
        ("role", "Director of Resources", "Director of Resources"),
        ("boolean", "true", True),
        ("boolean", "false", False),
        ("boolean", "Yes", True),
        ("boolean", "NO", False),
        ("boolean", '" yes "', True),
        ("boolean", "n", False),
        ("integer", "30", 30),
        ("date", "2027-04-01", date(2027, 4, 1)),
        ("email", "ai.team@riverton.example", "ai.team@riverton.example"),
        ("url", "https://riverton.example/ai?a=1&b=(2)", "https://riverton.example/ai?a=1&b=(2)"),
        ("choice", "pilot", "pilot"),
        ("choice", "a pilot", "pilot"),
        ("choice", "A Pilot", "pilot"),
        ("choice", "Permitted", "permitted"),
        ("choices", "[a pilot, None ]", ["pilot", "none"]),
        ("choices", "[pilot, none]", ["pilot", "none"]),
        ("choices", "[]", []),
        ("list", "[drafting, 'no', 010]", ["drafting", "no", "010"]),
        ("table", "[{name: Copilot, owner: ICT}]", [{"name": "Copilot", "owner": "ICT"}]),
        ("table", "[{name: Copilot}]", [{"name": "Copilot", "owner": ""}]),
        ("table", "[{name: Copilot, owner: }]", [{"name": "Copilot", "owner": ""}]),
    ],
)  # fmt: skip
def test_a_value_of_its_type_is_taken(type: str, typed: str, value: object) -> None:
    assert read(parameter(type), typed) == (value, "")


def test_a_choice_knows_what_it_is_called() -> None:
    chosen, _ = read(parameter("choice"), "pilot")
    assert isinstance(chosen, Choice)
    assert (chosen.label, chosen.explanation) == ("a pilot", "with care")


@pytest.mark.parametrize(
    ("type", "typed", "answer"),
    [
        (
            "text",
            "[a]",
            "1:4: error: x: expected text, found a list [wrong-type]\n"
            "  hint: write the text alone, without brackets or a hyphen before it",
        ),
        (
            "text",
            '""',
            "1:4: error: x: the text is empty [empty-value]\n  hint: write the text, or remove the line",
        ),
        (
            "text",
            "a" * 2_001,
            "1:4: error: x: 2,001 characters; the most is 2,000 [text-too-long]\n"
            "  hint: a value is a name or a sentence; amend the clause instead",
        ),
        (
            "boolean",
            "approved only",
            '1:4: error: x: expected yes or no, found "approved only" [wrong-type]\n  hint: write yes or no',
        ),
        (
            "boolean",
            "{a: b}",
            "1:4: error: x: expected yes or no, found a mapping [wrong-type]\n  hint: write yes or no",
        ),
        (
            "integer",
            "thirty",
            '1:4: error: x: expected a whole number, found "thirty" [wrong-type]\n'
            "  hint: write the number of days in figures",
        ),
        (
            "integer",
            "9" * 5_000,
            f'1:4: error: x: expected a whole number, found "{"9" * 60}…" [wrong-type]\n'
            "  hint: write the number of days in figures",
        ),
        ("integer", "0", "1:4: error: x: 0 is out of range [out-of-range]\n  hint: it must be from 1 to 365"),
        ("integer", "366", "1:4: error: x: 366 is out of range [out-of-range]\n  hint: it must be from 1 to 365"),
        ("date", "2027-02-29", "1:4: error: x: 2027-02-29 is not a day of the calendar [wrong-date]"),
        (
            "date",
            "1 April 2027",
            '1:4: error: x: expected a date, found "1 April 2027" [wrong-date]\n'
            "  hint: write it as 2027-04-01 (year-month-day)",
        ),
        (
            "email",
            "ai at riverton",
            '1:4: error: x: "ai at riverton" is not an email address [wrong-email]\n  hint: as in ai@example.gov.uk',
        ),
        (
            "url",
            "www.riverton.example",
            '1:4: error: x: "www.riverton.example" is not a web address [wrong-url]\n'
            "  hint: as in https://www.example.gov.uk/ai",
        ),
        (
            "choice",
            "pilott",
            '1:4: error: x: "pilott" is not one of the choices [wrong-choice]\n'
            '  hint: did you mean "pilot"? choose one of: none, pilot (a pilot), permitted',
        ),
        (
            "choice",
            "[pilot]",
            "1:4: error: x: a list is not one of the choices [wrong-choice]\n"
            "  hint: choose one of: none, pilot (a pilot), permitted",
        ),
        (
            "choices",
            "pilot",
            '1:4: error: x: expected a list, found "pilot" [wrong-type]\n'
            "  hint: write one entry a line, each after a hyphen",
        ),
        ("choices", "[pilot, pilot]", '1:12: error: x: "pilot" is chosen twice [listed-twice]\n  hint: keep one'),
        (
            "list",
            "[a, [b], '']",
            "1:8: error: x: expected text, found a list [wrong-type]\n"
            "  hint: write the text alone, without brackets or a hyphen before it\n"
            "1:13: error: x: the text is empty [empty-value]\n  hint: write the text, or remove the line",
        ),
        (
            "table",
            "[{nam: Copilot, name: Copilot}]",
            '1:6: error: x: unknown column "nam" [unknown-key]\n'
            '  hint: did you mean "name"? the columns are name, owner',
        ),
        (
            "table",
            "[Copilot]",
            "1:5: error: x: expected a row of key: value [wrong-type]\n  hint: a row gives name, owner",
        ),
        (
            "table",
            "[{name: [a]}]",
            "1:12: error: x, name: expected text, found a list [wrong-type]\n"
            "  hint: write the text alone, without brackets or a hyphen before it",
        ),
    ],
)
def test_anything_else_is_refused_in_plain_words(type: str, typed: str, answer: str) -> None:
    assert read(parameter(type), typed) == (INVALID, answer)


@pytest.mark.parametrize(
    "typed",
    ["a@b", "a b@c.uk", "a@b c.uk", "a@@b.uk", "@b.uk", "a@b.uk,c@d.uk", "<a@b.uk>", "mailto:a@b.uk", "a@-.-\u00e9"],
)
def test_nothing_but_an_email_address_is_one(typed: str) -> None:
    assert "is not an email address" in read(parameter("email"), f'"{typed}"')[1]


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://a.b", "https://", "https:///x", "//a.b",
        "https://a b.uk", "https://a.uk/<x>", 'https://a.uk/\\"x', "http://[::1", "HTTPS//a.uk",
    ],
)  # fmt: skip
def test_nothing_but_a_web_address_is_one(typed: str) -> None:
    assert "is not a web address" in read(parameter("url"), f'"{typed}"')[1]


@pytest.mark.parametrize("typed", ["1.0", "1,000", "+1", "0x10", "1e2", "010", "1٣", "", "true", "- 1"])
def test_nothing_but_figures_is_a_number(typed: str) -> None:
    assert "expected a whole number" in read(parameter("integer"), f'"{typed}"')[1]


@pytest.mark.parametrize(
    ("low", "high", "hint"), [(1, None, "at least 1"), (None, 9, "at most 9"), (1, 9, "from 1 to 9")]
)
def test_a_limit_is_said(low: int | None, high: int | None, hint: str) -> None:
    limited = parameter("integer", minimum=low, maximum=high)
    assert read(limited, "0" if low else "10")[1].endswith(f"hint: it must be {hint}")


@pytest.mark.parametrize("type", ["text", "boolean", "integer", "choice", "list", "table"])
def test_nothing_means_not_answered_only_where_there_is_no_default(type: str) -> None:
    required, optional = parameter(type), parameter(type, required=False)
    assert (optional.optional, required.optional) == (True, False)
    assert read(required, "") == (None, "")
    assert read(optional, "null") == (None, "")
    for defaulted in (
        parameter(type, required=False, default="x"),
        parameter(type, required=False, default_from="y"),
        parameter(type, required=False, default_by_nation={"wales": "x"}),
    ):
        assert read(defaulted, "") == (
            INVALID,
            '1:3: error: "x" is set to nothing [empty-value]\n  hint: leave the line out to use the default',
        )


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=50))
def test_any_text_survives_exactly_but_for_the_spaces_around_it(text: str) -> None:
    if UNSHOWABLE.search(text) or not text.strip() or "\n" in text:
        return
    assert read(parameter("text"), quoted(text)) == (text.strip(), "")
    assert read(parameter("list"), f"[{quoted(text, flow=True)}]") == ([text.strip()], "")


anything = st.recursive(
    st.text(max_size=6) | st.sampled_from(["true", "30", "2027-04-01", "pilot", "a@b.uk", "https://a.uk", "~"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "owner", "x"]), inner),
    max_leaves=5,
)


@settings(max_examples=100, deadline=None)
@given(
    anything,
    st.sampled_from(["text", "email", "url", "boolean", "integer", "date", "choice", "choices", "list", "table"]),
)
def test_any_value_is_taken_or_refused_with_its_place(content: object, type: str) -> None:
    typed = json.dumps(content, ensure_ascii=False)
    if UNSHOWABLE.search(typed) or "\\" in typed:
        return
    _, answer = read(parameter(type), typed)
    assert not answer or answer.startswith("1:"), answer


@pytest.mark.parametrize("cell", ["TBC", "to be confirmed", "?", "<name>"])
def test_a_cell_that_is_still_to_come_is_no_answer(cell: str) -> None:
    value, told = read(parameter("table"), f'[{{name: "{cell}", owner: Head of Digital}}]')
    assert value is INVALID
    assert f'x, name: "{cell}" is no answer yet' in told


@pytest.mark.parametrize("cell", ["-", "–", "Unknown", "N/A", "None"])
def test_a_cell_may_say_that_there_is_nothing(cell: str) -> None:
    value, told = read(parameter("table"), f'[{{name: "{cell}", owner: Head of Digital}}]')
    assert (value, told) == ([{"name": cell, "owner": "Head of Digital"}], "")
