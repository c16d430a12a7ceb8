"""Where an amendment stands: at the words that it was written for, or nowhere, and then it says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.document import plain_text
from policybuilder.errors import Problems
from policybuilder.resolution import resolve
from tests.resolution.reading import clause_of, refused, resolved, warned, words
from tests.workspaces import base, library, profile, template, tiny
from tests.workspaces import clause as written

# A council's ban and its record stand below a paragraph that one answer takes out.
MOVING = """\
{% if tools.transcription %}
You must say that you record a meeting.

{% endif %}
You must keep a record.

You must not decide by AI.
"""

BODY = """\
One.

Ask {{ contact }} about:

- a
- b
    - c
- d

Three.

| What | Who |
| --- | --- |
| Tools | Digital |
| Data | Records |
"""

CHANGES = (
    "[{version: 1.1.0, date: 2026-11-23, kind: major, why: A new rule}, "
    "{version: 1.0.0, date: 2026-11-22, kind: major, why: First version}]"
)
NEWER = {"version": "1.1.0", "changes": CHANGES}


def clause(root: Path, id: str, body: str = "You must take care.\n", **front: str) -> None:
    """Write a clause that lists the parameters it uses."""
    used = [name for name in ("contact", "motto", "uses", "tools.transcription") if name in body]
    written(root, id, body, parameters=f"[{', '.join(used)}]", **front)


def entry(
    place: str, text: str = "Own.", *, was: str = "", number: int = 0, id: str = "care", at: str = "1.0.0"
) -> str:
    """Return one amendment as a person writes it below `amend:`."""
    lines = [f"- clause: {id}", f"  place: {place}", f"  base: {at}", "  reason: Asked for"]
    lines += [f"  paragraph: {number}"] * bool(number)
    for key, value in (("was", was), ("text", text)):
        if value:
            lines += [f"  {key}: |", *(f"    {line}".rstrip() for line in value.split("\n"))]
    return "".join(f"      {line}\n" for line in lines)


def amended(root: Path, *entries: str, more: str = "", extends: str = "") -> None:
    """Write the council's profile with amendments."""
    council = "{name: Riverton Council, short_name: Riverton, nation: england, type: district}"
    text = f"id: riverton\n{extends}council: {council}\n{more}documents:\n  policy:\n    amend:\n{''.join(entries)}"
    (root / "profiles/riverton.yaml").write_text(text, encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    tiny(tmp_path)
    clause(tmp_path, "care", BODY)
    return tmp_path


ASKED = "parameters: {contact: Help Desk}\n"

# By its words, whatever stands before it ----------------------------------------------------------------


def test_a_decision_that_takes_a_paragraph_out_does_not_move_an_amendment_to_the_next(root: Path) -> None:
    clause(root, "care", MOVING)
    own = entry("replace", "You must keep a record for a year.", was="You must keep a record.")
    for answer in ("true", "false"):
        amended(root, own, more=f"tools: {{transcription: {answer}}}\n")
        found = words(resolved(root))
        assert "You must keep a record for a year." in found
        assert "You must not decide by AI." in found
        assert "You must keep a record." not in found


@pytest.mark.parametrize("answer", ["true", "false"])
def test_a_number_that_a_decision_can_move_is_refused_with_the_words_to_paste(root: Path, answer: str) -> None:
    clause(root, "care", MOVING)
    amended(root, entry("replace", number=2), more=f"tools: {{transcription: {answer}}}\n")
    assert refused(root) == (
        "profiles/riverton.yaml:7:9: error: paragraph 2 may not be the one that the amendment was written for: a "
        'condition or loop in "care" can move it [amendment-anchor]\n'
        "  hint: write the words of the one that you mean:\n"
        "# paragraph 2\n"
        "        was: |\n"
        "          You must keep a record.\n"
        "# paragraph 3\n"
        "        was: |\n"
        "          You must not decide by AI."
    )


@pytest.mark.parametrize("body", ["{% for use in uses %}\n{{ use }} is fine.\n\n{% endfor %}\nStop.\n\nEnd.\n"])
def test_a_number_that_a_loop_can_move_is_refused(root: Path, body: str) -> None:
    clause(root, "care", body)
    amended(root, entry("replace", number=2))
    told = refused(root)
    assert "[amendment-anchor]" in told
    assert "          Stop." in told
    assert "          End." in told


def test_what_is_pasted_from_the_refusal_is_where_the_amendment_then_stands(root: Path) -> None:
    clause(root, "care", MOVING)
    amended(root, entry("replace", number=2))
    pasted = refused(root).split("# paragraph 3\n")[1]
    profile_file = root / "profiles/riverton.yaml"
    profile_file.write_text(profile_file.read_text().replace("        paragraph: 2\n", f"{pasted}\n"))
    assert words(resolved(root)) == ["You must keep a record.", "Own."]


def test_a_number_holds_where_nothing_can_move_a_paragraph(root: Path) -> None:
    clause(
        root,
        "care",
        "One{% if motto %} ({{ motto }}){% endif %}.\n\nTwo:\n\n{% for use in uses %}\n- {{ use }}\n{% endfor %}\n",
    )
    amended(root, entry("replace", number=2))
    assert words(resolved(root)) == ["One.", "Own."]


def test_a_number_holds_where_a_decision_only_chooses_between_two_for_the_paragraph_before(root: Path) -> None:
    clause(root, "care", BRANCHES)
    for answer in ("true", "false"):
        amended(root, entry("replace", number=2), more=f"tools: {{transcription: {answer}}}\n")
        assert words(resolved(root))[1:] == ["Own."]
        amended(root, entry("replace", number=1), more=f"tools: {{transcription: {answer}}}\n")
        told = refused(root)
        assert "# paragraph 1 (it stands within: if tools.transcription)\n" in told
        assert "# paragraph 2 (it stands within: unless tools.transcription)\n" in told


# The library moves on -----------------------------------------------------------------------------------


def test_a_paragraph_that_the_library_puts_before_is_not_taken_for_the_councils(root: Path) -> None:
    clause(root, "care", "One.\n\nSuppliers must tell the council within 24 hours.\n\nTwo.\n", **NEWER)
    amended(root, entry("replace", was="Two."))
    assert words(resolved(root)) == ["One.", "Suppliers must tell the council within 24 hours.", "Own."]


def test_while_its_words_are_there_an_amendment_stands_and_nobody_is_bothered(root: Path) -> None:
    clause(root, "care", "Zero.\n\nOne.\n", **NEWER)
    amended(root, entry("after", was="One."))
    assert words(resolved(root)) == ["Zero.", "One.", "Own."]
    assert warned(root) == ()


def test_a_number_does_not_outlive_its_version(root: Path) -> None:
    clause(root, "care", "One.\n\nSuppliers must tell.\n\nTwo.\n", **NEWER)
    amended(root, entry("replace", number=2))
    told = refused(root)
    assert '"care" went from 1.0.0 to 1.1.0 [amendment-anchor]' in told
    assert [line.strip() for line in told.splitlines() if line.startswith("          ")] == [
        "One.",
        "Suppliers must tell.",
        "Two.",
    ]


def test_words_that_were_never_there_are_an_error_that_offers_the_nearest_paragraph_and_says_how_it_differs(
    root: Path,
) -> None:
    clause(root, "care", "One.\n\nTell the owner within 12 hours of it.\n\nTwo.\n", **NEWER)
    amended(root, entry("replace", was="Tell the owner within 24 hours of it.", at="1.1.0"))
    assert refused(root) == (
        'profiles/riverton.yaml:6:9: error: the words that the amendment was written for are not in "care" '
        "[amendment-gone]\n"
        '  hint: paragraph 2 is nearest: "24" became "12". If it is the one, read it and write:\n'
        "        was: |\n"
        "          Tell the owner within 12 hours of it."
    )


def test_words_that_nothing_is_near_to_are_an_error_that_says_where_to_look(root: Path) -> None:
    amended(root, entry("before", was="Quite another matter altogether."), more=ASKED)
    assert "`policybuilder clauses show care` prints each paragraph with the words to paste" in refused(root)


def test_a_whole_clause_is_replaced_while_it_is_as_it_was(root: Path) -> None:
    clause(root, "care", "One.\n\nTwo.\n")
    amended(root, entry("replace", was="One.\n\nTwo."))
    assert words(resolved(root)) == ["Own."]
    clause(root, "care", "One.\n\nTwo.\n\nThree.\n", **NEWER)
    assert words(resolved(root)) == ["Own.", "Three."]
    assert [each.code for each in warned(root)] == ["amendment-carried"]
    amended(root, entry("replace"))
    told = refused(root)
    assert 'the clause may not be the one that the amendment was written for: "care" went from 1.0.0 to 1.1.0' in told
    assert told.endswith("        was: |\n          One.\n\n          Two.\n\n          Three.")


def test_on_one_line_the_words_to_paste_are_on_one_line_too(root: Path) -> None:
    clause(root, "care", MOVING)
    profile(
        root,
        documents="{policy: {amend: [{clause: care, base: 1.0.0, reason: A, place: after, paragraph: 2, text: O.}]}}",
    )
    assert refused(root).endswith('was: "You must not decide by AI."')


# Words as people type them -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "was",
    [
        'You must not call it "safe" - ask the **owner** first.',
        "You must not call it “safe” – ask the owner first.",
        "You\u00a0must not  call it\n“safe” — ask\u200b the owner first.",
        "1.1.2 You must not call it ‘‘safe’’ – ask the owner first.".replace("‘‘", "“").replace("’’", "”"),
    ],
)
def test_what_word_makes_of_quotation_marks_dashes_and_spaces_is_no_part_of_the_words(root: Path, was: str) -> None:
    clause(root, "care", 'One.\n\nYou must not call it "safe" - ask the **owner**\nfirst.\n')
    amended(root, entry("replace", was=was))
    assert words(resolved(root)) == ["One.", "Own."]


@pytest.mark.parametrize("was", ["Ask {{ contact }} about:", "Ask {{contact}} about:", "Ask Help Desk about:"])
def test_printed_words_are_understood_and_the_source_is_recorded(root: Path, was: str) -> None:
    amended(root, entry("replace", "Ask us about:", was=was), more=ASKED)
    document = resolved(root)
    assert words(document)[:3] == ["One.", "Ask us about:", "a\nb\nc\nd"]
    (found,) = clause_of(document, "care").provenance.amendments
    assert (found.was, found.was_printed) == ("Ask {{ contact }} about:", "Ask Help Desk about:")


def test_the_number_of_a_section_that_is_referred_to_may_move(root: Path) -> None:
    clause(root, "other")
    clause(root, "care", 'See {{ ref("other") }}.\n\nTwo.\n')
    template(root, "care", "other")
    for printed in ("See section 1.2.", "See section 7.13."):
        amended(root, entry("replace", was=printed))
        assert words(resolved(root)) == ["Own.", "Two."]


def test_what_is_not_the_whole_paragraph_is_not_its_words(root: Path) -> None:
    clause(root, "care", "You must not decide by AI. A person decides.\n")
    amended(root, entry("replace", was="You must not decide by AI."))
    assert "paragraph 1 is nearest" in refused(root)


@pytest.mark.parametrize("was", ["You must decide by AI.", "you must not decide by AI.", "You must not decide by AIs."])
def test_words_that_differ_in_meaning_are_not_the_same(root: Path, was: str) -> None:
    clause(root, "care", "You must not decide by AI.\n")
    amended(root, entry("replace", was=was))
    assert "[amendment-gone]" in refused(root)


# Paragraphs, items and rows ------------------------------------------------------------------------------

TABLE = "What\tWho\nTools\tDigital\nData\tRecords"


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (entry("replace", was="One."), ["Own.", "Ask Help Desk about:", "a\nb\nc\nd", "Three.", TABLE]),
        (
            entry("replace", was="Ask {{ contact }} about:\n\n- a\n- b\n    - c\n- d"),
            ["One.", "Own.", "Three.", TABLE],
        ),
        (
            entry("after", was="Ask {{ contact }} about:"),
            ["One.", "Ask Help Desk about:", "a\nb\nc\nd", "Own.", "Three.", TABLE],
        ),
        (entry("before", was="Three."), ["One.", "Ask Help Desk about:", "a\nb\nc\nd", "Own.", "Three.", TABLE]),
        (entry("replace", was="- a"), ["One.", "Ask Help Desk about:", "Own.\nb\nc\nd", "Three.", TABLE]),
        (entry("replace", was="- b\n    - c"), ["One.", "Ask Help Desk about:", "a\nOwn.\nd", "Three.", TABLE]),
        (entry("after", "- x\n- y", was="b\nc"), ["One.", "Ask Help Desk about:", "a\nb\nc\nx\ny\nd", "Three.", TABLE]),
        (entry("before", was="- c"), ["One.", "Ask Help Desk about:", "a\nb\nOwn.\nc\nd", "Three.", TABLE]),
        (
            entry("replace", "| Tools | Ours |", was="| Tools | Digital |"),
            ["One.", "Ask Help Desk about:", "a\nb\nc\nd", "Three.", "What\tWho\nTools\tOurs\nData\tRecords"],
        ),
        (
            entry("after", "| Law | Legal |\n| Money | {{ contact }} |", was="Data\tRecords"),
            ["One.", "Ask Help Desk about:", "a\nb\nc\nd", "Three.", f"{TABLE}\nLaw\tLegal\nMoney\tHelp Desk"],
        ),
        (
            entry("after", "| Law | Legal |", was="| What | Who |\n| --- | --- |"),
            ["One.", "Ask Help Desk about:", "a\nb\nc\nd", "Three.", TABLE.replace("Who\n", "Who\nLaw\tLegal\n")],
        ),
        (
            entry("replace", was="| What | Who |\n| --- | --- |\n| Tools | Digital |\n| Data | Records |"),
            ["One.", "Ask Help Desk about:", "a\nb\nc\nd", "Three.", "Own."],
        ),
    ],
)  # fmt: skip
def test_paragraphs_items_and_rows_can_each_be_named(root: Path, own: str, expected: list[str]) -> None:
    amended(root, own, more=ASKED)
    assert words(resolved(root)) == expected


@pytest.mark.parametrize(
    ("own", "problem"),
    [
        (entry("replace", "Own.", was="| Tools | Digital |"), "the text stands in a table, so it is rows of the table"),
        (entry("replace", "| a | b |\n| --- | --- |\n| c | d |", was="| Tools | Digital |"), "rows of the table"),
        (entry("replace", "| a | b | c |", was="| Tools | Digital |"), "a row of 3 in a table of 2 columns"),
        (entry("before", "| a | b |", was="What\tWho"), "nothing stands before the header row of a table"),
        (entry("replace", "| a | b |\n| c | d |", was="What\tWho"), "a table has one header row"),
        (entry("append", was="One."), "append has no was"),
    ],
)
def test_text_that_does_not_fit_its_place_is_refused(root: Path, own: str, problem: str) -> None:
    amended(root, own, more=ASKED)
    assert problem in refused(root)


def test_paragraphs_below_a_heading_keep_it(root: Path) -> None:
    clause(root, "care", "One.\n\n### Later\n\nTwo.\n")
    amended(root, entry("replace", was="One."), entry("before", "Zero.", was="### Later"))
    assert words(resolved(root)) == ["Own.", "Zero.", "Later", "Two."]


# Twice ---------------------------------------------------------------------------------------------------


def test_words_that_stand_twice_are_an_error_until_the_number_tells_them_apart(root: Path) -> None:
    clause(root, "care", "Ask first.\n\nOr not:\n\n- x\n\nAsk first.\n")
    amended(root, entry("replace", was="Ask first."))
    assert refused(root) == (
        'profiles/riverton.yaml:6:9: error: the words that the amendment was written for stand in "care" more than '
        "once, as paragraph 1 and as paragraph 3 [amendment-twice]\n  hint: add paragraph: 1 or paragraph: 3"
    )
    amended(root, entry("replace", was="Ask first.", number=3))
    assert words(resolved(root)) == ["Ask first.", "Or not:", "x", "Own."]
    amended(root, entry("replace", was="Ask first.", number=2))
    assert "[amendment-twice]" in refused(root)
    clause(root, "care", "New.\n\nAsk first.\n\nAsk first.\n", **NEWER)
    amended(root, entry("replace", was="Ask first.", number=3))
    assert "add paragraph: 2 or paragraph: 3, and base: 1.1.0 once you have read it" in refused(root)


def test_printed_words_that_two_paragraphs_share_are_an_error(root: Path) -> None:
    clause(root, "care", "Ask Help Desk.\n\nAsk {{ contact }}.\n")
    amended(root, entry("replace", was="Ask Help Desk."), more=ASKED)
    assert "[amendment-twice]" in refused(root)
    amended(root, entry("replace", was="Ask {{ contact }}."), more=ASKED)
    assert words(resolved(root)) == ["Ask Help Desk.", "Own."]


def test_items_that_stand_twice_in_one_list_cannot_be_told_apart(root: Path) -> None:
    clause(root, "care", "So:\n\n- ask\n- ask\n")
    amended(root, entry("replace", was="- ask"))
    assert "give more of the words: the whole paragraph with its list or table" in refused(root)


# Conditions and loops ------------------------------------------------------------------------------------

BRANCHES = """\
{% if tools.transcription %}
Record it.
{% else %}
Do not record it.
{% endif %}

Two.
"""


def test_an_amendment_of_one_branch_does_not_stand_in_for_the_other(root: Path) -> None:
    clause(root, "care", BRANCHES)
    own = entry("replace", was="Do not record it.")
    amended(root, own)
    assert words(resolved(root)) == ["Own.", "Two."]
    amended(root, own, more="tools: {transcription: true}\n")
    assert refused(root) == (
        'profiles/riverton.yaml:7:9: error: "care" cannot be amended there: paragraph 2 is not printed with these '
        "answers (it stands within: unless tools.transcription) [amendment-absent]\n"
        "  hint: take the amendment out, or anchor it at words that are printed"
    )


def test_a_base_amends_a_paragraph_for_those_of_its_members_that_print_it(root: Path) -> None:
    clause(root, "care", BRANCHES)
    base(
        root,
        "documents: {policy: {amend: [{clause: care, place: after, base: 1.0.0, was: Record it., reason: Agreed, "
        'text: "See {{ law.foia }}."}]}}\n',
    )
    profile(root, "extends: [alliance]\n")
    document = resolved(root)
    assert words(document) == ["Do not record it.", "Two."]
    assert clause_of(document, "care").provenance.amendments == ()
    assert document.law == ()
    profile(root, "extends: [alliance]\ntools: {transcription: true}\n")
    document = resolved(root)
    assert words(document)[1].startswith("See the Freedom of Information Act")
    assert [entry.id for entry in document.law] == ["foia"]


def test_a_base_whose_words_are_in_no_clause_is_refused_for_all_its_members(root: Path) -> None:
    base(
        root,
        "documents: {policy: {amend: [{clause: care, place: after, base: 1.0.0, was: Gone., reason: A, text: O.}]}}\n",
    )
    profile(root, "extends: [alliance]\nparameters: {contact: Help Desk}\n")
    assert refused(root).startswith("profiles/alliance.yaml:3:30: error: the words that the amendment was written for")


def test_conditions_within_a_paragraph_belong_to_its_words(root: Path) -> None:
    was = "Ask first.{% if tools.transcription %} Record it.{% endif %}"
    clause(root, "care", f"{was}\n{{% if motto %}}\nMore: {{{{ motto }}}}.\n{{% endif %}}\n\nTwo.\n")
    whole = f"{was}\n{{% if motto %}}\nMore: {{{{ motto }}}}.\n{{% endif %}}"
    for more in ("", "tools: {transcription: true}\nparameters: {motto: Care}\n"):
        amended(root, entry("replace", was=whole), more=more)
        assert words(resolved(root)) == ["Own.", "Two."]
        assert clause_of(resolved(root), "care").provenance.amendments[0].was == whole


def test_an_item_that_a_loop_prints_is_not_amended_but_the_list_can_be(root: Path) -> None:
    clause(root, "care", "You may use AI for:\n\n- ideas\n{% for use in uses %}\n- {{ use }}\n{% endfor %}\n\nTwo.\n")
    for was in ("- {{ use }}", "drafting"):
        amended(root, entry("replace", was=was))
        told = refused(root)
        assert "the words stand in a loop" in told or "[amendment-gone]" in told
    whole = "- ideas\n{% for use in uses %}\n- {{ use }}\n{% endfor %}"
    amended(root, entry("replace", "- nothing", was=whole))
    assert words(resolved(root)) == ["You may use AI for:", "nothing", "Two."]
    amended(root, entry("after", "- more", was="- ideas"))
    assert words(resolved(root))[1] == "ideas\nmore\ndrafting\nsummarising"


# One paragraph starts in a branch of two and goes on after it, so the two stand in one paragraph at times.
GOES_ON = """\
{% if tools.transcription %}
Record it.
{% else %}
Do not:

- record it
- film it

{% endif %}
Tell everyone.
"""


def test_words_that_share_a_paragraph_with_others_are_amended_together_or_not_at_all(root: Path) -> None:
    clause(root, "care", GOES_ON)
    own = entry("replace", was="Tell everyone.")
    amended(root, own)
    assert words(resolved(root)) == ["Do not:", "record it\nfilm it", "Own."]
    amended(root, own, more="tools: {transcription: true}\n")
    told = refused(root)
    assert "the words are printed in one paragraph with others" in told
    assert told.endswith("        was: |\n          Record it.\n          Tell everyone.")
    amended(root, entry("replace", was="Record it. Tell everyone."), more="tools: {transcription: true}\n")
    assert words(resolved(root)) == ["Own."]


def test_a_list_of_which_conditions_take_items_out_is_replaced_as_far_as_it_is_printed(root: Path) -> None:
    body = "One:\n\n- a\n{% if tools.transcription %}\n- b\n{% endif %}\n- c\n\nTwo.\n"
    clause(root, "care", body)
    was = body.removesuffix("\n\nTwo.\n")
    for answer in ("true", "false"):
        amended(root, entry("replace", was=was), more=f"tools: {{transcription: {answer}}}\n")
        assert words(resolved(root)) == ["Own.", "Two."]
    amended(root, entry("replace", was="One:\n\n- a\n- c"))
    assert clause_of(resolved(root), "care").provenance.amendments[0].was == was


# Several amendments, and bases ---------------------------------------------------------------------------


def test_before_instead_and_after_one_paragraph_stand_in_that_order(root: Path) -> None:
    clause(root, "care", "One.\n\nTwo.\n")
    amended(
        root,
        entry("after", "After.", was="One."),
        entry("replace", "Instead.", was="One."),
        entry("append", "End."),
        entry("before", "Before.", was="One."),
    )
    assert words(resolved(root)) == ["Before.", "Instead.", "After.", "Two.", "End."]


@pytest.mark.parametrize(
    "pair",
    [
        (entry("replace", was="One."), entry("replace", was="“One.”".strip("“”"))),
        (entry("replace", was="One."), entry("replace", number=1)),
        (entry("replace", was="- a"), entry("replace", was="Ask {{ contact }} about:\n\n- a\n- b\n    - c\n- d")),
        (entry("replace", was="- b\n    - c"), entry("after", was="- c")),
        (entry("replace", was=BODY), entry("before", was="Three.")),
    ],
)
def test_two_amendments_of_the_same_words_are_refused(root: Path, pair: tuple[str, str]) -> None:
    amended(root, *pair, more=ASKED)
    assert "another amendment replaces this text [amended-twice]" in refused(root)


@pytest.mark.parametrize("was", ["Ask {{ contact }}.", "Ask Help Desk."])
def test_the_councils_own_amendment_of_a_paragraph_takes_the_place_of_its_bases(root: Path, was: str) -> None:
    clause(root, "care", "Ask {{ contact }}.\n\nTwo.\n")
    for anchor in ('was: "Ask {{ contact }}."', "paragraph: 1"):
        base(
            root,
            "documents: {policy: {amend: [{clause: care, place: after, base: 1.0.0, reason: A, text: T., "
            f"{anchor}}}]}}}}\n",
        )
        amended(root, entry("after", "Ours.", was=was), more=ASKED, extends="extends: [alliance]\n")
        document = resolved(root)
        assert words(document) == ["Ask Help Desk.", "Ours.", "Two."]
        assert [each.text.strip() for each in clause_of(document, "care").provenance.amendments] == ["Ours."]
        amended(root, entry("after", "Ours.", was="Two."), more=ASKED, extends="extends: [alliance]\n")
        assert words(resolved(root)) == ["Ask Help Desk.", "T.", "Two.", "Ours."]


# The record, and another library -------------------------------------------------------------------------


def test_the_record_keeps_the_words_of_the_library_also_for_a_number_and_a_whole_clause(root: Path) -> None:
    amended(root, entry("replace", number=3), more=ASKED)
    (found,) = clause_of(resolved(root), "care").provenance.amendments
    assert found.was.startswith("Three.\n\n| What | Who |")
    assert found.was_printed == f"Three.\n{TABLE}"
    amended(root, entry("replace"), more=ASKED)
    (found,) = clause_of(resolved(root), "care").provenance.amendments
    assert found.was == BODY.strip()
    amended(root, entry("append"), more=ASKED)
    assert clause_of(resolved(root), "care").provenance.amendments[0].was == ""


def test_to_show_what_a_library_would_change_text_stands_at_the_nearest_paragraph_and_this_is_said(root: Path) -> None:
    clause(root, "care", "One.\n\nTell the owner within 12 hours.\n\nTwo.\n", **NEWER)
    amended(
        root, entry("replace", was="Tell the owner within 24 hours."), entry("after", "Else.", was="Quite other words.")
    )
    warnings = Problems()
    document = resolve(library(root), "riverton", "policy", warnings, known={})
    assert words(document) == ["One.", "Own.", "Two.", "Else."]
    assert [(each.code, each.severity) for each in warnings.found] == [("amendment-gone", "warning")] * 2


def test_paragraph_numbers_and_inlines_are_as_without_amendments(root: Path) -> None:
    clause(root, "care", "**Bold** at first.\n\n[Ask](https://example.org) {{ contact }}.\n\nThree.\n")
    amended(root, entry("replace", was="Three."), more=ASKED)
    with_own = clause_of(resolved(root), "care").blocks
    profile(root, ASKED)
    without = clause_of(resolved(root), "care").blocks
    assert with_own[:2] == without[:2]
    assert plain_text(with_own[2].inlines) == "Own."  # type: ignore[union-attr]


def test_the_words_to_paste_survive_yaml(root: Path) -> None:
    words_of_it = 'A "quoted": # not a comment, {{ contact }}\\_x, 50 %.'
    clause(root, "care", f"{{% if tools.transcription %}}\nB\n\n{{% endif %}}\n{words_of_it}\n")
    amended(root, entry("before", number=1), more=ASKED)
    pasted = refused(root).partition("# paragraph 2\n")[2]
    assert pasted == f"        was: |\n          {words_of_it}"
    file = root / "profiles/riverton.yaml"
    file.write_text(file.read_text().replace("        paragraph: 1\n", f"{pasted}\n"))
    assert words(resolved(root))[0] == "Own."


@pytest.mark.parametrize(
    "body",
    [
        "{% if tools.transcription %}Record it.{% endif %}\nAlways.\n\nTwo.\n",
        "One.\n\n{% if tools.transcription %}Record it.{% endif %}\n\n- a\n\nTwo.\n",
        "{% if tools.transcription %}Record it.{% endif %}\n\n### Head\n\nTwo.\n",
        "- {% if tools.transcription %}Record{% else %}Do not record{% endif %}\n- b\n\nTwo.\n",
        "> {% if tools.transcription %}Record{% endif %} it.\n\nTwo.\n",
    ],
)
@pytest.mark.parametrize("answer", ["true", "false"])
def test_words_that_begin_with_a_condition_keep_the_place_of_those_that_follow(
    root: Path, body: str, answer: str
) -> None:
    clause(root, "care", body)
    more = f"tools: {{transcription: {answer}}}\n"
    profile(root, more)
    plain = words(resolved(root))
    amended(root, entry("before", was="Two."), more=more)
    assert words(resolved(root)) == [*plain[:-1], "Own.", "Two."]
