"""The shipped library: each nation gets its own law, its own duties and its own clauses, and no other nation's."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from policybuilder.document import Document, block_text, clauses, unconfirmed
from policybuilder.document_json import dumps, loads
from policybuilder.errors import Problems
from policybuilder.library.body import read_body
from policybuilder.library.library import Library, open_library
from policybuilder.library.wording import wording
from policybuilder.library.workspace import Layer, Workspace, built_in_root, built_in_workspace
from policybuilder.resolution import documents_of, resolve
from policybuilder.resolution.anchors import amended_clause
from policybuilder.resolution.answers import answer
from policybuilder.resolution.case import case_of
from policybuilder.resolution.fill import Filler
from policybuilder.resolution.reading import read
from policybuilder.resolution.selection import select
from tests.resolution.reading import clause_of, ids, values
from tests.some import one_in
from tests.workspaces import write

NATIONS = {
    "england": "london-borough",
    "wales": "welsh",
    "scotland": "scottish",
    "northern-ireland": "ni-district",
}
ILLUSTRATIVE = ("riverton", "millbeck", "cwm-derwen", "strathlorne", "slievebrae")
EVERYTHING = """\
depth: full
tools:
  public_tools: with-approval
  copilot_m365: true
  copilot_chat: true
  meeting_transcription: true
  public_chatbot: true
  coding_assistants: true
  in_house_models: true
  agents: permitted
  iot: true
structure: {has_elected_members: true, shared_services: true, companies: true}
governance: {ai_board: true}
risk: {has_high_risk_uses: true}
lgr: {status: merging}
"""


@pytest.fixture(scope="module")
def shipped() -> Library:
    """The built-in library, with the illustrative councils as its profiles."""
    root = built_in_root()
    return open_library(Workspace((Layer(root, ""),), root))


@pytest.fixture(scope="module")
def of_nations(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    """The longest generative-AI policy of a council of each nation."""
    root = tmp_path_factory.mktemp("nations")
    for nation, type in NATIONS.items():
        council = f"{{name: Example Council, short_name: Example, nation: {nation}, type: {type}}}"
        head = f"id: {nation}\ncouncil: {council}\ndocuments: {{generative-ai-policy: {{}}}}\n"
        write(root, f"profiles/{nation}.yaml", head + EVERYTHING)
    here = open_library(Workspace((Layer(root, ""), *built_in_workspace().layers), root))
    return {nation: resolve(here, nation, "generative-ai-policy") for nation in NATIONS}


@cache
def _words(document: Document) -> str:
    return "\n".join(block_text(block) for each in clauses(document) for block in each.blocks)


@pytest.mark.rest
def test_a_northern_ireland_district_never_gets_social_care_clauses(of_nations: dict[str, Document]) -> None:
    about_care = {each.id for each in clauses(of_nations["england"]) if "social_care" in each.provenance.condition}
    assert about_care == {"social-care-records", "caldicott-role", "health-and-care-information"}
    assert not about_care & set(ids(of_nations["northern-ireland"]))
    assert "social care" not in _words(of_nations["northern-ireland"]).lower()


@pytest.mark.rest
def test_scotland_cites_its_own_freedom_of_information_act(of_nations: dict[str, Document]) -> None:
    words = _words(of_nations["scotland"])
    assert "Freedom of Information (Scotland) Act 2002" in words
    assert "Freedom of Information Act 2000" not in words
    assert "Freedom of Information Act 2000" not in {entry.title for entry in of_nations["scotland"].law}


@pytest.mark.parametrize("nation", ["england", "wales", "northern-ireland"])
def test_the_other_nations_cite_the_act_of_2000(of_nations: dict[str, Document], nation: str) -> None:
    words = _words(of_nations[nation])
    assert "Freedom of Information Act 2000" in words
    assert "(Scotland)" not in words


def test_wales_alone_gets_the_duty_to_the_welsh_language(of_nations: dict[str, Document]) -> None:
    having = {nation for nation, document in of_nations.items() if "welsh-language" in ids(document)}
    assert having == {"wales"}
    assert "Welsh" in "\n".join(map(block_text, clause_of(of_nations["wales"], "welsh-language").blocks))


@pytest.mark.parametrize("nation", one_in(4, NATIONS))
def test_no_document_cites_law_of_another_nation(
    of_nations: dict[str, Document], shipped: Library, nation: str
) -> None:
    document, known = of_nations[nation], shipped.reference.law
    assert document.law
    assert [entry.id for entry in document.law if nation not in known[entry.id].nations] == []
    own = [entry.cite for entry in known.values() if nation in entry.nations]
    foreign = [entry.cite for entry in known.values() if nation not in entry.nations]
    unmistakable = [cite for cite in foreign if not any(cite in mine for mine in own)]
    assert unmistakable
    assert [cite for cite in unmistakable if cite in _words(document)] == []


@pytest.mark.parametrize("nation", NATIONS)
def test_every_law_that_a_clause_rests_on_is_in_the_documents_list(
    of_nations: dict[str, Document], nation: str
) -> None:
    document = of_nations[nation]
    listed = {entry.id for entry in document.law}
    assert {id for each in clauses(document) for id in each.provenance.law} == listed


@pytest.mark.parametrize("id", one_in(5, ILLUSTRATIVE))
def test_the_illustrative_councils_say_so_and_their_json_gives_them_back(shipped: Library, id: str) -> None:
    document = resolve(shipped, id, "generative-ai-policy")
    assert document.council.illustrative
    assert loads(dumps(document)) == document


def test_every_profile_that_ships_is_one_that_is_tested() -> None:
    councils = {path.stem for path in Path(built_in_root(), "profiles").glob("*.yaml")}
    assert councils == {*ILLUSTRATIVE, "london-ai-alliance"}


def test_no_table_of_a_shipped_policy_has_an_empty_row(of_nations: dict[str, Document]) -> None:
    for document in of_nations.values():
        for each in clauses(document):
            for block in each.blocks:
                assert not [line for line in block_text(block).splitlines() if line and not line.strip()], each.id


@pytest.mark.rest
def test_every_paragraph_of_the_shipped_clauses_can_be_anchored_at(shipped: Library) -> None:
    """Its words stand once in the clause, and what is printed of it is found again in the document."""
    for id in shipped.clause_files:
        found = Counter(wording(each.source) for each in read_body(shipped.clause(id).body).stretches)
        assert [words for words, times in found.items() if times > 1] == [], id
    for document in documents_of(shipped, "riverton"):
        answers = answer(case_of(shipped, "riverton", document))
        selection = select(answers)
        ids = [item.source.id for item in selection.selected()]
        filler = Filler(answers, ids, (), None, Problems())
        for item in selection.selected():
            source = item.source
            blocks = read(filler.fill(source.analysis, source.file, 1), source.file, 1, filler.problems)
            assert amended_clause(source, filler, blocks) is not None, source.id


# Facts about councils ------------------------------------------------------------------------------------


def test_every_default_that_names_a_post_is_a_fact_and_so_are_boards_courses_unions_and_policies(
    shipped: Library,
) -> None:
    known = shipped.reference.parameters
    posts = {name for name, parameter in known.items() if parameter.type == "role" and not parameter.required}
    assert len(posts) > 25
    named = posts | {
        "ai_board_name",
        "ai_board_reports_to",
        "audit_committee",
        "lead_member_portfolio",
        "standards_committee",
        "recognised_unions",
        "related_policies",
        "whistleblowing_policy_name",
        "disciplinary_policy_name",
        "training_module_name",
        "approved_tools",
        "approval_matrix",
    }
    assert {name for name in named if not known[name].fact} == set()


@pytest.mark.parametrize("id", one_in(5, ILLUSTRATIVE))
def test_the_illustrative_councils_answered_or_kept_everything_that_their_documents_print(
    shipped: Library, id: str
) -> None:
    for document in documents_of(shipped, id):
        made = resolve(shipped, id, document, final=True)
        assert (made.questions, unconfirmed(made)) == ((), ())
        uses = {use.name: use for clause in clauses(made) for use in clause.provenance.parameters}
        printed = {value.parameter for clause in clauses(made) for value in values(made, clause.id)}
        unseen = {name for name, use in uses.items() if use.state == "never looked at"}
        assert unseen & (printed | {name.partition(".")[0] for name in printed}) == set()


def test_a_member_of_the_alliance_is_told_what_its_base_kept(shipped: Library) -> None:
    made = resolve(shipped, "riverton", "ai-governance-policy")
    uses = {use.name: use for clause in clauses(made) for use in clause.provenance.parameters}
    assert str(uses["roles.dpo"].origin) == "default, kept by base london-ai-alliance"
    assert uses["roles.dpo"].source.startswith("profiles/london-ai-alliance.yaml:")
    assert {use.state for use in uses.values()} >= {"decided", "kept"}


@pytest.mark.parametrize("nation", NATIONS)
def test_a_council_that_looked_at_nothing_has_each_fact_as_an_open_question(
    of_nations: dict[str, Document], nation: str
) -> None:
    made = of_nations[nation]
    guesses = {question.parameter for question in made.questions if question.guess}
    assert {"roles.dpo", "roles.siro", "ai_board_name", "whistleblowing_policy_name", "training_module_name"} <= guesses
    assert all(question.question and question.ask for question in made.questions)
