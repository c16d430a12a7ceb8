"""Coverage that a document prints of itself, through `document_coverage`."""

from __future__ import annotations

import re
from pathlib import Path

from policybuilder.document import Reference, Table, block_text, inlines_of
from policybuilder.labels import ENGLISH
from policybuilder.resolution import resolve
from policybuilder.resolution.elsewhere import Home, headings_there
from tests.coverage.made import FRAMEWORKS, small
from tests.library.example_council import Council
from tests.saying import said
from tests.workspaces import PARAMETERS, clause, library, profile, reference, template

ADOPTED = """\
  frameworks_adopted:
    {type: choices, group: use, question: Which frameworks?, ask: Head of Digital, label: frameworks, rationale: Usual.,
     default: [playbook], options: {playbook: The playbook, other: One that is not in the file}}
"""
MATRIX = """\
{% if frameworks_adopted %}
| Point | Answered? | Where |
| --- | --- | --- |
{% for row in document_coverage %}
| {{ row.item }}: {{ row.title }} | {{ row.status }} | {% if row.where %}{{ row.where }}{% else %}–{% endif %} |
{% endfor %}
{% endif %}
"""


def matrix(root: Path) -> Path:
    """Write the small workspace with an appendix that prints the coverage of the document."""
    small(root)
    reference(root, parameters=PARAMETERS + ADOPTED, frameworks=FRAMEWORKS)
    clause(root, "matrix", MATRIX, parameters="[frameworks_adopted]")
    clause(root, "fair", frameworks='{playbook: {P2/law: "Says more of it.", P2/fair: "Forbids bias."}}')
    template(root, "care", "buying", "fair", appendices="[matrix]")
    profile(root)
    return root


def test_a_row_for_each_item_says_how_it_stands_and_refers_to_what_answers_it(tmp_path: Path) -> None:
    document = resolve(library(matrix(tmp_path)), "riverton", "policy")
    (block,) = document.appendices[0].blocks
    assert isinstance(block, Table)
    assert block_text(block).splitlines()[1:] == [
        "P1: Know AI\tAnswered\tsection 1.1",
        "P2: Use it lawfully and fairly\tAnswered\tsection 1.1, section 1.2",
        "P3: Buy it well\tNot in this document\t–",
        "P4: Say where it is used\tNot in this document\t–",
        "P5: Stop it in time\tNot in this document\t–",
        "P6: Ask the public\tNot in this document\t–",
        "P7: Register it abroad\tBeyond a policy\t–",
        "P8: Train everyone\tNot in this document\t–",
        "P9: Watch the weather\tNot in this document\t–",
    ]
    referred = [inline.clause for inline in inlines_of(block) if isinstance(inline, Reference)]
    assert referred == ["care", "care", "fair"]


def test_another_document_is_named_once_for_its_headings() -> None:
    homes = [
        Home("AI policy", "Agents"),
        Home("AI policy", "Security"),
        Home("Plan", "Data"),
        Home("AI policy", "Agents"),
    ]
    assert headings_there(homes, ENGLISH) == '"Agents" and "Security" in the AI policy, "Data" in the Plan'
    assert headings_there([], ENGLISH) == ""


def test_a_document_that_stands_above_the_table_is_not_named_again() -> None:
    homes = [Home("AI policy", "Agents"), Home("AI policy", "Security")]
    assert headings_there(homes, ENGLISH, "AI policy") == '"Agents" and "Security"'
    assert headings_there(homes[:1], ENGLISH, "AI policy") == '"Agents"'
    assert headings_there([*homes, Home("Plan", "Data")], ENGLISH, "") == (
        '"Agents" and "Security" in the AI policy, "Data" in the Plan'
    )


def test_a_row_tells_what_stands_here_from_what_stands_in_the_other_policy(tmp_path: Path) -> None:
    council = Council(tmp_path, "parameters: {frameworks_adopted: [ai-playbook]}\n", depth="full")
    table = council.text("ai-governance-policy", "app-framework-matrix")
    assert table.count("AI use policy") == 1
    assert "A heading in quotation marks stands in the council's AI use policy." in table
    rows = [row for row in table.split("AI Playbook for the UK Government") if '"' in row]
    assert len(rows) > 5
    assert any(re.search(r'section \d+\.\d+; "[^"]+" and "[^"]+"$', row.strip()) for row in rows)


def test_a_council_with_one_policy_reads_of_no_headings_in_another(tmp_path: Path) -> None:
    answers = "parameters: {frameworks_adopted: [ai-playbook]}\n"
    council = Council(tmp_path, answers, depth="full", documents=("ai-governance-policy",))
    table = council.text("ai-governance-policy", "app-framework-matrix")
    assert "AI Playbook" in table
    assert "quotation marks" not in table


def test_a_part_that_is_missing_shows(tmp_path: Path) -> None:
    root = matrix(tmp_path)
    clause(root, "fair")
    (block,) = resolve(library(root), "riverton", "policy").appendices[0].blocks
    assert "P2: Use it lawfully and fairly\tAnswered in part\tsection 1.1" in block_text(block)


def test_a_council_that_works_to_no_framework_has_no_rows(tmp_path: Path) -> None:
    root = matrix(tmp_path)
    clause(root, "matrix", "{% if document_coverage %}Some.{% else %}None.{% endif %}\n")
    profile(root, "parameters: {frameworks_adopted: [other]}\n")
    (block,) = resolve(library(root), "riverton", "policy").appendices[0].blocks
    assert block_text(block) == "None."


def test_a_column_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    root = matrix(tmp_path)
    clause(root, "matrix", "{% for row in document_coverage %}{{ row.note }}{% endfor %}\n")
    assert 'unknown name "document_coverage.note"' in said(lambda: library(root).clause("matrix"))
