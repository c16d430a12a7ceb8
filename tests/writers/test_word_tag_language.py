"""The tags of a shell: what they may say, and that nothing else is ever filled."""

from __future__ import annotations

import re
import time
from xml.sax.saxutils import escape

import pytest
from hypothesis import strategies as st

from policybuilder.errors import PolicyBuilderError
from policybuilder.writers.word.shell.check import check_shell
from policybuilder.writers.word.shell.prepare import prepare_shell
from policybuilder.writers.word.shell.tag_language import MAX_NESTING, tag_fault, tags_in
from policybuilder.writers.word.write import write_word
from tests.properties import holds_for_any
from tests.some import one_in
from tests.writers.sample import sample
from tests.writers.word_reading import read_written, words
from tests.writers.word_shells import SHELL, changed, codes, footer

LONG = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"

REFUSED = {
    "{{ title * 99999999 }}": "a sum (*)",
    "{{ title ~ title }}": "a sum (~)",
    "{{ 5 % 2 }}": "a sum (%)",
    "{{ 1 - 1 }}": "a sum (-)",
    "{{ 9999999999 }}": "",
    "{{ range(99999999) }}": "a call (range",
    "{{ title.upper () }}": "a call (",
    "{{ (title)(1) }}": "a call",
    "{{ lipsum }}": "lipsum",
    "{{ cycler.__init__ }}": "cycler",
    "{{ title.__class__ }}": "title.__class__",
    "{{ title['x'] }}": "square brackets",
    "{{ title[1:2] }}": "a colon",
    "{{ {'a': 1} }}": "a brace",
    "{{ 'x' if draft }}": "an if within",
    "{{ 'x\\x41' }}": "quotation",
    "{{ '' }}": "a fixed text",
    "{{ control }}": "a list: loop over it",
    "{{ draft }}": "no words of its own",
    "{{ title == 'x' }}": "no words of its own",
    "{{ title | nice }}": "a filter",
    "{{ }}": "is empty",
    "{% %}": "is empty",
    "{% include 'x' %}": '"include"',
    "{% import 'x' as y %}": '"import"',
    "{% from 'x' import y %}": '"from"',
    "{% extends 'x' %}": '"extends"',
    "{% macro x() %}{% endmacro %}": '"macro"',
    "{% call x() %}{% endcall %}": '"call"',
    "{% filter nice %}x{% endfilter %}": '"filter"',
    "{% set x = 1 %}": '"set"',
    "{% block x %}{% endblock %}": '"block"',
    "{% raw %}x{% endraw %}": '"raw"',
    "{% autoescape false %}{% endautoescape %}": '"autoescape"',
    "{% colspan 9 %}": '"colspan"',
    "{% if 5 % 2 == 1 %}x{% endif %}": "a sum (%)",
    "{% if title is divisibleby 0 %}x{% endif %}": "divisibleby",
    "{% if title is odder %}x{% endif %}": "odder",
    "{% if title < 5 %}x{% endif %}": "by order",
    "{% if 'x' in draft %}x{% endif %}": "no text and no list",
    "{% if control == title %}x{% endif %}": "compares a slot",
    "{% if title = 'x' %}x{% endif %}": "to compare, type ==",
    "{% if draft %}x": "has no endif",
    "x{% endif %}": "ends no if",
    "x{% else %}": "stands in no if",
    "{% if draft %}{% for row in control %}{% endif %}{% endfor %}": "ends no if",
    "{% for x in title %}x{% endfor %}": "something else than control",
    "{% for x in 'abc' %}x{% endfor %}": "something else than control",
    "{% for a, b in control %}x{% endfor %}": "one new one",
    "{% for title in control %}x{% endfor %}": "one new one",
    "{% for x in control recursive %}x{% endfor %}": "one new one",
    "{% for row in control %}{{ row.values }}{% endfor %}": "id, label, text, value",
    "{% for row in control %}{{ row }}{% endfor %}": "a whole row",
    "{% for row in control %}{{ loop.cycle }}{% endfor %}": "loop.cycle",
    "{% for a in control %}{% for b in control %}{% endfor %}{% endfor %}": "a for within a for",
    LONG: "a call (range",
    "{% if draft %}" * 5000 + "{% endif %}" * 5000: f"more than {MAX_NESTING} deep",
    "{{ " + "(" * 100 + "title" + ")" * 100 + " }}": "brackets",
    "{% if " + "not " * 40 + "draft %}x{% endif %}": "nots",
    "{{ " + "9" * 5000 + " }}": "letters",
    "{{ " + "title.title." * 500 + "x }}": "letters",
    "{{" * 3000: "is not closed",
    "{{p " * 3000: "is not closed",
    "{% if " * 3000: "is not closed",
}
"""Tags that a shell may not have, and words of what is said of each."""


@pytest.mark.timeout(60)
@pytest.mark.parametrize("tags", one_in(9, REFUSED), ids=lambda tags: tags[:40])
def test_a_tag_that_could_do_more_than_print_is_named_at_once_and_never_filled(tags: str) -> None:
    shell = footer(escape(tags))
    started = time.monotonic()
    problems = check_shell(shell, "corporate.docx")
    assert time.monotonic() - started < 10
    faults = [problem for problem in problems if problem.severity == "error"]
    assert {problem.code for problem in faults} <= {"shell-broken-tag", "shell-unknown-tag"}
    assert any(REFUSED[tags] in problem.message and "a footer" in problem.message for problem in faults), faults
    assert all(problem.location.path == "corporate.docx" and problem.hint for problem in faults)
    for use in (lambda: write_word(sample(), shell, "corporate.docx"), lambda: prepare_shell(shell, "corporate.docx")):
        with pytest.raises(PolicyBuilderError):
            use()


@pytest.mark.parametrize(
    ("tags", "printed"),
    one_in(
        3,
        [
            ("{{ version }}", "0.3"),
            ("{{- version -}}", "0.3"),
            ("{# a note {} of ours #}{{ version }}", "0.3"),
            ("{% if version == '0.3' and (not (draft == false)) %}yes{% else %}no{% endif %}", "yes"),
            ("{% if status in ['Draft', 'Final'] %}yes{% endif %}", "yes"),
            ("{% if version < “1.0” %}yes{% elif draft %}no{% endif %}", "yes"),
            ("{% if law_checked is defined %}no{% else %}yes{% endif %}", "yes"),
            ("{% for row in control if row.id == 'version' %}{{ loop.index }}{{ row.text }}{% endfor %}", "10.3"),
            ("{% for row in control %}{% if loop.first %}{{ row.label }}{% endif %}{% endfor %}", "Version"),
        ],
    ),
)
def test_what_a_shell_may_say_is_printed(tags: str, printed: str) -> None:
    shell = footer(escape(tags))
    assert check_shell(shell, "corporate.docx") == ()
    text = words(read_written(write_word(sample(), shell)).file.tree("word/footer1.xml"))
    assert text.split("\t")[0] == printed


def said_of(words: str) -> list[tuple[str, str]]:
    """Return the errors, with their hints, of a shell with some words in place of its contents list."""
    shell = changed("word/document.xml", b"{{p contents }}", words.encode())
    return [(each.message, each.hint) for each in check_shell(shell, "corporate.docx") if each.severity == "error"]


def test_a_fault_is_quoted_as_it_was_typed_also_when_preparing_adds_tags_of_its_own() -> None:
    shell = changed("word/document.xml", b"{{p contents }}", b"Dear {{ Party Name }}, see {{#if x}}")
    with pytest.raises(PolicyBuilderError) as caught:
        prepare_shell(shell, "corporate.docx")
    first, second = caught.value.problems
    assert "the tag {{ Party Name }} in the document, paragraph 25, has a space in its name" in first.message
    assert "the tag {{#if x}} in the document, paragraph 25, is a field of another program" in second.message


ONCE = {
    "{{ title[0] }}": "square brackets after a name",
    "{% if title is odder %}x{% endif %}": 'tests "is odder"',
    "{{ client.name }}": 'uses "client.name"',
    "{{ title if draft else version }}": "uses an if within {{ }}",
    "{% if draft %}Draft": "has no endif",
    "{% if draft %}x{% elif title[0] %}y{% endif %}": "square brackets after a name",
}


@pytest.mark.parametrize("tags", ONCE)
def test_what_is_wrong_with_a_tag_is_said_once_with_the_tag_and_its_paragraph(tags: str) -> None:
    (said,) = [each for each in check_shell(footer(escape(tags)), "corporate.docx") if each.severity == "error"]
    assert re.match(r"the tag \{.*\} in a footer, paragraph 1, ", said.message)
    assert ONCE[tags] in said.message


def test_words_that_only_look_like_tags_are_quoted_where_they_stand() -> None:
    said = said_of("Use {% as a bracket, {50%} or {{ for maths.")
    for (message, hint), part in zip(
        said,
        (
            'the tag {% as a bracket, {50%} in the document, paragraph 25, uses "as", which a shell may not',
            "the tag {{ for maths. in the document, paragraph 25, is not closed with }} in its paragraph",
        ),
        strict=True,
    ):
        assert message == part
        assert "put a space between the two brackets" in hint


@pytest.mark.parametrize(
    ("words", "tags"),
    [
        ("{% filter nice %}x{% endfilter %}", ["{% filter nice %}"]),
        ("{% block a %}{% filter b %}x{% endfilter %}{% endblock %}", ["{% block a %}", "{% filter b %}"]),
        ("{% macro x() %}{% endmacro %}", ["{% macro x() %}"]),
        ("{{#if x}}y{{/if}}", ["{{#if x}}"]),
        ("{{^paid}}y{{/paid}} {{/other}}", ["{{^paid}}", "{{/other}}"]),
        ("{{&gt; partial }} {{! a note }}", ["{{> partial }}", "{{! a note }}"]),
        ("{% endfilter %}", ["{% endfilter %}"]),
    ],
)
def test_a_block_that_is_refused_is_one_problem_with_its_end(words: str, tags: list[str]) -> None:
    said = [message.partition(" in the document")[0] for message, _ in said_of(words)]
    assert sorted(said) == sorted(f"the tag {tag}" for tag in tags)


@pytest.mark.parametrize("words", ["{{ clientname }}", "Dear {{ clientname }} {{ clientname }}"])
def test_an_unknown_tag_is_named_with_the_paragraph_where_it_stands(words: str) -> None:
    assert [message for message, _ in said_of(words)] == ['unknown tag "clientname" in the document, paragraph 25']


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"> PAGE <", b"> PAGE {{ title }} <"),
        (b"> PAGE <", b'> {</w:instrText></w:r><w:r><w:instrText>% include "x" %} <'),
        (b'w:val="Footer"', b'w:val="{{ title }}"'),
        (b"<w:tab/>", b'<w:tab w:x="{% include 1 %}"/>'),
    ],
)
def test_a_tag_in_a_field_or_in_the_markup_is_refused(old: bytes, new: bytes) -> None:
    assert "shell-broken-tag" in codes(check_shell(changed("word/footer1.xml", old, new), "corporate.docx"))


def test_a_tag_in_a_picture_s_alternative_text_is_filled() -> None:
    picture = b'<w:r><w:drawing><docPr descr="Logo of {{ council }}"/></w:drawing></w:r>'
    shell = changed("word/footer1.xml", b"</w:p>", picture + b"</w:p>")
    assert check_shell(shell, "corporate.docx") == ()
    filled = read_written(write_word(sample(), shell)).file.parts["word/footer1.xml"].decode()
    assert f"Logo of {sample().council.name}" in filled


# Any tags at all -----------------------------------------------------------------------------------------

_PIECES = (
    "title control draft body row loop range a _ __class__ self 0 7 999999999 1.5 'x' \"y\" ( ) [ ] { } , . : ; "
    "== != < > <= = + - * ** / // % ~ | and or not in is if else elif endif for endfor set include import macro "
    "defined none divisibleby recursive upper safe {{ }} {% %} {# #} p r tr “z” ’ é \\ &"
)
_TAG = st.builds(
    lambda ends, pieces: f"{ends[0]} {' '.join(pieces)} {ends[1]}",
    st.sampled_from([("{{", "}}"), ("{%", "%}"), ("{%p", "%}"), ("{{r", "}}"), ("{#", "#}"), ("{{", "")]),
    st.lists(st.sampled_from(_PIECES.split()), max_size=7),
)
_LIKELY = st.sampled_from(
    ["{% if draft %}", "{% else %}", "{% endif %}", "{% for row in control %}", "{% endfor %}", "{{ row.text }}", "x"]
)


@holds_for_any(12, 600, tags=st.lists(_TAG | _LIKELY, max_size=6))
def test_any_tags_give_located_problems_or_a_document_and_nothing_else(tags: list[str]) -> None:
    shell = footer(escape("".join(tags)))
    errors = [problem for problem in check_shell(shell, "corporate.docx") if problem.severity == "error"]
    assert all(problem.location.path == "corporate.docx" and problem.code.startswith("shell-") for problem in errors)
    refused: set[str] = set()
    try:
        write_word(sample(), shell, "corporate.docx")
    except PolicyBuilderError as error:
        refused = {problem.code for problem in error.problems}
    # A tag can be sound and still have nothing to print in this one document.
    assert refused if errors else refused <= {"shell-tag"}


@holds_for_any(300, 4_000, text=st.text(alphabet="{}%# pr-'\"“x", max_size=60))
def test_reading_tags_leaves_no_opening_out(text: str) -> None:
    found = list(tags_in(text))
    assert bool(found) == any(opening in text for opening in ("{{", "{%", "{#"))
    for tag in found:
        tag_fault(tag)


def test_the_shipped_shell_is_within_the_language() -> None:
    assert codes(check_shell(SHELL, "policy.docx")) == set()
