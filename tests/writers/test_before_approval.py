from __future__ import annotations

from policybuilder.document import Code, Reference, Table, block_text
from policybuilder.writers.before_approval import before_approval
from tests.builders import clause, control, document, law, paragraph, section, to_confirm

OWNER = to_confirm("the owner", "roles.digital")

OPEN = section(
    "about",
    clause("purpose", paragraph(["The ", OWNER, " decides."])),
    clause("scope", paragraph(["Ask the ", OWNER, " or the ", OWNER, "."]), number="1.2"),
)


def test_a_draft_with_nothing_open_has_no_end_sheet() -> None:
    assert before_approval(document(law=[law("dpa", "Data Protection Act 2018")])) == ()


def test_each_value_to_confirm_is_listed_once_with_every_place_and_its_parameter() -> None:
    appendix = clause("app-tools", paragraph(OWNER), number="A")
    lead, values = before_approval(document(OPEN, appendices=[appendix]))
    assert block_text(lead).endswith("Confirm each one before the policy is approved.")
    assert isinstance(values, Table)
    assert block_text(values) == (
        "Value\tWhere\tParameter\n[to confirm: the owner]\t1.1, 1.2, Appendix A\troles.digital"
    )
    what, where, parameter = values.rows[0]
    assert what.inlines == (OWNER,)
    assert where.inlines[0] == Reference("purpose", "1.1")
    assert parameter.inlines == (Code("roles.digital"),)


def test_a_value_of_the_control_table_is_listed_there() -> None:
    _, values = before_approval(document(control=control(approver=to_confirm("the approver", "document.approver"))))
    assert "[to confirm: the approver]\tDocument control\tdocument.approver" in block_text(values)


def test_law_that_is_not_verified_is_listed_for_legal() -> None:
    laws = [law("dpa", "Data Protection Act 2018"), law("foia", "FOI Act", check="whether prompts are held")]
    _, unverified = before_approval(document(law=laws))
    assert block_text(unverified) == "Law\tCheck with Legal\nFOI Act\twhether prompts are held"


def test_an_approved_policy_has_no_end_sheet() -> None:
    assert before_approval(document(OPEN, control=control(status="Approved"))) == ()
