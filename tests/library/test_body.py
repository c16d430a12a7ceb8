"""A clause's body as passages: what a paragraph is, which number it can have, and its words as authored."""

from __future__ import annotations

import pytest

from policybuilder.library.body import Body, read_body
from policybuilder.library.wording import differences, in_yaml, wording


def paragraphs(text: str) -> list[str]:
    return [each.source for each in read_body(text).paragraphs]


def numbers(text: str) -> list[set[int]]:
    """Return which numbers each paragraph can have when printed."""
    body = read_body(text)
    return [set(body.passages[each.passages[0]].ordinals) for each in body.paragraphs]


def named(body: Body, kind: str) -> list[str]:
    return [each.source for each in body.stretches if each.kind == kind]


def test_a_paragraph_has_the_lists_and_tables_that_follow_it() -> None:
    text = (
        "One\ngoes on.\n\nTwo:\n\n- a\n- b\n\n| c | d |\n| --- | --- |\n| e | f |\n\nThree.\n\n### Head\n\n- g\n- h\n"
    )
    assert paragraphs(text) == [
        "One\ngoes on.",
        "Two:\n\n- a\n- b\n\n| c | d |\n| --- | --- |\n| e | f |",
        "Three.",
    ]
    body = read_body(text)
    assert named(body, "item") == ["- a", "- b", "- g", "- h"]
    assert named(body, "list") == ["- a\n- b", "- g\n- h"]
    assert named(body, "row") == ["| e | f |"]
    assert named(body, "header") == ["| c | d |\n| --- | --- |"]
    assert named(body, "heading") == ["### Head"]
    assert body.whole.source == text.strip()


def test_an_item_holds_its_nested_items_and_its_further_paragraphs() -> None:
    body = read_body("- a\n    - b\n    - c\n\n    More of a.\n- d\n")
    assert named(body, "item") == ["- a\n    - b\n    - c\n\n    More of a.", "- b", "- c\n\nMore of a.", "- d"]


def test_a_table_may_be_made_by_tests_and_loops() -> None:
    text = (
        "| What |{% if x %} Who |{% endif +%}\n| --- |{% if x %} --- |{% endif +%}\n"
        "{% for row in rows %}\n| {{ row.a }} |{% if x %} {{ row.b }} |{% endif +%}\n{% endfor %}\n"
    )
    body = read_body(text)
    assert [each.kind for each in body.passages] == ["header", "row"]
    assert [each.repeated for each in body.passages] == [False, True]
    assert named(body, "table") == [text.strip()]


@pytest.mark.parametrize(
    ("text", "sources", "can_be"),
    [
        ("{% if x %}\nA.\n\n{% endif %}\nB.\n\nC.\n", ["A.", "B.", "C."], [{1}, {1, 2}, {2, 3}]),
        ("{% if x %}\nA.\n{% else %}\nB.\n{% endif %}\n\nC.\n", ["A.", "B.", "C."], [{1}, {1}, {2}]),
        (
            "{% if x %}\nA.\n\nB.\n\n{% elif y %}\nC.\n\n{% endif %}\nD.\n",
            ["A.", "B.", "C.", "D."],
            [{1}, {2}, {1}, {1, 2, 3}],
        ),
        # What goes on in the same paragraph belongs to it.
        ("A.\n{% if x %}\nMore.\n{% endif %}\n\nB.\n", ["A.\n{% if x %}\nMore.\n{% endif %}", "B."], [{1}, {2}]),
        ("{% if x %}\nA.\n{% endif %}\nB.\n", ["{% if x %}\nA.\n{% endif %}\nB."], [{1}]),
        ("{% if x %}I{% else %}U{% endif %} go.\n\nB.\n", ["{% if x %}I{% else %}U{% endif %} go.", "B."], [{1}, {2}]),
        # A paragraph may print nothing at all.
        ("{% if x %}A.{% endif %}\n\nB.\n", ["{% if x %}A.{% endif %}", "B."], [{1}, {1, 2}]),
        # An empty line within a test parts one paragraph in two.
        ("A.\n{% if x %}\n\n{% endif %}\nB.\n\nC.\n", ["A.\n{% if x %}\n\n{% endif %}\nB.", "C."], [{1, 2}, {2, 3}]),
        # A list that only some have moves nothing.
        ("A\n\n- a\n{% if x %}\n- b\n{% endif %}\n\nB\n", ["A\n\n- a\n{% if x %}\n- b\n{% endif %}", "B"], [{1}, {2}]),
    ],
)  # fmt: skip
def test_conditions_decide_which_number_a_paragraph_can_have(
    text: str, sources: list[str], can_be: list[set[int]]
) -> None:
    assert paragraphs(text) == sources
    assert numbers(text) == can_be


def test_a_loop_moves_what_comes_after_it() -> None:
    body = read_body("{% for each in uses %}\n{{ each }} is fine.\n\n{% endfor %}\nStop.\n")
    assert [each.source for each in body.meant_by(3)] == ["{{ each }} is fine.", "Stop."]
    listed = read_body("So:\n\n{% for each in uses %}\n- {{ each }}\n{% endfor %}\n\nStop.\n")
    assert [each.source for each in listed.meant_by(2)] == ["Stop."]


def test_passages_that_share_a_paragraph_at_times_are_named_apart_and_together() -> None:
    body = read_body("{% if x %}\nA.\n{% else %}\nB:\n\n- b\n\n{% endif %}\nC.\n")
    assert named(body, "paragraph") == ["A.", "B:", "C.", "B:\n\n- b", "A.\nC."]


# Wording -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("You must  not\nask.", "You must not ask."),
        ("- a\n- b", "* a\n1. b"),
        ("**Bold** and `code`, _set_.", "Bold and code, set."),
        ("| a | b |\n| --- | :-: |\n| c | d |", "a b\nc\td"),
        ("“Yes” – it’s\u00a0so…", "\"Yes\" - it's so..."),
        ("{{ contact }} and {% if x == \"a\" %}b{% endif +%}", "{{contact}} and {%if x == 'a'%}b{%endif%}"),
        ("> quoted", "quoted"),
        ("5 \\* 2 \\| \\`x\\`", "5 * 2 | `x`"),
    ],
)  # fmt: skip
def test_the_same_words_have_the_same_wording(first: str, second: str) -> None:
    assert wording(first) == wording(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("must", "must not"),
        ("{{ contact }}", "{{ days }}"),
        ("a{% if x %} b{% endif %}", "a{% if y %} b{% endif %}"),
        ("a{% if x %} b{% endif %}", "a b"),
        ("within 24 hours", "within 12 hours"),
        ("[a](https://one.example)", "[a](https://two.example)"),
        ("tools.copilot_m365", "tools.copilotm365"),
        ("You", "you"),
    ],
)
def test_other_words_have_another_wording(first: str, second: str) -> None:
    assert wording(first) != wording(second)


def test_differences_are_told_in_a_phrase() -> None:
    assert differences("a b c d", "a x c d e") == '"b" became "x", "e" is new'
    assert differences("a b c", "a c") == '"b" is gone'
    assert differences("a b c d e f g h i", "1 b 2 d 3 f 4 h 5").endswith("1 more")


def test_words_are_written_as_yaml_to_paste() -> None:
    assert in_yaml("One: # two\n\n- a", 8) == "        was: |\n          One: # two\n\n          - a"
