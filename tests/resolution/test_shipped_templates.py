"""The shipped document types: which clauses they hold, what they open with, and how long a staff guide is."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.checks.readability import reading_age
from policybuilder.document import Document, block_text, clauses, word_count
from policybuilder.library.library import Library, open_library
from policybuilder.library.new_profile import usual_documents
from policybuilder.library.vocabulary import DEPTHS
from policybuilder.library.workspace import Layer, Workspace, built_in_root, built_in_workspace
from policybuilder.resolution import resolve
from tests.some import one_in
from tests.workspaces import write

COUNCILS = ("riverton", "millbeck", "cwm-derwen", "strathlorne", "slievebrae")
SOCITM_HEADINGS = [
    "Purpose",
    "Use",
    "Governance",
    "Vendors",
    "Copyright",
    "Accuracy",
    "Confidentiality",
    "Social impact and equality",
    "Ethical use",
    "Disclosure",
    "Integration with other tools",
    "Risks",
    "Compliance",
    "Review",
    "Acknowledgement",
]
"""The sections of the Socitm and ALGIM sample policy, version 1 (clauses/frameworks.yaml, socitm-v1-attention)."""


@pytest.fixture(scope="module")
def shipped() -> Library:
    """The built-in library, with the illustrative councils as its profiles."""
    root = built_in_root()
    return open_library(Workspace((Layer(root, ""),), root))


def test_the_socitm_order_has_the_headings_of_the_sample_policy(shipped: Library) -> None:
    sections = shipped.template("generative-ai-policy-socitm").front.sections
    assert [section.title for section in sections] == SOCITM_HEADINGS


def test_the_socitm_order_holds_the_same_clauses_and_an_acknowledgement(shipped: Library) -> None:
    usual, socitm = (
        shipped.template(id).clause_ids() for id in ("generative-ai-policy", "generative-ai-policy-socitm")
    )
    assert sorted(socitm) == sorted([*usual, "acknowledgement"])


@pytest.mark.rest
def test_no_heading_of_the_sample_policy_is_without_an_answer_at_any_depth(tmp_path: Path) -> None:
    text = "id: town\ncouncil: {name: Town Council, short_name: Town, nation: england, type: district}\n"
    for depth in DEPTHS:
        profile = f"{text}depth: {depth}\ndocuments: {{generative-ai-policy-socitm: {{}}}}\n".replace("town", depth)
        write(tmp_path, f"profiles/{depth}.yaml", profile)
    here = open_library(Workspace((Layer(tmp_path, ""), *built_in_workspace().layers), tmp_path))
    for depth in DEPTHS:
        made = resolve(here, depth, "generative-ai-policy-socitm")
        assert [section.title for section in made.sections] == SOCITM_HEADINGS


@pytest.mark.rest
def test_a_council_changes_to_the_socitm_order_with_one_word_of_its_profile(shipped: Library, tmp_path: Path) -> None:
    text = (built_in_root() / "profiles/millbeck.yaml").read_text(encoding="utf-8")
    write(tmp_path, "profiles/millbeck.yaml", text.replace("  generative-ai-policy:", "  generative-ai-policy-socitm:"))
    here = open_library(Workspace((Layer(tmp_path, ""), *built_in_workspace().layers), tmp_path))
    usual, moved = (
        resolve(shipped, "millbeck", "generative-ai-policy"),
        resolve(here, "millbeck", "generative-ai-policy-socitm"),
    )
    assert [section.title for section in moved.sections] == SOCITM_HEADINGS
    more = {each.id for each in clauses(moved)} - {each.id for each in clauses(usual)}
    assert more == {"acknowledgement", "copyright-inputs", "copyright-outputs"}


@pytest.mark.parametrize("council", COUNCILS)
def test_the_staff_guide_is_short_and_opens_with_its_text(shipped: Library, council: str) -> None:
    guide = resolve(shipped, council, "staff-guide")
    assert guide.opening == "compact"
    assert 500 <= word_count(guide) <= 880  # more would not go on two pages


@pytest.mark.parametrize("council", COUNCILS)
def test_a_reader_of_thirteen_can_read_the_staff_guide(shipped: Library, council: str) -> None:
    assert reading_age(resolve(shipped, council, "staff-guide")) <= 13


@pytest.mark.parametrize("id", ["generative-ai-policy", "ai-governance-policy"])
@pytest.mark.parametrize("council", one_in(5, COUNCILS))
def test_a_policy_is_as_easy_to_read_as_its_template_promises(shipped: Library, council: str, id: str) -> None:
    promised = shipped.template(id).front.reading_age
    assert promised == 16
    assert reading_age(resolve(shipped, council, id)) <= promised


@pytest.mark.parametrize("council", COUNCILS)
def test_the_staff_guide_cites_no_law(shipped: Library, council: str) -> None:
    guide = resolve(shipped, council, "staff-guide")
    assert guide.law == ()


def test_the_staff_guide_says_what_the_council_decided(shipped: Library) -> None:
    def said(council: str) -> str:
        guide = resolve(shipped, council, "staff-guide")
        return "\n".join(block_text(block) for each in clauses(guide) for block in each.blocks)

    assert "Do not use a public tool, such as a free chatbot, for council work." in said("riverton")
    assert "Your line manager must first agree to the tool and the task." in said("strathlorne")
    assert "We have no AI tool for meetings yet." in said("slievebrae")
    assert "Someone fluent must check text in Welsh." in said("cwm-derwen")


# The short documents -------------------------------------------------------------------------------------------

SHORT = {
    "principles-statement": (350, 650),
    "policy-page": (220, 430),
    "leaders-briefing": (500, 760),
    "poster": (90, 175),
    "privacy-notice": (600, 1050),
    "team-statement": (300, 470),
    "transparency-record": (550, 800),
}
"""Words with which each goes on the pages that it promises: two, one, two, one, three, two and three."""


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The built-in library, with the illustrative councils naming every document."""
    root = tmp_path_factory.mktemp("short")
    for file in (built_in_root() / "profiles").glob("*.yaml"):
        own = "".join(f"  {id}: {{owner: Head of Digital, approver: the council}}\n" for id in SHORT)
        write(root, f"profiles/{file.name}", file.read_text().replace("\ndocuments:\n", f"\ndocuments:\n{own}", 1))
    return open_library(Workspace((Layer(root, ""), *built_in_workspace().layers), root))


def said_in(document: Document) -> str:
    return "\n".join(block_text(block) for each in clauses(document) for block in each.blocks)


@pytest.mark.parametrize("id", one_in(4, SHORT))
@pytest.mark.parametrize("council", COUNCILS)
def test_a_short_document_is_as_short_and_as_easy_as_it_promises(everything: Library, council: str, id: str) -> None:
    made = resolve(everything, council, id)
    least, most = SHORT[id]
    assert least <= word_count(made) <= most
    assert made.opening == "compact"
    assert reading_age(made) <= (everything.template(id).front.reading_age or 0)


def test_the_short_documents_say_what_each_council_decided(everything: Library) -> None:
    def said(council: str, id: str) -> str:
        return said_in(resolve(everything, council, id))

    assert "No free chatbots." in said("riverton", "poster")
    assert "once your manager agrees" in said("strathlorne", "poster")
    assert "Data and AI Board" in said("riverton", "leaders-briefing")
    assert "Scottish Public Services Ombudsman" in said("strathlorne", "principles-statement")
    assert "reported damp" in said("riverton", "leaders-briefing")
    assert "reported damp" not in said("slievebrae", "leaders-briefing")  # it has no homes of its own


def test_a_statement_of_principles_opens_with_what_ai_is_for_before_what_is_forbidden(everything: Library) -> None:
    statement = resolve(everything, "millbeck", "principles-statement")
    order = [each.id for each in clauses(statement)]
    assert order.index("statement-purpose") < order.index("statement-principles") < order.index("statement-limits")
    assert all(word in said_in(statement) for word in ("Public benefit", "Dignity", "Choice"))


def test_a_new_profile_has_a_short_document_only_on_request(shipped: Library) -> None:
    usual = usual_documents(shipped)
    assert not set(SHORT) & set(usual)
    assert {"generative-ai-policy", "ai-governance-policy", "staff-guide"} <= set(usual)


# What a policy of standard depth teaches -----------------------------------------------------------------------


def test_the_usual_policies_say_where_ai_fails_and_learn_from_pilots(shipped: Library) -> None:
    policy, governance = (
        said_in(resolve(shipped, "riverton", id)) for id in ("generative-ai-policy", "ai-governance-policy")
    )
    assert "It invents facts, sources and law, and sounds sure" in policy
    assert "It repeats an unfair past" in policy
    assert "which rule of this policy got in the way" in governance
    assert "must review the council's own information governance" in governance
    assert "which AI standards each product meets" in governance


@pytest.mark.parametrize("id", ["generative-ai-policy", "generative-ai-policy-socitm", "ai-governance-policy"])
def test_a_policy_says_what_ai_is_for_before_its_first_rule(shipped: Library, id: str) -> None:
    first = shipped.clause(shipped.template(id).clause_ids()[0])
    assert first.id == "purpose"
    assert "public benefit" in first.body
    assert "must" not in first.body.partition("This policy says")[0]
