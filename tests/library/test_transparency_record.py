"""The transparency record of one AI tool: the fields of the standard, what is open in them, and what cannot be said."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.coverage import cover
from policybuilder.document import block_text, clauses, unconfirmed
from policybuilder.errors import PolicyBuilderError
from policybuilder.library.library import Library, open_library
from policybuilder.library.workspace import Layer, Workspace, built_in_root, built_in_workspace
from policybuilder.resolution import documents_of, resolve
from tests.library.example_council import DEPTHS, GOVERNANCE, POLICY, TYPES, Council
from tests.library.test_every_council import a_council
from tests.some import one_in
from tests.web.visitor import opened
from tests.workspaces import write

RECORD = "transparency-record"
ANSWERED = {
    "record_tool": "Ask Example",
    "record_description": "It answers questions about bins. People need not wait for the telephone.",
    "record_kind": "generative",
    "record_phase": "in-use",
    "record_team": "Customer contact team",
    "record_owner": "Head of Customer Services",
    "record_supplier": "Chatter Works Ltd (01234567)",
    "record_supplier_part": "It supplies the tool and repairs it.",
    "record_procurement": "A call-off from a framework, until March 2028.",
    "record_scope": "Answers about bins and recycling, and nothing else.",
    "record_benefit": "Answers at any hour.",
    "record_before": "People rang, or searched the website.",
    "record_alternatives": "A better search, which people found too slow.",
    "record_part": "It answers first. An officer takes over when somebody asks.",
    "record_output": "An answer of a few sentences with its source.",
    "record_scale": "About 200 questions a week.",
    "record_decides": "none",
    "record_model": "A language model that the supplier names in its contract.",
    "record_tests": "300 real questions, of which 282 were answered rightly.",
    "record_development_data": "Public text, as far as the supplier says.",
    "record_operational_data": "The pages on bins, and what people ask.",
    "record_personal": "personal",
    "record_basis": "The task of collecting waste, which the law gives the council.",
    "record_left_out": "How the tool is protected from attacks",
}
TABLES = """\
  record_risks: [{risk: It names the wrong day, safeguard: It shows the page that it read}]
  record_assessments: [{assessment: Data protection impact assessment, outcome: May 2027. Go ahead}]
"""
TIERS = {
    "What the tool is": ("Name", "What it does, and why we use it", "Kind of AI", "Stage", "Whom to ask"),
    "Who answers for it": (
        "Organisation",
        "Team",
        "Senior responsible owner",
        "Supplier",
        "What the supplier does",
        "How it was bought",
        "What the supplier may do with our information",
    ),
    "What it is for": (
        "Which work it is for, and which not",
        "What should get better",
        "How the work was done before",
        "What else was considered",
    ),
    "How people decide with it": (
        "Its part in the work",
        "What it gives the people who use it",
        "How often, and for how many people",
        "Who decides",
        "What people learn before they use it",
        "How to ask for a review, or complain",
    ),
    "How it works": ("Model, version and method", "How it was tested, with what result", "How it is kept right"),
    "Information": (
        "Information it was made with",
        "Information it works with",
        "Information about people",
        "Why the law allows it",
        "Where it is kept",
    ),
    "Risks and safeguards": ("What could go wrong", "Assessments, and what came of each", "Equality assessment"),
}
"""The fields of the national standard in its order, as the record calls them: first tier 1, then tier 2."""


def answered(*without: str, **other: str) -> str:
    """Return the answers of a council that wrote its record, some left out and some other."""
    said = {name: value for name, value in (ANSWERED | other).items() if name not in without}
    return "parameters:\n" + "".join(f'  {name}: "{value}"\n' for name, value in said.items()) + TABLES


def record(root: Path, answers: str = "", nation: str = "england", depth: str = "standard") -> Council:
    return Council(root, answers, nation=nation, depth=depth, documents=(POLICY, GOVERNANCE, RECORD))


@pytest.mark.parametrize(("nation", "depth"), one_in(4, [(nation, depth) for nation in TYPES for depth in DEPTHS]))
def test_a_record_has_every_field_of_the_standard_in_its_order(tmp_path: Path, nation: str, depth: str) -> None:
    document = record(tmp_path, nation=nation, depth=depth).document(RECORD)
    found = {clause.title: "\n".join(map(block_text, clause.blocks)) for clause in clauses(document)}
    assert [section.title for section in document.sections] == ["In short", "In detail"]
    assert list(found) == ["About this record", *TIERS]
    for title, fields in TIERS.items():
        places = [found[title].find(field) for field in fields]
        assert -1 not in places, (title, fields)
        assert places == sorted(places), title


def test_what_nobody_answered_stands_open_and_what_is_answered_does_not(tmp_path: Path) -> None:
    left = {value.parameter for _, value in unconfirmed(record(tmp_path).document(RECORD))}
    assert set(ANSWERED) - {"record_left_out"} | {"record_risks", "record_assessments"} <= left
    whole = record(tmp_path, answered())
    assert not {value.parameter for _, value in unconfirmed(whole.document(RECORD))} & {*ANSWERED, "record_risks"}
    said = whole.text(RECORD)
    shown = [value for name, value in ANSWERED.items() if name not in ("record_kind", "record_phase", "record_decides")]
    assert [value for value in shown if value != "personal" and value not in said] == []
    assert "Generative AI" in said
    assert "In use" in said
    assert "No decision about a person" in said
    assert "It names the wrong day\tIt shows the page that it read" in said
    assert "because it would harm security or break the law: How the tool is protected from attacks." in said


@pytest.mark.parametrize("depth", one_in(3, DEPTHS))
def test_each_nation_reads_of_the_standard_or_the_register_that_is_its_own(tmp_path: Path, depth: str) -> None:
    said = {nation: record(tmp_path, nation=nation, depth=depth).text(RECORD, "record-about") for nation in TYPES}
    standard = "It has the order of the Algorithmic Transparency Recording Standard, which "
    assert standard + "is recommended for councils and not a duty on them." in said["england"]
    assert standard + "councils in Wales may follow if they choose. You can ask about it in Welsh" in said["wales"]
    assert standard + "councils in Northern Ireland may follow if they choose." in said["northern-ireland"]
    assert "enters the same facts in the Scottish AI Register" in said["scotland"]
    assert standard + "any council may follow." in said["scotland"]
    assert [nation for nation in said if "Scottish" in said[nation]] == ["scotland"]
    assert [nation for nation in said if "Welsh" in said[nation]] == ["wales"]


@pytest.mark.parametrize("nation", one_in(4, TYPES))
def test_a_record_promises_no_more_than_the_council_decided_on_publishing(tmp_path: Path, nation: str) -> None:
    for position, promise in (
        ("publish-all-in-scope", "The council publishes it"),
        ("publish-high-tier", "The council publishes it"),
        ("internal-format-only", "The council keeps it with its own AI register, and does not publish it yet."),
        ("not-yet", "The council has not decided yet whether to publish such records."),
    ):
        council = record(tmp_path, f"parameters: {{atrs_position: {position}}}\n", nation)
        about = council.text(RECORD, "record-about")
        assert promise in about, position
        assert ("publishes it" in about) == position.startswith("publish"), position
        by_when = "must publish it within a month of the first use"
        assert (by_when in about) == (position.startswith("publish") and nation != "scotland"), position
        assert ("enters the same facts" in about) == (position.startswith("publish") and nation == "scotland")


def test_the_policy_that_asks_for_records_names_the_one_that_is_there(tmp_path: Path) -> None:
    for nation, clause in (("england", "atrs"), ("scotland", "scottish-ai-register")):
        named = 'called "Transparency record of an AI tool"'
        assert named in record(tmp_path, nation=nation).text(GOVERNANCE, clause)
        assert named not in Council(tmp_path, nation=nation).text(GOVERNANCE, clause)


def test_who_decides_is_what_the_council_allows(tmp_path: Path) -> None:
    allowed = "risk: {has_high_risk_uses: true}\n" + answered(record_decides="automated")
    allowed += "  adm_position: permitted-with-safeguards\n"
    said = record(tmp_path, allowed).text(RECORD, "record-decisions")
    assert "The tool decides alone. We must tell whoever is affected. They may have their say" in said
    person = record(tmp_path, answered(record_decides="person")).text(RECORD, "record-decisions")
    assert "A person decides. They must first look at the facts, be free to decide otherwise" in person
    with pytest.raises(PolicyBuilderError, match="a person takes every significant decision, so no tool decides alone"):
        record(tmp_path, answered(record_decides="automated") + "  adm_position: none\n").document(RECORD)


def test_a_tool_without_personal_information_needs_no_reason_in_law_and_one_that_may_not_have_it_has_none(
    tmp_path: Path,
) -> None:
    without = record(tmp_path, answered(record_personal="none")).text(RECORD, "record-data")
    assert "Why the law allows it" not in without
    assert "Where it is kept" not in without
    never = "  personal_information_rule: never\n"
    with pytest.raises(PolicyBuilderError, match="no generative AI tool may have personal information"):
        record(tmp_path, answered() + never).document(RECORD)
    predicts = record(tmp_path, answered(record_kind="predictive") + never).text(RECORD)
    assert "AI that predicts" in predicts
    assert "How long prompts and answers are kept" not in predicts


def test_a_parish_sends_nobody_to_an_ombudsman_who_cannot_look(tmp_path: Path) -> None:
    council = a_council(tmp_path, "parish", "england", "essential", "")
    said = " ".join(block_text(block) for each in clauses(resolve(council, "example", RECORD)) for block in each.blocks)
    assert "a person must look again" in said
    assert "Ombudsman" not in said


def test_a_record_rests_on_law_that_was_read(tmp_path: Path) -> None:
    for nation in ("england", "wales", "northern-ireland"):
        law = record(tmp_path, nation=nation).document(RECORD).law
        assert "atrs" in {entry.id for entry in law}
        assert [entry.id for entry in law if not entry.verified] == []


def test_a_second_tool_has_a_record_of_its_own(tmp_path: Path) -> None:
    shipped = (built_in_root() / f"templates/{RECORD}.yaml").read_text(encoding="utf-8")
    write(tmp_path, "templates/scribe-record.yaml", shipped.replace(f"id: {RECORD}", "id: scribe-record"))
    council = "{name: Example Council, short_name: Example, nation: england, type: unitary}"
    own = "scribe-record: {parameters: {record_tool: Scribe}}"
    text = f"id: example\ncouncil: {council}\ndocuments: {{{RECORD}: {{}}, {own}}}\nparameters: {{record_tool: Ask}}\n"
    write(tmp_path, "profiles/example.yaml", text)
    library: Library = open_library(Workspace((Layer(tmp_path, ""), *built_in_workspace().layers), tmp_path))
    names = {
        id: block_text(
            next(each for each in clauses(resolve(library, "example", id)) if each.id == "record-overview").blocks[0]
        )
        for id in documents_of(library, "example")
    }
    assert "Name\tScribe" in names["scribe-record"]
    assert "Name\tAsk" in names[RECORD]


@pytest.mark.parametrize("nation", one_in(4, TYPES))
def test_a_council_with_a_record_answers_every_field_of_the_standard(tmp_path: Path, nation: str) -> None:
    (with_it,) = cover(record(tmp_path, nation=nation).library, "example", ["atrs-fields"]).frameworks
    (without,) = cover(Council(tmp_path, nation=nation).library, "example", ["atrs-fields"]).frameworks
    assert {item.status for item in with_it.items} == {"full"}
    (name,) = (item for item in without.items if item.id == "T1.1")
    assert name.status == "none"


def test_whoever_starts_a_council_may_choose_a_record_and_is_then_asked_for_its_fields(tmp_path: Path) -> None:
    visitor = opened(tmp_path)
    assert "Transparency record of an AI tool" in visitor.get("/new/YOR").text
    assert visitor.send("/new/YOR", documents=[RECORD], depth="standard").status_code == 302
    asked = visitor.get("/c/york/subject/openness").text
    assert "name of the tool that the record is for" in asked
    assert "No answer yet" in asked
