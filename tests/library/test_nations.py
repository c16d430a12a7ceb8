"""Every clause in every nation: no law, officer or body of another nation, whatever a council chooses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from policybuilder.document import Document, block_text, clauses
from policybuilder.library.library import Library, open_library
from policybuilder.library.schema import NATIONS
from policybuilder.library.workspace import Layer, Workspace, built_in_root, built_in_workspace
from policybuilder.resolution import resolve
from tests.library.in_nation import InNation, every_fault, faults, foreign_words, without_own
from tests.some import one_in
from tests.workspaces import write

TYPES = {"england": "unitary", "wales": "welsh", "scotland": "scottish", "northern-ireland": "ni-district"}


@pytest.fixture(scope="module")
def shipped() -> Library:
    """The built-in library alone."""
    root = built_in_root()
    return open_library(Workspace((Layer(root, ""),), root))


@pytest.fixture(scope="module")
def of_nations(shipped: Library, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Document]]:
    """Every document of one profile with every tool and function, by nation; only the nation and type change."""
    root = tmp_path_factory.mktemp("nations")
    return {nation: documents(root, shipped, nation, "full") for nation in NATIONS}


EVERYTHING = """\
tools: {public_tools: with-approval, copilot_m365: true, copilot_chat: true, meeting_transcription: true,
  public_chatbot: true, coding_assistants: true, in_house_models: true, agents: permitted, iot: true}
structure: {has_elected_members: true, shared_services: true, companies: true}
governance: {ai_board: true}
risk: {has_high_risk_uses: true}
lgr: {status: merging}
"""


def documents(root: Path, shipped: Library, nation: str, depth: str) -> dict[str, Document]:
    """Return every document of a council of a nation, by document."""
    templates = list(shipped.template_files)
    council = f"{{name: Example Council, short_name: Example, nation: {nation}, type: {TYPES[nation]}}}"
    listed = f"documents: {{{', '.join(f'{id}: {{}}' for id in templates)}}}"
    head = f"id: {nation}\ncouncil: {council}\n{listed}\ndepth: {depth}\n"
    write(root, f"profiles/{nation}.yaml", head + EVERYTHING)
    here = open_library(Workspace((Layer(root, ""), *built_in_workspace().layers), root))
    return {id: resolve(here, nation, id) for id in templates}


def words_of(made: Mapping[str, Document]) -> str:
    """Return the text of every clause of some documents."""
    texts = (block_text(block) for each in made.values() for clause in clauses(each) for block in clause.blocks)
    return " ".join(" ".join(texts).split())


# Every clause ---------------------------------------------------------------------------------------------


@pytest.mark.rest
def test_no_clause_can_print_what_belongs_to_another_nation(shipped: Library) -> None:
    assert every_fault(shipped) == []


@pytest.mark.parametrize(
    ("body", "faulty"),
    one_in(
        4,
        [
            ("See {{ law.foia }}.", {"scotland: odd: prints law.foia", "scotland: odd: cites foia in words"}),
            ("{% if nation != 'scotland' %}See {{ law.foia }}.{% endif %}", set()),
            ("{% if nation == 'england' %}A{% elif roles %}{% else %}{{ law.foisa }}{% endif %}", None),
            ("{{ terms.housing_ombudsman if nation == 'england' else terms.ombudsman }} decides.", set()),
            (
                "{% if functions.adult_social_care %}{{ terms.social_care_regulators }}{% endif %}",
                set(),
            ),
            (
                "{{ terms.social_work_regulator }}",
                {"northern-ireland: odd: uses terms.social_work_regulator, which has no words there"},
            ),
            ("Ask the Monitoring Officer.", {'northern-ireland: odd: says "Monitoring Officer"'}),
            (
                "The section 151 officer agrees.",
                {
                    'scotland: odd: says "section 151"',
                    'northern-ireland: odd: says "section 151"',
                },
            ),
        ],
    ),
)
def test_what_a_clause_says_wrongly_is_found(
    tmp_path: Path, shipped: Library, body: str, faulty: set[str] | None
) -> None:
    if faulty is None:
        body, faulty = (
            body.replace("{% elif roles %}", "{% elif governance.ai_board %}B"),
            {
                f"{nation}: odd: {fault}"
                for nation in ("wales", "northern-ireland")
                for fault in (
                    "prints law.foisa",
                    "cites foisa in words",
                    'says "Freedom of Information (Scotland) Act 2002"',
                )
            },
        )
    front = "id: odd\ntitle: Odd\nversion: 1.0.0\nlevel: optional\n"
    names = [name for name in ("governance.ai_board",) if name in body]
    law = [name for name in ("foia", "foisa") if f"law.{name} " in body]
    front += f"parameters: [{', '.join(names)}]\nlaw: [{', '.join(law)}]\n"
    front += "changes: [{version: 1.0.0, date: 2026-11-22, kind: major, why: First version}]\n"
    write(tmp_path, "clauses/odd/odd.md", f"---\n{front}---\n{body}\n")
    here = open_library(Workspace((Layer(tmp_path, ""), *built_in_workspace().layers), tmp_path))
    source = {"odd": here.clause("odd")}
    found = {
        f"{nation}: {id}: {fault}"
        for nation in NATIONS
        for id in source
        for fault in faults(InNation(here, source, nation), id)
    }
    assert faulty <= found
    assert bool(faulty) == bool(found)


# Whole documents ------------------------------------------------------------------------------------------

SWITCHES = {
    "information rights": {
        "england": "the Freedom of Information Act 2000",
        "wales": "the Freedom of Information Act 2000",
        "scotland": "the Freedom of Information (Scotland) Act 2002",
        "northern-ireland": "the Freedom of Information Act 2000",
    },
    "environmental information": {
        "england": "the Environmental Information Regulations 2004",
        "wales": "the Environmental Information Regulations 2004",
        "scotland": "the Environmental Information (Scotland) Regulations 2004",
        "northern-ireland": "the Environmental Information Regulations 2004",
    },
    "ombudsman": {
        "england": "the Local Government and Social Care Ombudsman",
        "wales": "the Public Services Ombudsman for Wales",
        "scotland": "the Scottish Public Services Ombudsman",
        "northern-ireland": "the Northern Ireland Public Services Ombudsman",
    },
    "equality duty": {
        "england": "the public sector equality duty",
        "wales": "the public sector equality duty",
        "scotland": "the public sector equality duty",
        "northern-ireland": "the section 75 equality duty",
    },
    "surveillance": {
        "england": "the Regulation of Investigatory Powers Act 2000",
        "wales": "the Regulation of Investigatory Powers Act 2000",
        "scotland": "the Regulation of Investigatory Powers (Scotland) Act 2000",
        "northern-ireland": "the Regulation of Investigatory Powers Act 2000",
    },
    "procurement": {
        "england": "the Procurement Act 2023",
        "wales": "the Procurement Act 2023",
        "scotland": "the Procurement Reform (Scotland) Act 2014",
        "northern-ireland": "the Procurement Act 2023",
    },
    "hiding information": {
        "england": "section 77 of the Freedom of Information Act 2000",
        "wales": "section 77 of the Freedom of Information Act 2000",
        "scotland": "section 65 of the Freedom of Information (Scotland) Act 2002",
        "northern-ireland": "section 77 of the Freedom of Information Act 2000",
    },
    "access to meetings": {
        "england": "the Local Government Act 1972",
        "wales": "the Local Government Act 1972",
        "scotland": "the Local Government (Scotland) Act 1973",
        "northern-ireland": "the Local Government Act (Northern Ireland) 2014",
    },
    "finance officer": {
        "england": "Section 151 Officer",
        "wales": "Section 151 Officer",
        "scotland": "Section 95 Officer",
        "northern-ireland": "Chief Financial Officer",
    },
    "lead councillor": {
        "england": "Cabinet Member for Corporate Services",
        "wales": "Cabinet Member for Corporate Services",
        "scotland": "Convener of the Corporate Services Committee",
        "northern-ireland": "Chair of the Corporate Services Committee",
    },
    "councillors' conduct": {
        "england": "Standards Committee",
        "wales": "Public Services Ombudsman for Wales",
        "scotland": "Ethical Standards Commissioner",
        "northern-ireland": "Northern Ireland Local Government Commissioner for Standards",
    },
    "surveillance officer": {
        "england": "RIPA Senior Responsible Officer",
        "wales": "RIPA Senior Responsible Officer",
        "scotland": "RIP(S)A Senior Responsible Officer",
        "northern-ireland": "RIPA Senior Responsible Officer",
    },
}
"""What one profile prints when nothing in it changes but the nation (and the type, which belongs to a nation)."""


@pytest.mark.parametrize("nation", one_in(4, NATIONS))
def test_law_officers_and_bodies_switch_together(
    shipped: Library, of_nations: dict[str, dict[str, Document]], nation: str
) -> None:
    words = words_of(of_nations[nation])
    bare = without_own(words, shipped.reference, nation)
    for what, by_nation in SWITCHES.items():
        own = by_nation[nation]
        assert own in words, what
        others = set(by_nation.values()) - {own}
        assert [each for each in others if each in bare] == [], what


@pytest.mark.parametrize("nation", one_in(4, NATIONS))
def test_no_document_says_or_lists_what_belongs_to_another_nation(
    shipped: Library, of_nations: dict[str, dict[str, Document]], nation: str
) -> None:
    reference = shipped.reference
    pattern = foreign_words(reference, nation)
    for id, document in of_nations[nation].items():
        assert [entry.id for entry in document.law if nation not in reference.law[entry.id].nations] == [], id
        cited = {law for clause in clauses(document) for law in clause.provenance.law}
        assert [law for law in cited if nation not in reference.law[law].nations] == [], id
        words = without_own(words_of({id: document}), reference, nation)
        assert {match.group() for match in pattern.finditer(words)} == set(), id


def said_by(document: Document) -> set[str]:
    """Return the clauses of a document, and those that it leaves to another document of the council by name."""
    elsewhere = {omission.id for omission in document.omissions if omission.why == "elsewhere"}
    return {each.id for each in clauses(document)} | elsewhere


def test_wales_has_its_language_and_its_socio_economic_duty(of_nations: dict[str, dict[str, Document]]) -> None:
    for document in ("generative-ai-policy", "ai-governance-policy"):
        assert "welsh-language" in said_by(of_nations["wales"][document]), document
        assert "welsh-language" not in said_by(of_nations["england"][document]), document
    assert any(each.id == "welsh-language" for made in of_nations["wales"].values() for each in clauses(made))
    governance = {
        nation: {each.id for each in clauses(of_nations[nation]["ai-governance-policy"])} for nation in NATIONS
    }
    assert "socio-economic-duty" in governance["wales"] - governance["england"]
    assert "in Welsh and in English" in words_of(of_nations["wales"])
    assert "Welsh" not in words_of(of_nations["england"])


NOT_THERE = ("adult_social_care", "childrens_social_care", "education", "housing_landlord", "homelessness")
OTHER_BODIES_WORK = re.compile(r"[Ss]ocial care|[Ss]ocial worker|[Hh]omeless|[Cc]ouncil hous|[Cc]aldicott|[Pp]upils")


@pytest.mark.parametrize("depth", one_in(3, ["essential", "standard", "full"]))
def test_a_northern_ireland_district_gets_nothing_on_care_education_or_housing(
    tmp_path: Path, shipped: Library, of_nations: dict[str, dict[str, Document]], depth: str
) -> None:
    nation = "northern-ireland"
    made = of_nations[nation] if depth == "full" else documents(tmp_path, shipped, nation, depth)
    for id, document in made.items():
        for each in clauses(document):
            tested = set(re.findall(r"functions\.(\w+)", each.provenance.condition))
            assert not tested or tested - set(NOT_THERE), f"{id}: {each.id}"
        found = OTHER_BODIES_WORK.search(words_of({id: document}))
        assert found is None, f"{id}: {found}"
