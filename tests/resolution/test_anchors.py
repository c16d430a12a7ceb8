"""Where an amendment stands: at the words that it was written for, or nowhere, and then it says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.resolution.anchoring import ASKED, BODY, BRANCHES, NEWER, TABLE, amended, clause, entry
from tests.resolution.reading import clause_of, refused, resolved, warned, words
from tests.workspaces import profile, template, tiny

# A council's ban and its record stand below a paragraph that one answer takes out.
MOVING = """\
{% if tools.transcription %}
You must say that you record a meeting.

{% endif %}
You must keep a record.

You must not decide by AI.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    tiny(tmp_path)
    clause(tmp_path, "care", BODY)
    return tmp_path


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
