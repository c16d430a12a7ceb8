"""The language of clauses: what it takes, what it refuses, and what it notes about a text."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policybuilder.errors import Location
from policybuilder.library.template_language import MAX_NESTING, Analysis, analyse_body, analyse_condition
from tests.some import one_in

HINT = "a clause may print values, test them with if, loop over lists and use ref() and included()"


def analyse(body: str) -> Analysis:
    return analyse_body(body, "clauses/about/care.md", first_line=10)


def told(analysis: Analysis) -> list[str]:
    """Return what is said of a text, without the name of its file and without hints."""
    texts = (str(problem).split("\n")[0] for problem in analysis.problems)
    return [text.removeprefix("clauses/about/care.md:") for text in texts]


def uses(body: str) -> list[tuple[str, int, int, bool]]:
    return [(use.path, use.location.line, use.location.column, use.printed) for use in analyse(body).uses]


# What a text uses -----------------------------------------------------------------------------------------


def test_a_printed_and_a_tested_name_are_noted_with_their_places() -> None:
    body = "The {{ roles.siro }} decides.\n{% if tools.agents != 'none' and days > 3 %}\nx\n{% endif %}\n"
    assert uses(body) == [
        ("roles.siro", 10, 8, True),
        ("tools.agents", 11, 7, False),
        ("days", 11, 34, False),
    ]


def test_a_name_is_found_in_its_tag_and_not_in_the_words_around_it() -> None:
    assert uses("In days gone by, todays rule was {{ days }} days.") == [("days", 10, 37, True)]


def test_a_hyphenated_law_is_named_in_brackets() -> None:
    assert uses('See {{ law["ukgdpr-33"] }}.') == [("law.ukgdpr-33", 10, 8, True)]


def test_a_loop_variable_stands_for_an_entry_of_its_list_and_only_within_the_loop() -> None:
    body = "{% for row in tools_list %}{{ row.name }}{% else %}{{ row }}{% endfor %}{{ row }}"
    assert [path for path, *_ in uses(body)] == ["tools_list", "tools_list[].name", "row", "row"]
    assert [loop.path for loop in analyse(body).loops] == ["tools_list"]


def test_filters_and_choices_of_text_keep_what_is_printed_and_what_is_tested_apart() -> None:
    body = "{{ uses | listed }}{{ motto if days else contact }}"
    assert [(path, printed) for path, _, _, printed in uses(body)] == [
        ("uses", True),
        ("days", False),
        ("motto", True),
        ("contact", True),
    ]


def test_references_are_noted_with_the_clauses_that_are_surely_there() -> None:
    body = (
        '{{ ref("a") }}'
        '{% if included("b") and nation == "wales" %}{{ ref("b") }}{% if included("c") %}{{ ref("c") }}{% endif %}'
        '{% else %}{{ ref("d") }}{% endif %}'
        '{{ ref("e") if included("e") else "" }}'
        '{% if included("f") or included("g") %}{{ ref("f") }}{% endif %}'
    )
    calls = {call.clause: call.guards for call in analyse(body).calls if call.function == "ref"}
    assert calls == {
        "a": frozenset(),
        "b": frozenset({"b"}),
        "c": frozenset({"b", "c"}),
        "d": frozenset(),
        "e": frozenset({"e"}),
        "f": frozenset(),
    }


@pytest.mark.parametrize(
    "test",
    [
        "tools.agents == 'pilot'",
        "'pilot' == tools.agents",
        "tools.agents in ['pilot']",
        "tools.agents not in ('pilot',)",
    ],
)
def test_what_a_name_is_compared_with_is_noted_whichever_side_it_stands_on(test: str) -> None:
    found = analyse(f"{{% if {test} %}}x{{% endif %}}").comparisons
    assert [(comparison.path, comparison.texts) for comparison in found] == [("tools.agents", ("pilot",))]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "Plain words.",
        "{# a comment #}",
        "{% raw %}{{ x.y() }}{% endraw %}",
        "{{ 'text' }} {{ 1 }}",
        "{{ ref('a') }}",
    ],
)
def test_these_need_no_name_at_all(body: str) -> None:
    assert analyse(body).problems == []
    assert analyse(body).uses == []


def test_an_analysis_can_be_kept_and_sent_to_another_process() -> None:
    analysis = analyse("{% for use in uses %}{{ use | capitalised }}{% endfor %}")
    assert pickle.loads(pickle.dumps(analysis)).paths() == analysis.paths()


# What is refused ------------------------------------------------------------------------------------------

ATTACKS = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ nation.__class__ }}",
    "{{ nation['__class__'] }}",
    "{{ nation | attr('__class__') }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ joiner() }}",
    "{{ lipsum.__globals__['os'] }}",
    "{{ namespace(a=1) }}",
    "{{ range(1000000000) }}",
    "{{ dict(a=1) }}",
    "{{ get_flashed_messages() }}",
    "{{ url_for.__globals__ }}",
    "{{ config.items() }}",
    "{{ [].append(1) }}",
    "{{ ().__class__.__bases__ }}",
    "{{ 'a' * 1000000000 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ '%s' % nation }}",
    "{{ '{0.__class__}'.format(nation) }}",
    "{{ nation | format('x') }}",
    "{{ uses | map(attribute='__class__') | list }}",
    "{{ uses | join(',') }}",
    "{{ nation | upper }}",
    "{{ uses.append('x') }}",
    "{{ nation ~ 'x' }}",
    "{{ days + 1 }}",
    "{{ -days }}",
    "{{ uses[0] }}",
    "{{ nation[1:] }}",
    "{{ {'a': 1} }}",
    "{{ nation is defined }}",
    "{{ (uses)[nation] }}",
    "{{ ref.__call__('care') }}",
    "{{ ref(nation) }}",
    "{{ ref('care', 1) }}",
    "{{ ref(*uses) }}",
    "{{ ref(clause='care') }}",
    "{{ ref('care').clause }}",
    "{{ included('care')('x') }}",
    "{% set x = 1 %}",
    "{% set x %}a{% endset %}",
    "{% macro m() %}{% endmacro %}",
    "{% call m() %}{% endcall %}",
    "{% include '/etc/passwd' %}",
    "{% import 'x' as x %}",
    "{% from 'x' import y %}",
    "{% extends 'x' %}",
    "{% block b %}{% endblock %}",
    "{% filter upper %}a{% endfilter %}",
    "{% with a = 1 %}{% endwith %}",
    "{% autoescape false %}{% endautoescape %}",
    "{% do uses.append(1) %}",
    "{% debug %}",
    "{% for a, b in uses %}{% endfor %}",
    "{% for x in uses if x %}{% endfor %}",
    "{% for x in uses recursive %}{% endfor %}",
    "{% for x in range(10) %}{% endfor %}",
    "{% for x in ['a'] %}{% endfor %}",
    "{% for x in uses | listed %}{% endfor %}",
    "{% for x in uses.__iter__() %}{% endfor %}",
    "{% for x in uses %}{{ x.__class__ }}{% endfor %}",
    "{% if nation.__class__ %}{% endif %}",
    "{% if nation == nation.__class__ %}{% endif %}",
    "{{ 'a' if nation.__class__ else 'b' }}",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_everything_else_that_jinja_can_do_is_refused_on_its_line(attack: str) -> None:
    problems = analyse(f"First line.\n\n{attack}\n").problems
    assert problems
    assert {problem.location.line for problem in problems} == {12}
    assert {problem.location.path for problem in problems} == {"clauses/about/care.md"}


@pytest.mark.parametrize("attack", [attack for attack in ATTACKS if attack.startswith("{{")])
def test_a_condition_refuses_it_too(attack: str) -> None:
    here = Location("clauses/about/care.md", 6, 15)
    problems = analyse_condition(attack.removeprefix("{{ ").removesuffix(" }}"), here).problems
    assert problems
    assert {problem.location for problem in problems} == {here}


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ("{% set x = 1 %}", "10: error: {% set %} is not part of the clause language [clause-language]"),
        ("{{ days + 1 }}", "10: error: add is not part of the clause language [clause-language]"),
        ("{{ nation[0] }}", "10: error: only plain names such as roles.siro can be used [clause-language]"),
        (
            "{{ config() }}",
            '10: error: only ref("clause-id") and included("clause-id") can be called [clause-language]',
        ),
        ("{% for a, b in x %}{% endfor %}", "10: error: a loop is written {% for item in list %} [clause-language]"),
        ("{{ nation | uper }}", '10:13: error: unknown filter "uper" [unknown-filter]'),
        ("{{ days | date(1) }}", '10:11: error: the filter "date" takes nothing in brackets [clause-language]'),
        ("{{ nation == 'wales' }}", "10: error: a test or a list has no words to print [clause-language]"),
        ("{{ true }}", "10: error: a test or a list has no words to print [clause-language]"),
        ("{{ ['a'] }}", "10: error: a test or a list has no words to print [clause-language]"),
        ("{{ 'a\\x00' }}", "10: error: a text holds a character that no document can show [clause-language]"),
        ("{{ '\\ue0000\\ue001' }}", "10: error: a text holds a character that no document can show [clause-language]"),
        ("a\n{{ nation", "11: error: unexpected end of template, expected 'end of print statement'. [clause-syntax]"),
        ("{{ }}", "10: error: Expected an expression, got 'end of print statement' [clause-syntax]"),
        ("{% endif %}", "10: error: Encountered unknown tag 'endif'. [clause-syntax]"),
        ("{# no end", "10: error: Missing end of comment tag [clause-syntax]"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(body: str, answer: str) -> None:
    assert told(analyse(body)) == [answer]


def test_a_hint_says_what_may_be_done_instead() -> None:
    assert analyse("{% set x = 1 %}").problems[0].hint == HINT
    assert analyse("{{ nation | lable }}").problems[0].hint.startswith('did you mean "label"? the filters are capit')
    assert analyse("{{ nation").problems[0].hint == (
        "values look like {{ name }}, tests like {% if name %} … {% endif %}"
    )


DEEP = [
    "{{ " + "(" * 5_000 + "nation" + ")" * 5_000 + " }}",
    "{{ nation" + ".a" * 5_000 + " }}",
    "{{ nation" + " | label" * 5_000 + " }}",
    "{{ " + "not " * 5_000 + "nation }}",
    "{% if nation" + " and nation" * 3_000 + " %}x{% endif %}",
    "{% for x in uses %}" * 500 + "x" + "{% endfor %}" * 500,
    "{% if nation %}" * 500 + "x" + "{% endif %}" * 500,
    "{" * 20_000,
]


@pytest.mark.parametrize("body", one_in(4, DEEP), ids=range(len(DEEP)))
def test_deep_nesting_is_refused_and_never_a_crash(body: str) -> None:
    assert told(analyse(body)) == ["10: error: tests, loops or brackets are nested too deep [clause-syntax]"]


def test_nesting_that_a_person_would_write_is_not_too_deep() -> None:
    levels = (MAX_NESTING - 2) // 2
    assert analyse("{% if nation %}" * levels + "x" + "{% endif %}" * levels).problems == []
    assert analyse("{% if nation == 'a' %}a" + "{% elif nation == 'b' %}b" * 1_000 + "{% endif %}").problems == []


# Conditions -----------------------------------------------------------------------------------------------

HERE = Location("clauses/about/care.md", 6, 15)


def condition(expression: str) -> list[str]:
    return [str(problem) for problem in analyse_condition(expression, HERE).problems]


@pytest.mark.parametrize(
    "expression",
    [
        "tools.agents",
        "tools.agents != 'none' and functions.planning",
        "nation in ['wales', 'scotland'] or not tools.transcription",
        "(\n  nation == 'wales'\n)",
    ],
)
def test_a_condition_is_one_expression(expression: str) -> None:
    analysis = analyse_condition(expression, HERE)
    assert analysis.problems == []
    assert {(use.location, use.printed) for use in analysis.uses} == {(HERE, False)}


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("nation ==", "unexpected 'end of template' [clause-syntax]"),
        ("nation, days", "a condition is one expression [clause-syntax]"),
        ("nation days", "a condition is one expression [clause-syntax]"),
        ("nation }}{% if days %}", "a condition is one expression [clause-syntax]"),
        ("nation) }}{{ (days", "unexpected ')' [clause-syntax]"),
        ("{{ nation }}", "expected token ':', got '}' [clause-syntax]"),
        ("included('care')", "ref() and included() cannot stand in a condition [clause-language]"),
    ],
)
def test_what_is_no_condition_is_refused_at_its_place(expression: str, message: str) -> None:
    hint = "\n  hint: a condition is written like tools.agents != 'none' and functions.planning"
    assert condition(expression) == [f"clauses/about/care.md:6:15: error: {message}{hint}"]


# Anything at all ------------------------------------------------------------------------------------------

TAGS = ["{{", "}}", "{%", "%}", "{#", "#}", " if ", " for ", " in ", "endif", "endfor", "else", "elif", "raw", "endraw"]
NAMES = [" nation ", " uses ", "x", "__class__", "listed", "ref", "not ", " and ", "é", "\\x00", "1", "\n"]
SIGNS = [*list(".[]()'\"|-+~*%,"), "=="]


@pytest.mark.rest
@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(TAGS + NAMES + SIGNS), max_size=14).map("".join))
def test_any_text_is_analysed_without_a_crash(text: str) -> None:
    for analysis in (analyse(text), analyse_condition(text, HERE)):
        assert analysis.tree is not None or analysis.problems
        assert all(problem.location.line for problem in analysis.problems)
