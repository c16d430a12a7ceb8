"""Values in the text of clauses: each stays exactly what was typed, and knows its parameter."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policybuilder.document import Document, Link, Value, inlines_of
from policybuilder.document_json import dumps
from policybuilder.errors import PolicyBuilderError
from tests.resolution.reading import clause_of, refused, resolved, values, words
from tests.some import one_in
from tests.workspaces import PARAMETERS, clause, profile, reference, template, tiny

EVERYWHERE = """\
{{ contact }}

Ask {{ contact }} first, and {{ contact }} again.

- {{ contact }}
- second

    1. {{ contact }}

| who | what |
| --- | --- |
| {{ contact }} | x |
| y | {{ contact }} |

### About {{ contact }}

> {{ contact }}

**{{ contact }}**, *{{ contact }}*, `{{ contact }}` and [{{ contact }}](https://www.riverton.example)

Last.
"""

NASTY = [
    "# Heading",
    "- item",
    "1. item",
    "**bold** and _it_ and `code`",
    "[link](https://a.example) ![image](x.png)",
    "| cell | cell |",
    "--- motto",
    "> quote",
    "    indented",
    "\\* and \\",
    "H&M <Council>",
    "<b>bold</b> <!-- comment --> <script>alert(1)</script>",
    "&amp; &lt;b&gt; &#60; &#57344;0&#57345;",
    "{{ days }} {% if x %} {# comment #}",
    "{{ ''.__class__.__mro__ }}",
    "]]></w:t><w:br/>",
    "${x} %s {0} \\1 \\g<0>",
    "See [to confirm: motto]",
    "wzxhzdk:0 klzzwxh:0001",
    "a  b   c",
    "Café – “quoted” ’ 漢字 🙂",
    "ref('care') included('care')",
]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tiny(tmp_path_factory.mktemp("workspace"))
    clause(root, "care", EVERYWHERE, parameters="[contact]")
    clause(root, "next")
    template(root, "care", "next")
    return root


def with_contact(root: Path, text: str) -> Document:
    profile(root, f"parameters: {{contact: {json.dumps(text, ensure_ascii=False)}}}\n")
    return resolved(root)


def without_values(document: Document) -> tuple[Any, list[str]]:
    """Return the blocks of a document as JSON with its values emptied, and the values."""
    found: list[str] = []

    def emptied(node: Any) -> Any:
        if isinstance(node, list):
            return [emptied(item) for item in node]
        if not isinstance(node, dict):
            return node
        if node.get("kind") == "value":
            found.append(node["text"])
            return {**node, "text": ""}
        return {key: emptied(value) for key, value in node.items()}

    sections = json.loads(dumps(document))["document"]["sections"]
    return emptied([each["blocks"] for section in sections for each in section["clauses"]]), found


@pytest.mark.parametrize("text", one_in(5, NASTY))
def test_a_value_is_never_markdown_html_jinja_or_xml(root: Path, text: str) -> None:
    plain, _ = without_values(with_contact(root, "Plain"))
    blocks, found = without_values(with_contact(root, text))
    assert blocks == plain
    assert set(found) == {text.strip()}
    assert len(found) == 13


@pytest.mark.rest
@settings(deadline=None, max_examples=30)
@given(st.text(min_size=1, max_size=60))
def test_any_text_is_one_value_as_typed_or_is_refused_with_its_line(root: Path, text: str) -> None:
    plain, _ = without_values(with_contact(root, "Plain"))
    try:
        document = with_contact(root, text)
    except PolicyBuilderError as error:
        (problem,) = error.problems
        assert problem.location.path == "profiles/riverton.yaml"
        assert problem.code in ("control-character", "empty-value", "no-answer", "yaml")
        return
    blocks, found = without_values(document)
    assert blocks == plain
    assert set(found) == {" ".join(text.split("\n")).strip()}


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ue000", "\ufffe", "\u2028"])
def test_a_character_that_no_document_can_show_is_refused(root: Path, character: str) -> None:
    profile(root, f"parameters: {{contact: {json.dumps('a' + character + 'b')}}}\n")
    told = refused(root)
    assert "[control-character]" in told
    assert told.startswith("profiles/riverton.yaml:4:23:")


def test_the_councils_own_name_is_as_inert_as_any_value(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause(tmp_path, "care", "{{ council.name }} ({{ council.short_name }}) and {{ council.possessive }} staff.\n")
    council = '{name: "H&M <Council>", short_name: "**H&M**", nation: england, type: district}'
    (tmp_path / "profiles/riverton.yaml").write_text(f"id: riverton\ncouncil: {council}\ndocuments: {{policy: {{}}}}\n")
    document = resolved(tmp_path)
    assert words(document) == ["H&M <Council> (**H&M**) and **H&M**'s staff."]
    assert [(value.text, value.parameter) for value in values(document)] == [
        ("H&M <Council>", "council.name"),
        ("**H&M**", "council.short_name"),
        ("**H&M**'s", "council.possessive"),
    ]


def test_items_and_cells_are_values_too(tmp_path: Path) -> None:
    columns = (
        "  tools_list:\n    {type: table, group: use, question: Which?, ask: Anyone, label: tools, "
        "columns: {name: Name, use: Use}, default: [], rationale: None yet.}\n"
    )
    reference(tiny(tmp_path), parameters=PARAMETERS + columns)
    clause(
        tmp_path,
        "care",
        "{% for use in uses %}\n- {{ use }}\n{% endfor %}\n\n| Name | Use |\n| --- | --- |\n"
        "{% for tool in tools_list %}\n| {{ tool.name }} | {{ tool.use }} |\n{% endfor %}\n",
        parameters="[uses, tools_list]",
    )
    profile(
        tmp_path,
        'parameters:\n  uses: ["- **a**", "b | c"]\n  tools_list: [{name: "x | y", use: "<b>plans"}, {name: Plain}]\n',
    )
    document = resolved(tmp_path)
    assert words(document) == ["- **a**\nb | c", "Name\tUse\nx | y\t<b>plans\nPlain\t"]
    assert [value.parameter for value in values(document)] == [
        "uses",
        "uses",
        "tools_list.name",
        "tools_list.use",
        "tools_list.name",
    ]


# How values are put into words ---------------------------------------------------------------------------

KINDS = """\
  start: {type: date, group: use, question: When?, ask: Anyone, label: start, default: null, rationale: Rare.}
  target: {type: integer, group: use, question: By when?, ask: Anyone, label: year, default: 2035, rationale: Usual.}
  mail: {type: email, group: use, question: Where?, ask: Anyone, label: address, default: null, rationale: Rare.}
  site: {type: url, group: use, question: Where?, ask: Anyone, label: page, default: null, rationale: Rare.}
  stance:
    {type: choice, group: use, question: What?, ask: Anyone, label: stance, options: {yes-all: "Allowed: for all staff",
     no: Prohibited}}
  people:
    {type: choices, group: use, question: Who?, ask: Anyone, label: people, options: {staff: Staff, lent: Lent staff},
     default: [staff], rationale: Usual.}
"""


@pytest.mark.parametrize(
    ("given_as", "printed", "expected"),
    [
        ("days: 365", "{{ days }} days", "365 days"),
        ("target: 2050", "by {{ target }}", "by 2050"),
        ("start: 2027-03-01", "{{ start | date }}", "1 March 2027"),
        ("start: 2027-03-12", "from {{ start }}", "from 12 March 2027"),
        ("uses: [a]", "{{ uses | listed }}", "a"),
        ("uses: [a, b]", "{{ uses | listed }}", "a and b"),
        ("uses: [a, b, c]", "{{ uses | listed_or }}", "a, b or c"),
        ("stance: yes-all", "{{ stance }}", "Allowed"),
        ("stance: yes-all", "{{ stance | label | lowered }}", "allowed"),
        ("stance: yes-all", "{{ stance | lowered }}", "allowed"),
        ("stance: yes-all", "{{ stance | explanation | capitalised }}", "For all staff"),
        ("stance: no", "{{ stance | explanation }}", "Prohibited"),
        ("people: [lent, staff]", "{{ people | listed | lowered }}", "lent staff and Staff"),
        ("contact: help desk", "{{ contact | capitalised }}", "Help desk"),
    ],
)
def test_a_value_is_put_into_words(tmp_path: Path, given_as: str, printed: str, expected: str) -> None:
    reference(tiny(tmp_path), parameters=PARAMETERS.replace("maximum: 365", "maximum: 9999") + KINDS)
    clause(tmp_path, "care", f"{printed}\n", parameters=f"[{given_as.partition(':')[0]}]")
    profile(tmp_path, f"parameters: {{{given_as}}}\n")
    assert words(resolved(tmp_path)) == [expected]


def test_a_number_of_something_has_a_comma_and_a_year_has_none(tmp_path: Path) -> None:
    reference(tiny(tmp_path), parameters=PARAMETERS.replace("maximum: 365", "maximum: 9999") + KINDS)
    clause(tmp_path, "care", "{{ days }} days until {{ target }}.\n", parameters="[days, target]")
    profile(tmp_path, "parameters: {days: 1200}\n")
    assert words(resolved(tmp_path)) == ["1,200 days until 2035."]


def test_an_address_is_a_link_that_holds_its_value(tmp_path: Path) -> None:
    reference(tiny(tmp_path), parameters=PARAMETERS + KINDS)
    clause(
        tmp_path,
        "care",
        "{% if mail and site %}\nTo {{ mail }}, see {{ site }}.\n{% endif %}\n",
        parameters="[mail, site]",
    )
    profile(tmp_path, 'parameters: {mail: ai@riverton.example, site: "https://riverton.example/a?b=c&d"}\n')
    (block,) = clause_of(resolved(tmp_path), "care").blocks
    assert [inline for inline in inlines_of(block) if isinstance(inline, Link)] == [
        Link("mailto:ai@riverton.example", (Value("ai@riverton.example", "mail"),)),
        Link("https://riverton.example/a?b=c&d", (Value("https://riverton.example/a?b=c&d", "site"),)),
    ]


def test_an_address_in_code_is_not_lost(tmp_path: Path) -> None:
    reference(tiny(tmp_path), parameters=PARAMETERS + KINDS)
    clause(tmp_path, "care", "{% if mail %}\nWrite to `{{ mail }}`.\n{% endif %}\n", parameters="[mail]")
    profile(tmp_path, "parameters: {mail: ai@riverton.example}\n")
    assert words(resolved(tmp_path)) == ["Write to ai@riverton.example."]


# What is missing -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "printed",
    ["{{ contact }}", "{{ contact | capitalised }}", "{{ contact | lowered }}", "{{ contact if days > 1 else motto }}"],
)
def test_a_required_value_without_an_answer_is_marked_to_be_confirmed(tmp_path: Path, printed: str) -> None:
    tiny(tmp_path)
    used = "[contact, days, motto]" if "days" in printed else "[contact]"
    clause(tmp_path, "care", f"Ask {printed}.\n", parameters=used)
    document = resolved(tmp_path)
    assert words(document) == ["Ask [to confirm: contact for questions]."]
    assert values(document) == [Value("[to confirm: contact for questions]", "contact", confirmed=False)]


@pytest.mark.parametrize(
    ("type", "printed"),
    [
        ("choice, options: {a: Allowed}", "{{ thing | label }}"),
        ("choice, options: {a: Allowed}", "{{ thing | explanation | lowered }}"),
        ("date", "{{ thing | date }}"),
        ("list", "{{ thing | listed }}"),
        ("integer", "{{ thing }}"),
        ("email", "{{ thing }}"),
    ],
)
def test_a_missing_value_of_any_type_is_marked_whatever_the_filter(tmp_path: Path, type: str, printed: str) -> None:
    thing = f"  thing: {{type: {type}, group: use, question: What?, ask: Anyone, label: the thing}}\n"
    reference(tiny(tmp_path), parameters=PARAMETERS + thing)
    clause(tmp_path, "care", f"It is {printed}.\n", parameters="[thing]")
    assert values(resolved(tmp_path)) == [Value("[to confirm: the thing]", "thing", confirmed=False)]


def test_an_optional_value_that_is_not_set_cannot_be_printed(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause(tmp_path, "care", "Fine.\n\nOur motto is {{ motto }}.\n", parameters="[motto]")
    assert refused(tmp_path) == (
        'clauses/about/care.md:11: error: "motto" is optional and not set [not-set]\n'
        "  hint: write {% if motto %} around it"
    )
    clause(tmp_path, "care", "{% if motto %}\nOur motto is {{ motto }}.\n{% endif %}\nFine.\n", parameters="[motto]")
    assert words(resolved(tmp_path)) == ["Fine."]


def test_an_empty_list_leaves_no_gap_in_a_sentence(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause(tmp_path, "care", "You may use AI for {{ uses | listed }}.\n", parameters="[uses]")
    profile(tmp_path, "parameters: {uses: []}\n")
    assert refused(tmp_path) == (
        'clauses/about/care.md:9: error: "uses" is an empty list, which would leave a gap [not-set]\n'
        "  hint: give it an entry, or write {% if uses %} around it"
    )


@pytest.mark.parametrize(
    ("body", "used", "problem"),
    [
        ("{{ uses }}", "[uses]", '"uses" is a list, which is no text [not-text]\n  hint: use | listed, or a loop'),
        ("{{ tools.transcription }}", "[tools.transcription]", "is yes or no, which is no text [not-text]"),
        ("{% if days > uses %}x{% endif %}", "[days, uses]", "the text cannot be filled in: '>' not supported"),
    ],
)
def test_a_value_that_is_no_text_is_refused(tmp_path: Path, body: str, used: str, problem: str) -> None:
    tiny(tmp_path)
    clause(tmp_path, "care", f"{body}\n", parameters=used)
    assert problem in refused(tmp_path)


def test_every_value_that_cannot_be_printed_is_told_at_once(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause(tmp_path, "care", "{{ motto }}\n\n{{ uses }}\n", parameters="[motto, uses]")
    clause(tmp_path, "other", "{{ motto }}\n", parameters="[motto]")
    template(tmp_path, "care", "other")
    assert refused(tmp_path).count("error:") == 3


# Law and references --------------------------------------------------------------------------------------


def test_law_of_another_nation_is_refused_with_the_nations_it_has(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause(tmp_path, "care", "Under {{ law.foia }} you must answer.\n", law="[foia]")
    assert words(resolved(tmp_path)) == ["Under the Freedom of Information Act 2000 you must answer."]
    profile(tmp_path, nation="scotland", type="scottish")
    assert refused(tmp_path) == (
        'clauses/about/care.md:9: error: cites "foia", which is not law in Scotland [wrong-nation]\n'
        "  hint: it is law in england, wales, northern-ireland; test nation first, or use a term"
    )


@pytest.mark.parametrize(
    "body",
    [
        "{% if nation == 'scotland' %}{{ law.foisa }}{% else %}{{ law.foia }}{% endif %}",
        "{{ law.foisa if nation == 'scotland' else law.foia }}",
    ],
)
def test_law_may_be_chosen_by_the_nation(tmp_path: Path, body: str) -> None:
    tiny(tmp_path)
    clause(tmp_path, "care", f"Under {body}.\n", law="[foia, foisa]")
    assert words(resolved(tmp_path)) == ["Under the Freedom of Information Act 2000."]
    assert [entry.id for entry in resolved(tmp_path).law] == ["foia"]
    profile(tmp_path, nation="scotland", type="scottish")
    assert words(resolved(tmp_path)) == ["Under FOISA."]
    assert [entry.id for entry in resolved(tmp_path).law] == ["foisa"]


def test_the_wrong_law_of_a_choice_is_the_one_that_is_named(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause(tmp_path, "care", "Under {{ law.foia if nation == 'scotland' else law.foisa }}.\n", law="[foia, foisa]")
    assert 'cites "foisa", which is not law in England' in refused(tmp_path)


def test_a_term_that_a_nation_does_not_have_can_be_neither_printed_nor_tested(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause(tmp_path, "care", "Under {{ terms.welsh_law | capitalised }}.\n")
    assert '"terms.welsh_law" has no words for England [wrong-nation]\n  hint: test nation first' in refused(tmp_path)
    clause(tmp_path, "care", "{% if terms.welsh_law %}x{% endif %}\n")
    assert 'cannot be filled in: there is no "terms.welsh_law" in England [wrong-nation]' in refused(tmp_path)
    clause(tmp_path, "care", "{% if nation == 'wales' %}\nUnder {{ terms.welsh_law }}.\n{% endif %}\nFine.\n")
    assert words(resolved(tmp_path)) == ["Fine."]


def test_a_reference_to_a_clause_that_is_left_out_is_refused(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause(tmp_path, "care", "See {{ ref('other') }}.\n")
    clause(tmp_path, "other", level="optional")
    template(tmp_path, "care", "other")
    assert refused(tmp_path) == (
        'clauses/about/care.md:8: error: refers to "other", which is not in this document [absent-clause]\n'
        '  hint: put {% if included("…") %} around it, or include the clause'
    )
    clause(tmp_path, "care", "See{% if included('other') %} {{ ref('other') }}{% else %} nothing{% endif %}.\n")
    assert words(resolved(tmp_path)) == ["See nothing."]
    profile(tmp_path, "depth: full\n")
    assert words(resolved(tmp_path)) == ["See section 1.2."]
