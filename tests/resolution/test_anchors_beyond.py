"""Amendments where conditions, loops, bases and other amendments have a say in what stands there."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.document import plain_text
from policybuilder.errors import Problems
from policybuilder.resolution import resolve
from tests.resolution.anchoring import ASKED, BODY, BRANCHES, NEWER, TABLE, amended, clause, entry
from tests.resolution.reading import clause_of, refused, resolved, words
from tests.workspaces import base, library, profile, tiny


@pytest.fixture
def root(tmp_path: Path) -> Path:
    tiny(tmp_path)
    clause(tmp_path, "care", BODY)
    return tmp_path


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
