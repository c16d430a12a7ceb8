"""The whole line: a library, a template and a profile become one document that knows where everything came from."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from policybuilder.document import Amendment, Change, Council, Origin, ParameterUse, Provenance, unconfirmed
from policybuilder.document_json import dumps, loads
from tests.resolution.reading import clause_of, refused, resolved, words
from tests.workspaces import base, clause, profile, template, tiny, write

CHANGES = (
    "[{version: 1.1.0, date: 2026-11-23, kind: minor, why: Clearer}, "
    "{version: 1.0.0, date: 2026-11-22, kind: major, why: First version}]"
)


def test_a_clause_knows_everything_it_was_made_of(tmp_path: Path) -> None:
    tiny(tmp_path)
    file = clause(
        tmp_path,
        "care",
        "Keep it {{ days }} days, under {{ terms.access_act }}.\n",
        version="1.1.0",
        changes=CHANGES,
        level="recommended",
        parameters="[days, tools.agents]",
        applies_when="tools.agents == 'pilot'",
    )
    base(tmp_path, "tools:\n  agents: pilot\n")
    amend = "{clause: care, place: append, base: 1.0.0, reason: Asked for, text: Own.}"
    profile(tmp_path, "extends: [alliance]\n", documents=f"{{policy: {{amend: [{amend}]}}}}")
    assert clause_of(resolved(tmp_path), "care").provenance == Provenance(
        version="1.1.0",
        content_hash=hashlib.sha256(file.read_bytes()).hexdigest(),
        level="recommended",
        source="clauses/about/care.md",
        origin="template",
        origin_source="templates/policy.yaml:6:52",
        condition="tools.agents == 'pilot'",
        parameters=(
            ParameterUse("days", "30", Origin("default"), "clauses/parameters.yaml:6:3", "never looked at"),
            ParameterUse("tools.agents", "pilot", Origin("base", "alliance"), "profiles/alliance.yaml:4:3", "decided"),
        ),
        amendments=(
            Amendment("append", 0, "1.0.0", "Asked for", "profiles/riverton.yaml:3:30", "Own.", text_printed="Own."),
        ),
        law=("foia",),
        changes=(
            Change("1.1.0", "2026-11-23", "minor", "Clearer"),
            Change("1.0.0", "2026-11-22", "major", "First version"),
        ),
        topic="about",
    )


def test_the_hash_of_a_clause_is_the_same_on_every_system(tmp_path: Path) -> None:
    file = clause(tiny(tmp_path), "care", "One.\n\nTwo.\n")
    before = clause_of(resolved(tmp_path), "care").provenance.content_hash
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert clause_of(resolved(tmp_path), "care").provenance.content_hash == before
    file.write_bytes(file.read_bytes() + b"More.\r\n")
    assert clause_of(resolved(tmp_path), "care").provenance.content_hash != before


def test_a_document_knows_its_council_its_template_and_its_shell(tmp_path: Path) -> None:
    tiny(tmp_path)
    document = resolved(tmp_path)
    assert document.council == Council("Riverton Council", "Riverton", "england", "district", illustrative=False)
    assert (document.id, document.title, document.profile) == ("policy", "AI policy", "riverton")
    assert (document.template, document.template_version, document.language) == ("policy", "1.0.0", "en-GB")
    assert (document.stage, document.shell) == ("draft", "word/policy.docx")


def test_the_shell_is_the_documents_then_the_profiles_then_the_templates(tmp_path: Path) -> None:
    tiny(tmp_path)
    profile(tmp_path, "word_shell: word/own.docx\n")
    assert resolved(tmp_path).shell == "word/own.docx"
    profile(tmp_path, "word_shell: word/own.docx\n", documents="{policy: {word_shell: word/other.docx}}")
    assert resolved(tmp_path).shell == "word/other.docx"


def test_an_illustrative_council_is_known_as_such(tmp_path: Path) -> None:
    tiny(tmp_path)
    profile(tmp_path, "illustrative: true\n")
    assert resolved(tmp_path).council.illustrative


def test_the_law_is_what_the_clauses_that_are_in_rest_on_in_title_order(tmp_path: Path) -> None:
    tiny(tmp_path)
    more = (
        "act-b: {title: B Act, cite: B, note: B., nations: [england], as_at: 2026-01-02, source: x, verified: yes}\n"
        "act-a: {title: A Act, cite: A, note: A., nations: [england], as_at: 2026-03-04, source: x, verified: yes}\n"
    )
    write(tmp_path, "clauses/law.yaml", (tmp_path / "clauses/law.yaml").read_text() + more)
    listed = "{% for entry in document_law %}{{ entry.title }} {% endfor %}"
    clause(tmp_path, "care", f"Under {{{{ law['act-b'] }}}} and {{{{ terms.access_act }}}}. {listed}\n", law="[act-b]")
    clause(tmp_path, "out", "Under {{ law['act-a'] }}.\n", law="[act-a]", level="optional")
    template(tmp_path, "care", "out")
    document = resolved(tmp_path)
    assert [entry.title for entry in document.law] == ["B Act", "Freedom of Information Act 2000"]
    assert [(entry.verified, entry.check) for entry in document.law] == [(True, ""), (False, "All")]
    assert document.control_text("law_as_at") == "2 January 2026"
    assert document.control_day("law_as_at") == "2026-01-02"
    assert document.control_day("owner") == ""


def test_a_document_rests_on_the_law_of_a_term_only_where_it_prints_the_term(tmp_path: Path) -> None:
    tiny(tmp_path)
    body = "Take care.{% if depth == 'full' %} Requests come under {{ terms.access_act }}.{% endif %}\n"
    clause(tmp_path, "care", body)
    template(tmp_path, "care")
    assert resolved(tmp_path).law == ()
    profile(tmp_path, "depth: full\n")
    (entry,) = resolved(tmp_path).law
    assert (entry.id, entry.named_by) == ("foia", ("terms.access_act",))


def test_a_document_rests_on_what_a_clause_lists_only_where_it_prints_the_name(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause(tmp_path, "care", "Take care.{% if depth == 'full' %} See {{ law['foia'] }}.{% endif %}\n", law="[foia]")
    template(tmp_path, "care")
    assert resolved(tmp_path).law == ()
    profile(tmp_path, "depth: full\n")
    assert [entry.id for entry in resolved(tmp_path).law] == ["foia"]


def test_a_document_rests_on_law_that_a_clause_lists_and_its_words_do_not_name(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause(tmp_path, "care", "Take care.\n", law="[foia]")
    template(tmp_path, "care")
    assert [entry.id for entry in resolved(tmp_path).law] == ["foia"]


def test_a_clause_may_list_the_law_that_the_document_rests_on(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause(tmp_path, "care", "Under {{ terms.access_act }}.\n")
    clause(
        tmp_path,
        "list",
        "{% for law in document_law %}\n- {{ law.title }}{% if not law.verified %} (check){% endif %}\n{% endfor %}\n",
    )
    template(tmp_path, "care", "list")
    assert words(resolved(tmp_path), "list") == ["Freedom of Information Act 2000 (check)"]


def test_the_same_inputs_give_the_same_document_and_its_json_gives_it_back(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause(tmp_path, "care", "Ask {{ contact }} about {{ uses | listed }}.\n", parameters="[contact, uses]")
    first, second = resolved(tmp_path), resolved(tmp_path)
    assert dumps(first) == dumps(second)
    assert loads(dumps(first)) == first


# Final copies --------------------------------------------------------------------------------------------

COMPLETE = '{policy: {owner: Head of Digital, approver: Cabinet, review_date: 2028-01-31, version: "1.0"}}'


def test_a_final_copy_of_a_complete_document_is_the_document(tmp_path: Path) -> None:
    tiny(tmp_path)
    profile(tmp_path, documents=COMPLETE)
    document = resolved(tmp_path, final=True)
    assert document.stage == "paper"
    assert unconfirmed(document) == ()


def test_a_final_copy_is_refused_with_everything_that_is_still_open(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause(
        tmp_path, "care", "Ask {{ contact }}, again {{ contact }}, and {{ document.owner }}.\n", parameters="[contact]"
    )
    assert refused(tmp_path, final=True) == (
        'profiles/riverton.yaml:1:1: error: "contact" is still to be confirmed [unconfirmed]\n'
        "  hint: Whom may staff ask? Ask: Head of Digital. Write contact: under parameters:\n"
        'profiles/riverton.yaml:3:13: error: "document.approver" is still to be confirmed [unconfirmed]\n'
        "  hint: Which body approves it? Ask: Monitoring Officer or Head of Legal Services. "
        "Write approver: under documents: policy:\n"
        'profiles/riverton.yaml:3:13: error: "document.owner" is still to be confirmed [unconfirmed]\n'
        "  hint: Which role owns the document? Ask: Chief Executive. Write owner: under documents: policy:\n"
        'profiles/riverton.yaml:3:13: error: "document.review_date" is still to be confirmed [unconfirmed]\n'
        "  hint: When is the document reviewed next? Ask: Information Governance Manager. "
        "Write review_date: under documents: policy:"
    )


@pytest.mark.parametrize(
    "body",
    [
        "`{{ contact }}`",
        "**{{ contact }}**",
        "- {{ contact }}",
        "| a |\n| --- |\n| {{ contact }} |",
        "### {{ contact }}",
        "> {{ contact }}",
        "{{ contact if days > 1 else motto }}",
    ],
)
def test_wherever_an_open_value_stands_a_final_copy_is_refused(tmp_path: Path, body: str) -> None:
    tiny(tmp_path)
    used = "[contact, days, motto]" if "days" in body else "[contact]"
    clause(tmp_path, "care", f"{body}\n", parameters=used)
    profile(tmp_path, documents=COMPLETE)
    assert '"contact" is still to be confirmed' in refused(tmp_path, final=True)


def test_an_open_value_in_an_amendment_stops_a_final_copy_too(tmp_path: Path) -> None:
    tiny(tmp_path)
    amend = '{clause: care, place: append, base: 1.0.0, reason: Asked, text: "Ask {{ contact }}."}'
    profile(tmp_path, documents=COMPLETE.replace("}}", f", amend: [{amend}]}}}}"))
    assert '"contact" is still to be confirmed' in refused(tmp_path, final=True)


def test_a_text_that_looks_like_an_open_item_is_no_open_item(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause(tmp_path, "care", "Ask {{ contact }}.\n", parameters="[contact]")
    profile(tmp_path, 'parameters: {contact: "the desk marked [to confirm: nothing]"}\n', documents=COMPLETE)
    assert resolved(tmp_path, final=True).stage == "paper"
