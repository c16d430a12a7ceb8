"""The names that clauses may use: everything looked up when the clause is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.errors import Problems
from policybuilder.library.library import Library, open_library
from policybuilder.library.schema import LEVELS
from policybuilder.library.vocabulary import DEPTHS, levels_of, unguarded_references
from policybuilder.library.workspace import BUILT_IN, Layer, Workspace, built_in_root
from tests.saying import said
from tests.workspaces import PARAMETERS, clause, library, reference, write

TABLE = """\
  rows:
    {type: table, group: use, question: q, ask: a, label: l, default: [], rationale: r,
     columns: {name: Name, owner: Owner}}
"""


def a_library(root: Path, body: str, **front: str) -> Library:
    """Return a library with the clause `care`, and `other`, which it may refer to."""
    reference(root, parameters=PARAMETERS + TABLE)
    clause(root, "other")
    clause(root, "care", body, **front)
    return library(root)


def told(root: Path, body: str, **front: str) -> str:
    return said(lambda: a_library(root, body, **front).clause("care")).replace("clauses/about/care.md:", "")


EVERYTHING = """\
{{ council.name }} {{ council.short_name }} {{ council.possessive }} {{ nation }} {{ council_type }} {{ depth }}
{{ document.title }} {{ document.owner }} {{ document.review_date | date }} {{ document.law_as_at }}
{{ terms.access_act }} {{ law.foia }} {{ law["foisa"] }}
{% if functions.planning and not document.previously_approved %}{{ uses | listed }}{% endif %}
{% for row in rows %}{{ row.name }} {{ row.owner }}{% endfor %}
{% for entry in document_law %}{{ entry.title }} {{ entry.note }} {{ entry.as_at }} {{ entry.verified }}{% endfor %}
{% if included("other") %}{{ ref("other") }}{% endif %}
"""


def test_every_family_of_names_can_be_used(tmp_path: Path) -> None:
    lists = {"parameters": "[uses, rows, tools.agents]", "law": "[foia, foisa]", "frameworks": "{playbook: [P1]}"}
    assert told(tmp_path, EVERYTHING, applies_when="tools.agents != 'none'", **lists) == ""


DECLARE = "\n  hint: declare it in clauses/parameters.yaml"


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        (
            "Ask {{ contcat }}.",
            '8:8: error: unknown name "contcat" [unknown-name]\n'
            '  hint: did you mean "contact"? declare it in clauses/parameters.yaml',
        ),
        (
            "{{ terms.acces_act }}",
            '8:4: error: unknown term "terms.acces_act" [unknown-term]\n  hint: did you mean "terms.access_act"?',
        ),
        ("{{ law.foiaa }}", '8:4: error: unknown law "law.foiaa" [unknown-law]\n  hint: did you mean "law.foia"?'),
        (
            "{% if functions.planing %}x{% endif %}",
            '8:7: error: unknown function "functions.planing" [unknown-function]\n'
            '  hint: did you mean "functions.planning"?',
        ),
        (
            "{{ council.nam }}",
            '8:4: error: unknown name "council.nam" [unknown-name]\n'
            '  hint: did you mean "council.name"?',
        ),
        ("{{ loop.index }}", f'8:4: error: unknown name "loop.index" [unknown-name]{DECLARE}'),
        ("{{ nation.upper }}", f'8:4: error: unknown name "nation.upper" [unknown-name]{DECLARE}'),
        ("{{ request.application }}", f'8:4: error: unknown name "request.application" [unknown-name]{DECLARE}'),
        (
            "See {{ ref('othre') }}.",
            '8:8: error: unknown clause "othre" [unknown-clause]\n'
            '  hint: did you mean "other"? `policybuilder clauses` lists them',
        ),
        (
            "{% if included('othre') %}x{% endif %}",
            '8:7: error: unknown clause "othre" [unknown-clause]\n'
            '  hint: did you mean "other"? `policybuilder clauses` lists them',
        ),
        (
            "Ask {{ contact }}.",
            '8:8: error: "contact" is used and not listed [not-listed]\n'
            "  hint: add it to parameters: in the front matter",
        ),
        (
            "See {{ law.foia }}.",
            '8:8: error: "foia" is used and not listed [not-listed]\n  hint: add it to law: in the front matter',
        ),
        (
            "{% if nation == 'englnd' %}x{% endif %}",
            '8:18: error: "nation" is never "englnd" [unknown-choice]\n'
            '  hint: did you mean "england"? the choices are england, wales, scotland, northern-ireland',
        ),
        (
            "{% if 'xyz' == council_type %}x{% endif %}",
            '8:8: error: "council_type" is never "xyz" [unknown-choice]\n'
            "  hint: the choices are district, unitary, welsh, scottish, ni-district",
        ),
        (
            "{% if depth in ['essential', 'deep'] %}x{% endif %}",
            '8:18: error: "depth" is never "deep" [unknown-choice]\n  hint: the choices are essential, standard, full',
        ),
        (
            "{% for letter in nation %}{{ letter }}{% endfor %}",
            '8:18: error: "nation" is no list, so there is nothing to loop over [not-a-list]\n'
            "  hint: print it with {{ … }}",
        ),
    ],
)  # fmt: skip
def test_a_name_that_means_nothing_is_refused(tmp_path: Path, body: str, answer: str) -> None:
    assert told(tmp_path, body) == answer


@pytest.mark.parametrize(
    ("listed", "body", "answer"),
    [
        (
            "contact",
            "{% if contact %}x{% endif %}",
            '9:7: error: "contact" is required, so it may be unanswered: it can be printed, not tested '
            "[required-tested]\n  hint: give the parameter a default",
        ),
        (
            "tools.agents",
            "{% if tools.agents == 'pilots' %}x{% endif %}",
            '9:24: error: "tools.agents" is never "pilots" [unknown-choice]\n'
            '  hint: did you mean "pilot"? the choices are none, pilot, permitted',
        ),
        (
            "tools.transcription",
            "{% if tools.transcription == 'true' %}x{% endif %}",
            '9:31: error: "tools.transcription" is of the type boolean, never the text "true" [unknown-choice]\n'
            "  hint: test it with {% if tools.transcription %}",
        ),
        (
            "days",
            "{% if days == '30' %}x{% endif %}",
            '9:16: error: "days" is of the type integer, never the text "30" [unknown-choice]\n  hint: compare numbers',
        ),
        (
            "rows",
            "{% for row in rows %}{{ row.nam }}{% endfor %}",
            '9:25: error: "rows" has no column "nam" [unknown-column]\n'
            '  hint: did you mean "name"? its columns are name, owner',
        ),
        (
            "days",
            "{% for day in days %}{{ day }}{% endfor %}",
            '9:15: error: "days" is no list, so there is nothing to loop over [not-a-list]\n'
            "  hint: print it with {{ … }}",
        ),
    ],
)
def test_a_parameter_is_used_as_its_type_allows(tmp_path: Path, listed: str, body: str, answer: str) -> None:
    told_of = told(tmp_path, body, parameters=f"[{listed}]")
    assert told_of.split("\n9:")[0].split("\n7:")[0] == answer


@pytest.mark.parametrize(
    ("front", "answer"),
    [
        (
            {"parameters": "[contact, days]"},
            '7:23: error: "days" is listed under parameters and not used [not-used]\n  hint: remove it from the list',
        ),
        (
            {"parameters": "[contact, dayz]"},
            '7:23: error: unknown parameter "dayz" [unknown-parameter]\n  hint: did you mean "days"?',
        ),
        (
            {"parameters": "[contact, contact]"},
            '7:23: error: "contact" is listed twice [listed-twice]\n  hint: keep one of them',
        ),
        (
            {"parameters": "[contact]", "law": "[foiaa]"},
            '8:7: error: unknown law "foiaa" [unknown-law]\n  hint: did you mean "foia"?',
        ),
        (
            {"parameters": "[contact]", "requires": "[othre]"},
            '8:12: error: unknown clause "othre" [unknown-clause]\n  hint: did you mean "other"?',
        ),
        (
            {"parameters": "[contact]", "frameworks": "{playbok: [P1]}"},
            '8:14: error: unknown framework "playbok" [unknown-framework]\n  hint: did you mean "playbook"?',
        ),
        (
            {"parameters": "[contact]", "frameworks": "{playbook: [P9]}"},
            '8:25: error: "playbook" has no item "P9" [unknown-item]\n  hint: its items are P1, P2',
        ),
    ],
)
def test_the_front_matter_lists_what_is_used_and_nothing_else(
    tmp_path: Path, front: dict[str, str], answer: str
) -> None:
    assert told(tmp_path, "Ask {{ contact }}.\n", **front) == answer


def test_a_law_may_be_listed_without_being_named(tmp_path: Path) -> None:
    assert told(tmp_path, "You must take care.\n", law="[foia]") == ""


def test_a_condition_is_checked_like_the_body(tmp_path: Path) -> None:
    assert told(tmp_path, "x\n", applies_when="tools.agnets") == (
        '7:15: error: unknown name "tools.agnets" [unknown-name]\n'
        '  hint: did you mean "tools.agents"? declare it in clauses/parameters.yaml'
    )
    assert "is used and not listed" in told(tmp_path, "x\n", applies_when="tools.agents")
    assert "can be printed, not tested" in told(tmp_path, "x\n", applies_when="contact", parameters="[contact]")


def test_references_to_what_may_be_absent_are_found(tmp_path: Path) -> None:
    made = a_library(
        tmp_path, "{{ ref('other') }}\n\n{{ ref('care') }}{% if included('other') %}{{ ref('other') }}{% endif %}"
    )
    care = made.clause("care")
    assert [str(place) for place in unguarded_references(care, lambda _: False, {})] == ["clauses/about/care.md:8:4"]
    assert unguarded_references(care, lambda other: other == "other", {}) == []
    assert unguarded_references(care, lambda _: False, {"care": ["other"]}) == []


def test_a_depth_takes_the_levels_up_to_its_own() -> None:
    assert {depth: levels_of(depth) for depth in DEPTHS} == {
        "essential": ("mandatory",),
        "standard": ("mandatory", "recommended"),
        "full": LEVELS,
    }


def test_a_workspaces_own_decision_may_lack_a_choice_that_the_library_knows_by_now(tmp_path: Path) -> None:
    own = (
        "parameters:\n  covers_members: {type: choice, group: scope, question: How?, ask: a, label: l, rationale: r,\n"
        "    default: advisory, options: {advisory: Advice, 'no': Not covered}}\n"
    )
    write(tmp_path, "clauses/parameters.yaml", own)
    here = open_library(Workspace((Layer(tmp_path, ""), Layer(built_in_root(), BUILT_IN)), tmp_path))
    problems = Problems()
    here.vocabulary.check_clause(here.clause("scope-people"), problems)
    assert problems.found == []
