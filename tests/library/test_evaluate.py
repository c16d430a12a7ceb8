"""Bodies and conditions worked out: what they print, and what stops them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policybuilder.errors import Location
from policybuilder.library.evaluate import holds, render
from policybuilder.library.template_language import Analysis, analyse_body, analyse_condition
from policybuilder.library.values import Choice, ClauseReference, Missing, UnansweredError

NAMES: dict[str, Any] = {
    "nation": "wales",
    "days": 30,
    "motto": None,
    "uses": ["drafting", "summarising"],
    "rows": [{"name": "Copilot", "owner": "ICT"}, {"name": "Notes", "owner": ""}],
    "tools": {"agents": Choice("pilot", "a pilot: with care"), "transcription": False},
    "contact": Missing("contact", "contact for questions"),
    "law": {"foia": "the FOI Act", "ukgdpr-33": "Article 33"},
    "items": "items",
}


BOTH = "<drafting><summarising>"


def body(text: str, included: str = "care") -> str:
    """Return a body worked out, each printed value in angle brackets."""

    def printer(value: object, names: str, line: int) -> str:
        return f"<{value}>"

    analysis = analyse_body(text, "care.md")
    assert analysis.problems == []
    return render(analysis, NAMES, lambda clause: clause == included, printer)


def condition(expression: str) -> bool:
    analysis = analyse_condition(expression, Location("care.md", 1))
    assert analysis.problems == []
    return holds(analysis, NAMES)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Plain words.", "Plain words."),
        ("{{ nation }}, {{ days }}", "<wales>, <30>"),
        ("{{ law['ukgdpr-33'] }}", "<Article 33>"),
        ("{% if tools.agents == 'none' %}a{% elif tools.agents == 'pilot' %}b{% else %}c{% endif %}", "b"),
        ("{% if motto %}a{% else %}b{% endif %}", "b"),
        ("{% for use in uses %}{{ use | capitalised }};{% endfor %}", "<Drafting>;<Summarising>;"),
        ("{% for row in rows %}{{ row.name }}: {{ row.owner }};{% endfor %}", "<Copilot>: <ICT>;<Notes>: <>;"),
        ("{{ uses | listed_or }}", "<drafting or summarising>"),
        ("{{ 'a' if days > 7 else 'b' }}{{ 'c' if days < 7 }}", "<a><>"),
        ("{% if included('care') %}a{% endif %}{% if included('other') %}b{% endif %}", "a"),
        (
            "{% for x in uses %}{% for x in uses %}{{ x }}{% endfor %}{{ x }};{% endfor %}",
            f"{BOTH}<drafting>;{BOTH}<summarising>;",
        ),
        ("{{ items }}", "<items>"),
        ("a {# a comment #}b", "a b"),
        ("{% raw %}{{ nation }}{% endraw %}", "{{ nation }}"),
    ],
)
def test_a_body_prints(text: str, printed: str) -> None:
    assert body(text) == printed


def test_a_tag_on_a_line_of_its_own_leaves_no_line_and_one_after_words_keeps_the_line_end() -> None:
    assert body("A list:\n\n{% for use in uses %}\n- {{ use }}\n{% endfor %}\n\nEnd") == (
        "A list:\n\n- <drafting>\n- <summarising>\n\nEnd"
    )
    assert body("You may{% if days %} wait{% endif %}\nand ask.") == "You may wait\nand ask."
    assert body("  {% if days %}\nYes.\n  {% endif %}\n") == "Yes.\n"


def test_the_printer_is_told_the_names_and_the_line_that_a_value_comes_from() -> None:
    told: list[tuple[str, int]] = []

    def printer(value: object, names: str, line: int) -> str:
        told.append((names, line))
        return ""

    text = "{{ nation }}\n{% for row in rows %}\n{{ row.name }}\n{% endfor %}\n{{ nation if days > 1 else motto }}"
    render(analyse_body(text, "care.md"), NAMES, lambda _: True, printer)
    # Of two values, the one that is printed: what decides between them is not what a reader sees.
    assert told == [("nation", 1), ("rows[].name", 3), ("rows[].name", 3), ("nation", 5)]


def test_a_reference_is_printed_as_a_reference() -> None:
    shown: list[object] = []

    def printer(value: object, names: str, line: int) -> str:
        shown.append(value)
        return ""

    render(analyse_body("{{ ref('care') }}{{ ref('care') | capitalised }}", "x.md"), NAMES, lambda _: True, printer)
    assert shown == [ClauseReference("care"), ClauseReference("care", capital=True)]


@pytest.mark.parametrize(
    ("expression", "answer"),
    [
        ("tools.agents", True),
        ("tools.transcription", False),
        ("tools.agents != 'none' and not tools.transcription", True),
        ("tools.transcription or nation == 'wales'", True),
        ("nation in ['wales', 'scotland']", True),
        ("nation not in ('wales',)", False),
        ("'drafting' in uses", True),
        ("1 < days <= 30", True),
        ("1 < days < 30", False),
        ("days >= 31", False),
        ("true", True),
        ("uses", True),
    ],
)
def test_a_condition_holds_or_not(expression: str, answer: bool) -> None:
    assert condition(expression) is answer


def test_a_clause_without_a_condition_applies() -> None:
    assert holds(Analysis(), NAMES) is True


@pytest.mark.parametrize(
    ("expression", "name"),
    [
        ("contact", "contact"),
        ("contact == 'x'", "contact"),
        ("not contact", "contact"),
        ("law.foisa", "law.foisa"),
        ("x.y", "x.y"),
    ],
)
def test_what_is_not_there_cannot_be_tested(expression: str, name: str) -> None:
    with pytest.raises(UnansweredError) as caught:
        condition(expression)
    assert caught.value.args[0] == name
    with pytest.raises(UnansweredError):
        body(f"{{% if {expression} %}}x{{% endif %}}")


def test_the_side_that_does_not_count_is_not_asked() -> None:
    assert condition("nation == 'wales' or contact") is True
    assert condition("nation != 'wales' and contact") is False


@pytest.mark.parametrize("expression", ["days > 'x'", "motto > 3", "'x' in days", "nation.upper", "days.real"])
def test_what_makes_no_sense_is_a_type_error_that_the_caller_places(expression: str) -> None:
    with pytest.raises(TypeError):
        condition(expression)


def test_members_of_python_objects_cannot_be_reached() -> None:
    with pytest.raises(UnansweredError):
        condition("tools.keys")
    with pytest.raises(TypeError):
        condition("uses.append")


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=30))
def test_a_value_is_never_read_as_language(value: str) -> None:
    analysis = analyse_body("{{ nation }}{% if nation == motto %}{% endif %}", "care.md")
    assert render(analysis, {"nation": value, "motto": "{{ x }}"}, lambda _: True, lambda v, _n, _l: str(v)) == value
