"""What law.yaml promises: what was read and as at when, what was not, and that no clause says more."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from policybuilder.document import Document, Table, Value, clauses, inlines_of, plain_text
from policybuilder.library.library import Library, open_library
from policybuilder.library.schema import LawModel
from policybuilder.library.workspace import Layer, Workspace, built_in_root, built_in_workspace
from policybuilder.resolution import resolve
from tests.some import one_in
from tests.workspaces import write

NEWEST_READ = date(2026, 9, 30)
"""Nothing newer was read, as the head of law.yaml says."""
NATION_IN_TITLE = {"(Scotland)": "scotland", "(Wales)": "wales", "(Northern Ireland)": "northern-ireland"}
STATES = (
    r"(?:\| capitalised )?\}\} (?:also |then )?"
    r"(?:requires?|forbids?|allows?|makes?|gives?|protects?|lets?|says?|reminds?|means|adds?|asks?|was|has|must)\b"
)


@pytest.fixture(scope="module")
def shipped() -> Library:
    """The built-in library alone."""
    root = built_in_root()
    return open_library(Workspace((Layer(root, ""),), root))


@pytest.fixture(scope="module")
def law(shipped: Library) -> dict[str, LawModel]:
    return dict(shipped.reference.law)


def test_what_was_read_names_its_source_and_what_was_read(law: dict[str, LawModel]) -> None:
    read = {id: entry for id, entry in law.items() if entry.verified}
    assert [id for id, entry in read.items() if not re.search(r"https?://", entry.source)] == []
    assert [id for id, entry in read.items() if len((entry.read or "").split()) < 4] == []
    assert [id for id, entry in read.items() if entry.check] == []


def test_what_was_read_is_as_at_the_day_of_the_text_and_never_of_the_reading(law: dict[str, LawModel]) -> None:
    assert [id for id, entry in law.items() if entry.verified and entry.as_at > NEWEST_READ] == []


def test_what_was_not_read_says_what_and_claims_no_reading(law: dict[str, LawModel]) -> None:
    unread = {id: entry for id, entry in law.items() if not entry.verified}
    assert [id for id, entry in unread.items() if len((entry.check or "").split()) < 6] == []
    assert [id for id, entry in unread.items() if entry.read] == []


def test_an_entry_is_one_law_so_that_its_note_and_what_was_read_speak_of_it(law: dict[str, LawModel]) -> None:
    assert [id for id, entry in law.items() if re.search(r"\b\d{4} and [A-Z]", entry.title)] == []


def test_a_law_of_one_nation_is_given_to_that_nation_alone(law: dict[str, LawModel]) -> None:
    wrong = [
        id
        for id, entry in law.items()
        for words, nation in NATION_IN_TITLE.items()
        if words in entry.title and entry.nations != [nation]
    ]
    assert wrong == []
    assert law["osa"].nations == law["ripa-32a"].nations == ["england", "wales"]
    assert law["openness-2014-7"].nations == ["england"]


def test_no_clause_states_as_law_what_was_not_read(shipped: Library, law: dict[str, LawModel]) -> None:
    said = []
    for id, file in shipped.clause_files.items():
        text = file.text()
        for name in (name for name, entry in law.items() if not entry.verified):
            cited = rf'\{{\{{ law(?:\["{re.escape(name)}"\]|\.{re.escape(name)}) '
            said += [(id, match.group()) for match in re.finditer(cited + STATES, text)]
    assert said == []


def drafted(root: Path, nation: str, kind: str, depth: str, parameters: str = "") -> dict[str, Document]:
    """Return both policies of a council that answered nothing else, as the built-in library makes them."""
    documents = "{generative-ai-policy: {}, ai-governance-policy: {}}"
    council = f"{{name: Example Council, short_name: Example, nation: {nation}, type: {kind}}}"
    text = f"id: example\ncouncil: {council}\ndocuments: {documents}\ndepth: {depth}\n{parameters}"
    write(root, "profiles/example.yaml", text)
    library = open_library(Workspace((Layer(root, ""), *built_in_workspace().layers), root))
    return {id: resolve(library, "example", id) for id in ("generative-ai-policy", "ai-governance-policy")}


@pytest.mark.parametrize(
    ("nation", "kind"),
    one_in(
        4, [("england", "district"), ("england", "unitary"), ("wales", "welsh"), ("northern-ireland", "ni-district")]
    ),
)
def test_a_fresh_draft_leaves_at_most_six_laws_to_check(tmp_path: Path, nation: str, kind: str) -> None:
    for id, document in drafted(tmp_path, nation, kind, "standard").items():
        open_law = [entry.id for entry in document.law if entry.state == "unchecked"]
        assert len(open_law) <= 6, (id, open_law)


def test_the_list_of_law_gives_an_act_the_first_and_the_last_day_of_what_it_stands_for(tmp_path: Path) -> None:
    documents = drafted(tmp_path, "england", "district", "standard")
    found = {entry.id: entry for entry in documents["generative-ai-policy"].law}
    assert found["cdpa-93"].as_at < found["cdpa"].as_at
    rows = list_of_law(documents["generative-ai-policy"])
    assert rows["Copyright, Designs and Patents Act 1988"] == "15 November 1988 to 1 June 2014"
    # Articles 37 to 39 were not read, and the governance policy says so.
    assert list_of_law(documents["ai-governance-policy"])["UK General Data Protection Regulation"] == (
        "1 January 2021 to 19 June 2026. To be checked: UK GDPR Articles 37 to 39"
    )


def test_users_read_which_law_a_policy_rests_on_and_those_who_decide_what_for(tmp_path: Path) -> None:
    both = drafted(tmp_path, "england", "district", "standard")
    heads = {}
    for id, document in both.items():
        (clause,) = (each for each in clauses(document) if each.id == "legal-framework-list")
        (table,) = (block for block in clause.blocks if isinstance(block, Table))
        heads[id] = [plain_text(cell.inlines) for cell in table.header]
    assert heads["generative-ai-policy"] == ["Law or guidance", "Text as at"]
    assert heads["ai-governance-policy"] == ["Law or guidance", "What this policy relies on it for", "Text as at"]


def list_of_law(document: Document) -> dict[str, str]:
    """Return the last cell of each row of the list of law, by the name that the first begins with."""
    (clause,) = (each for each in clauses(document) if each.id == "legal-framework-list")
    (table,) = (block for block in clause.blocks if isinstance(block, Table))
    return {plain_text(row[0].inlines[:1]): plain_text(row[-1].inlines) for row in table.rows}


def test_the_control_table_says_between_which_days_the_law_was_read(tmp_path: Path) -> None:
    document = drafted(tmp_path, "england", "district", "standard")["generative-ai-policy"]
    read = sorted(entry.as_at for entry in document.law if entry.verified)
    said = document.control_text("law_as_at")
    assert re.fullmatch(r"\d+ \w+ \d{4} to \d+ \w+ \d{4} \(oldest and newest text\)", said)
    assert document.control_day("law_as_at") == read[0]
    assert read[0] < read[-1] <= NEWEST_READ.isoformat()


def printed_law(document: Document, library: Library, nation: str) -> dict[str, set[str]]:
    """Return the law that each clause names in print, itself or by a word of the nation, or lists and never names.

    The list of law is left out: it rests on what all the others do.
    """
    found = {}
    for clause in clauses(document):
        values = {each.parameter for block in clause.blocks for each in inlines_of(block) if isinstance(each, Value)}
        names = {name for value in values for name in value.split(", ")}
        terms = [library.reference.terms[name[6:]].law.get(nation, ()) for name in names if name.startswith("terms.")]
        source = library.clause(clause.id)
        unnamed = {id for id in source.front.law if f"law.{id}" not in source.analysis.paths()}
        here = {id for id in unnamed if nation in library.reference.law[id].nations}
        found[clause.id] = {name[4:] for name in names if name.startswith("law.")}.union(here, *terms)
    return {id: law for id, law in found.items() if id != "legal-framework-list"}


@pytest.mark.parametrize(
    ("nation", "kind", "depth", "parameters"),
    one_in(
        4,
        [
            ("england", "parish", "full", ""),
            ("england", "unitary", "essential", ""),
            ("england", "unitary", "full", "parameters: {adm_position: permitted-with-safeguards}\n"),
            ("england", "district", "standard", "parameters: {personal_information_rule: never}\n"),
            ("wales", "welsh", "standard", ""),
            ("scotland", "scottish", "essential", "lgr: {status: merging}\n"),
            ("scotland", "scottish", "full", ""),
            ("northern-ireland", "ni-district", "standard", ""),
            ("northern-ireland", "ni-district", "full", "tools: {meeting_transcription: true}\n"),
        ],
    ),
)
def test_a_clause_rests_on_exactly_the_law_that_it_prints(
    tmp_path: Path, shipped: Library, nation: str, kind: str, depth: str, parameters: str
) -> None:
    for id, document in drafted(tmp_path, nation, kind, depth, parameters).items():
        printed = printed_law(document, shipped, nation)
        cited = {clause.id: set(clause.provenance.law) for clause in clauses(document) if clause.id in printed}
        assert cited == printed, id
        relied_on = {law for laws in printed.values() for law in laws}
        assert relied_on <= {entry.id for entry in document.law}


def test_the_list_of_law_leaves_out_what_a_branch_not_taken_names(tmp_path: Path) -> None:
    parish = drafted(tmp_path / "parish", "england", "parish", "standard")["ai-governance-policy"]
    unitary = drafted(tmp_path / "unitary", "england", "unitary", "standard")["ai-governance-policy"]
    assert "Local Government Act 1974" not in " ".join(list_of_law(parish))
    assert "Local Government Act 1974" in " ".join(list_of_law(unitary))
    assert "dpa-s7-parish" in {entry.id for entry in parish.law}
    assert "dpa-s7-parish" not in {entry.id for entry in unitary.law}


def test_the_councils_own_words_rest_on_the_law_of_the_branch_that_is_printed(tmp_path: Path) -> None:
    words = '{% if nation == "wales" %}{{ law["socio-economic"] }}{% else %}{{ law["pida-1998"] }}{% endif %} counts.'
    amend = f"{{clause: kinds-of-ai, place: append, base: 1.0.2, reason: Asked for., text: '{words}'}}"
    for nation, kind, rests_on in (("england", "unitary", "pida-1998"), ("wales", "welsh", "socio-economic")):
        root = tmp_path / nation
        council = f"{{name: Example Council, short_name: Example, nation: {nation}, type: {kind}}}"
        text = f"id: example\ncouncil: {council}\ndocuments: {{generative-ai-policy: {{amend: [{amend}]}}}}\n"
        write(root, "profiles/example.yaml", text)
        library = open_library(Workspace((Layer(root, ""), *built_in_workspace().layers), root))
        document = resolve(library, "example", "generative-ai-policy")
        (clause,) = (each for each in clauses(document) if each.id == "kinds-of-ai")
        assert clause.provenance.law == (rests_on,)
