"""Law that the council signed off: what holds, what lapsed, whose it is, and what is refused while nobody read it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from policybuilder.checks import check
from policybuilder.document import Document, LawEntry, SignOff
from policybuilder.document_json import dumps, loads
from policybuilder.errors import PolicyBuilderError
from policybuilder.labels import ENGLISH
from policybuilder.library.statements import digest_of
from policybuilder.resolution import resolve
from policybuilder.resolution.sign_offs import refuse_future_sign_offs, signed_off_words
from tests import workspaces
from tests.resolution.reading import words

SAYS = "2026-11-22: Gives access."
HELD = digest_of(SAYS)
DAY = date(2026, 12, 20)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace whose one clause rests on the FOI Act, which the library's authors did not read."""
    workspaces.tiny(tmp_path)
    workspaces.shell(tmp_path)
    workspaces.clause(tmp_path, "care", law="[foia]")
    workspaces.template(tmp_path, "care")
    return tmp_path


DOCUMENTS = "{policy: {owner: Head of Digital, approver: Cabinet, review_date: 2027-12-01}}"


def sign(root: Path, entry: str = "", *, head: str = "", id: str = "foia") -> None:
    """Write the council's profile with one sign-off, or none."""
    text = f"law_checked:\n  {id}: {{{entry}}}\n" if entry else ""
    workspaces.profile(root, head + text, documents=DOCUMENTS)


def entry(role: str = "Head of Legal", day: str = "2026-12-03", note: str = HELD, more: str = "") -> str:
    return f"role: {role}, date: {day}, read: The Act, note: {note}{more}"


def paper(root: Path) -> Document:
    return resolve(workspaces.library(root), "riverton", "policy", final=True)


def refused(root: Path) -> str:
    with pytest.raises(PolicyBuilderError) as caught:
        paper(root)
    return str(caught.value)


def told(root: Path, today: date = DAY) -> list[str]:
    return [str(problem) for problem in check(workspaces.library(root), today=today)]


def test_a_paper_is_refused_while_nobody_has_checked_the_law_and_the_lines_to_paste_are_printed(root: Path) -> None:
    sign(root)
    said = refused(root)
    assert 'error: nobody has checked the law "Freedom of Information Act 2000" [law-unchecked]' in said
    assert "hint: All. Source so far: own knowledge. When Legal has read it" in said
    assert f'\n  foia: {{role: , date: , read: "",\n    note: {HELD}, says: "{SAYS}"}}' in said


def test_the_printed_lines_are_refused_until_they_are_filled_in_and_then_they_sign(root: Path) -> None:
    sign(root)
    lines = refused(root).partition("law_checked:\n")[2]
    workspaces.profile(root, f"law_checked:\n{lines}", documents=DOCUMENTS)
    empty = refused(root)
    assert all(f"error: {key}: expected" in empty for key in ("role", "date", "read")), empty
    filled = lines.replace('role: , date: , read: ""', "role: Head of Legal, date: 2026-12-03, read: The Act")
    workspaces.profile(root, f"law_checked:\n{filled}", documents=DOCUMENTS)
    assert [law.state for law in paper(root).law] == ["signed off"]


def test_a_signed_off_statement_is_in_the_record_with_who_when_what_and_where(root: Path) -> None:
    sign(root, entry())
    made = paper(root)
    (law,) = made.law
    assert law.sign_offs == (
        SignOff("Head of Legal", "2026-12-03", "The Act", HELD, "riverton", "profiles/riverton.yaml:5:3", False),
    )
    assert made.control_text("law_checked") == "1 statement of law checked by the Head of Legal, 3 December 2026"
    assert loads(dumps(made)) == made
    assert told(root) == []


def test_law_that_the_authors_read_needs_no_sign_off(root: Path) -> None:
    workspaces.reference(root, law=workspaces.LAW.replace("verified: no, check: All", "verified: yes"))
    sign(root)
    assert [law.state for law in paper(root).law] == ["read at source"]
    assert paper(root).control_text("law_checked") == ""
    sign(root, entry())
    assert [law.state for law in paper(root).law] == ["read at source"]
    assert "[law-checked-already]" in told(root)[0]


@pytest.mark.parametrize(
    ("old", "new", "now"),
    [
        ("Gives access.", "Gives access to records.", "2026-11-22: Gives access to records."),
        ("as_at: 2026-11-22, source: own", "as_at: 2026-11-30, source: own", "2026-11-30: Gives access."),
    ],
)
def test_a_sign_off_lapses_when_the_note_or_its_day_changes(root: Path, old: str, new: str, now: str) -> None:
    sign(root, entry(more=f', says: "{SAYS}"'))
    workspaces.reference(root, law=workspaces.LAW.replace(old, new, 1))
    said = (
        f'the sign-off of "foia" (the Head of Legal, 3 December 2026) has lapsed: then "{SAYS}", now "{now}" [law-{{}}]'
    )
    assert f"profiles/riverton.yaml:5:3: error: {said.format('unchecked')}" in refused(root)
    assert any(f"profiles/riverton.yaml:5:3: warning: {said.format('checked-lapsed')}" in line for line in told(root))
    assert digest_of(now) in refused(root)


def test_a_sign_off_in_a_base_serves_its_members_and_says_whose_it_is(root: Path) -> None:
    held = f"{entry(role='Regional Solicitor')}"
    workspaces.write(root, "profiles/region.yaml", f"id: region\nbase: true\nlaw_checked: {{foia: {{{held}}}}}\n")
    sign(root, head="extends: [region]\n")
    (law,) = paper(root).law
    assert [(one.role, one.profile) for one in law.sign_offs] == [("Regional Solicitor", "region")]
    sign(root, entry(note="0" * 12), head="extends: [region]\n")
    assert [one.profile for one in paper(root).law[0].sign_offs] == ["region"], "the council's own has lapsed"
    sign(root, entry(), head="extends: [region]\n")
    assert [one.profile for one in paper(root).law[0].sign_offs] == ["riverton", "region"]


def test_a_lapsed_sign_off_of_a_base_is_told_at_the_base(root: Path) -> None:
    text = f"id: region\nbase: true\nlaw_checked:\n  foia: {{{entry(note='0' * 12)}}}\n"
    workspaces.write(root, "profiles/region.yaml", text)
    sign(root, head="extends: [region]\n")
    lapsed = [line for line in told(root) if "[law-checked-lapsed]" in line]
    assert len(lapsed) == 1
    assert lapsed[0].startswith('profiles/region.yaml:4:3: warning: the sign-off of "foia"')
    assert "profiles/region.yaml:4:3: error:" in refused(root)


def test_two_bases_that_sign_off_the_same_law_do_not_disagree(root: Path) -> None:
    for id, role in (("north", "Northern Solicitor"), ("south", "Southern Solicitor")):
        text = f"id: {id}\nbase: true\nlaw_checked: {{foia: {{{entry(role=role)}}}}}\n"
        workspaces.write(root, f"profiles/{id}.yaml", text)
    sign(root, head="extends: [north, south]\n")
    assert [one.profile for one in paper(root).law[0].sign_offs] == ["north", "south"]


def test_an_illustrative_sign_off_counts_for_an_invented_council_alone(root: Path) -> None:
    example = entry(more=", illustrative: true")
    sign(root, example, head="illustrative: true\n")
    assert paper(root).control_text("law_checked").endswith("(an example: nobody read it)")
    sign(root, example)
    assert 'the sign-off of "foia" (the Head of Legal, 3 December 2026) is an example' in refused(root)
    assert any("[law-checked-example]" in line for line in told(root))
    base = f"id: region\nbase: true\nillustrative: true\nlaw_checked: {{foia: {{{example}}}}}\n"
    workspaces.write(root, "profiles/region.yaml", base)
    sign(root, head="extends: [region]\n")
    assert "is an example: nobody read that law" in refused(root)


def test_a_sign_off_of_law_that_does_not_exist_is_an_error_with_the_nearest(root: Path) -> None:
    sign(root, entry(), id="foi")
    said = refused(root)
    assert 'profiles/riverton.yaml:5:3: error: unknown law "foi" [unknown-law]' in said
    assert 'did you mean "foia"?' in said


def test_a_sign_off_in_the_future_is_an_error_on_the_days_before(root: Path) -> None:
    sign(root, entry(day="2026-12-21"))
    assert told(root, date(2026, 12, 21)) == []
    assert told(root, date(2026, 12, 20)) == [
        'profiles/riverton.yaml:5:3: error: the sign-off of "foia" is dated 21 December 2026 [law-checked-date]\n'
        "  hint: today is 20 December 2026; sign it off when it has been read"
    ]


def test_a_sign_off_in_the_future_counts_also_when_a_base_gives_it(root: Path) -> None:
    text = f"id: region\nbase: true\nlaw_checked:\n  foia: {{{entry(day='2026-12-21')}}}\n"
    workspaces.write(root, "profiles/region.yaml", text)
    sign(root, head="extends: [region]\n")
    made, known = paper(root), workspaces.library(root)
    profile = known.profile("riverton")
    refuse_future_sign_offs(known, profile, made, date(2026, 12, 21))
    with pytest.raises(PolicyBuilderError) as caught:
        refuse_future_sign_offs(known, profile, made, date(2026, 12, 20))
    assert str(caught.value.problems[0].location) == "profiles/region.yaml:4:3"


def test_a_sign_off_that_is_dated_before_the_day_of_the_statement_signs_nothing(root: Path) -> None:
    sign(root, entry(day="2025-12-03"))
    why = (
        'the sign-off of "foia" (the Head of Legal, 3 December 2025) is dated before the statement, '
        "which is as at 22 November 2026"
    )
    assert f"profiles/riverton.yaml:5:3: error: {why} [law-unchecked]" in refused(root)
    assert f"profiles/riverton.yaml:5:3: error: {why} [law-checked-early]" in told(root)[0]


def test_words_that_are_not_those_of_the_digest_sign_nothing(root: Path) -> None:
    sign(root, entry(more=', says: "2026-11-22: Gives nothing."'))
    assert "does not hold together: note is not the digest of what it says [law-checked-words]" in told(root)[0]
    assert "does not hold together" in refused(root)


def test_a_digest_that_is_none_is_refused_with_where_to_get_one(root: Path) -> None:
    sign(root, entry(note="checked"))
    assert "`policybuilder clauses law PROFILE --to-sign` prints it" in refused(root)


ACT = (
    "act:\n  {title: The Act, cite: the Act, note: Rules all., nations: [england], as_at: 2026-11-22,\n"
    "   source: own knowledge, verified: no, check: All}\n"
    "act-1:\n  {title: The Act section 1, cite: section 1, note: Rules one., nations: [england],\n"
    "   as_at: 2026-11-22, source: https://www.legislation.example, verified: yes, part_of: act}\n"
    "act-2:\n  {title: The Act section 2, cite: section 2, note: Rules two., nations: [england],\n"
    "   as_at: 2026-11-21, source: https://www.legislation.example, verified: yes, part_of: act}\n"
)


def test_a_list_of_law_is_itself_a_statement_that_must_be_checked(root: Path) -> None:
    workspaces.reference(root, law=workspaces.LAW + ACT)
    workspaces.clause(root, "care", law="[act-1, act-2]")
    row = "{{ entry.note }}{% if not entry.verified %} (to be checked){% endif %} "
    workspaces.clause(root, "listed", f"{{% for entry in document_law %}}{row}{{% endfor %}}\n")
    workspaces.template(root, "care", "listed")
    sign(root)
    assert 'nobody has checked the law "The Act" [law-unchecked]' in refused(root)
    sign(root, entry(note=digest_of("2026-11-22: Rules all.")), id="act")
    assert "to be checked" not in dumps(paper(root)).decode()


def test_a_list_of_law_gives_the_day_of_a_check_and_no_day_of_a_text_that_nobody_named(root: Path) -> None:
    row = "{% if entry.signed_off %}Checked {{ entry.signed_off | date }}{% else %}{{ entry.as_at | date }}{% endif %}"
    workspaces.clause(root, "listed", f"{{% for entry in document_law %}}{row}. {{% endfor %}}\n")
    workspaces.template(root, "care", "listed")
    sign(root, entry())
    assert "Checked 3 December 2026." in words(paper(root), "listed")
    sign(root)
    assert words(resolve(workspaces.library(root), "riverton", "policy"), "listed") == ["22 November 2026."]


def test_a_list_of_law_has_the_one_section_that_the_policy_rests_on_and_not_what_the_rest_of_its_act_does(
    root: Path,
) -> None:
    workspaces.reference(root, law=workspaces.LAW + ACT)
    workspaces.clause(root, "care", law="[act-1]")
    workspaces.clause(
        root, "listed", "{% for entry in document_law %}{{ entry.title }}: {{ entry.note }} {% endfor %}\n"
    )
    workspaces.template(root, "care", "listed")
    assert words(resolve(workspaces.library(root), "riverton", "policy"), "listed") == ["The Act section 1: Rules one."]


def test_a_list_of_law_names_the_section_that_nobody_read_and_gives_the_days_of_the_others(root: Path) -> None:
    acts = ACT.replace("source: own knowledge, verified: no, check: All", "source: https://a.example, verified: yes")
    unread = "as_at: 2026-11-20, source: own knowledge, verified: no, check: All, part_of: act}\n"
    acts += f"act-3: {{title: The Act section 3, cite: section 3, note: Rules three., nations: [england], {unread}"
    workspaces.reference(root, law=workspaces.LAW + acts)
    listed = "{{ entry.as_at | date }}, but not {{ entry.to_check | listed }}"
    workspaces.clause(root, "listed", f"{{% for entry in document_law %}}{listed}{{% endfor %}}\n")
    workspaces.clause(root, "care", law="[act-1, act-2, act-3]")
    workspaces.template(root, "care", "listed")
    printed = words(resolve(workspaces.library(root), "riverton", "policy"), "listed")
    assert printed == ["21 November 2026, but not The Act section 3"]


def test_a_list_of_law_gives_the_day_of_the_text_where_part_of_an_act_was_read(root: Path) -> None:
    workspaces.reference(root, law=workspaces.LAW + ACT)
    workspaces.clause(root, "care", law="[act, act-1]")
    row = "{{ entry.as_at | date }}{% if entry.signed_off %} checked{% endif %}. "
    workspaces.clause(root, "listed", f"{{% for entry in document_law %}}{row}{{% endfor %}}\n")
    workspaces.template(root, "care", "listed")
    sign(root, entry(note=digest_of("2026-11-22: Rules all.")), id="act")
    assert words(paper(root), "listed") == ["22 November 2026."]


# The row of the control table ---------------------------------------------------------------------------------


def signed(role: str, day: str) -> LawEntry:
    sign_off = SignOff(role, day, "The Act", HELD, "riverton", "", False)
    return LawEntry(role + day, "An Act", "", "2026-11-22", False, "", "", (sign_off,))


def test_one_role_on_one_day_or_several() -> None:
    legal = [signed("Head of Legal", "2026-12-03"), signed("Head of Legal", "2026-12-03")]
    assert signed_off_words(legal, ENGLISH) == "2 statements of law checked by the Head of Legal, 3 December 2026"
    legal.append(signed("Head of Legal", "2027-01-04"))
    assert signed_off_words(legal, ENGLISH) == (
        "3 statements of law checked by the Head of Legal, 3 December 2026 to 4 January 2027"
    )


def test_several_roles_are_named_and_many_are_counted() -> None:
    some = [signed("Head of Legal", "2026-12-03"), signed("Data Protection Officer", "2026-12-01")]
    assert signed_off_words(some, ENGLISH) == (
        "2 statements of law checked: 1 by the Head of Legal, 3 December 2026; "
        "1 by the Data Protection Officer, 1 December 2026"
    )
    some += [signed("Head of HR", "2026-12-02"), signed("Caldicott Guardian", "2026-12-02")]
    assert (
        signed_off_words(some, ENGLISH) == "4 statements of law checked by 4 roles, 1 December 2026 to 3 December 2026"
    )
    assert signed_off_words([], ENGLISH) == ""
