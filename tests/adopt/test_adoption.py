"""`adopt`: every passage of an old policy once, what it says of the library, what it decided and what it lacks."""

from __future__ import annotations

import io
import json
import re
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from policybuilder import api
from policybuilder.adopt.adoption import Adoption, adopted
from policybuilder.adopt.old_policy import OldPolicy, old_policy
from policybuilder.adopt.words import decision_rows, five_gaps, front_sentences, gap_line
from policybuilder.adopt.write_document import report_document
from policybuilder.adopt.write_html import write_html
from policybuilder.adopt.write_markdown import write_markdown
from policybuilder.adopt.write_text import write_text
from policybuilder.errors import PolicyBuilderError
from policybuilder.library.councils import unregistered
from policybuilder.library.library import Library
from policybuilder.lifecycle.summary import report_file
from policybuilder.readers.old_policy import read_old_policy
from policybuilder.update.adopting import chosen, taken_over
from policybuilder.update.adopting_files import old_to_new
from tests.adopt.benchmark import Figures, adoption_of, figures
from tests.adopt.expected import Expected, policies
from tests.adopt.made import file_of
from tests.redline.word import docx, h, p
from tests.some import one_in

ROOT = Path(__file__).resolve().parents[2]


@cache
def library() -> Library:
    return api.load(ROOT)


@cache
def report_on(name: str) -> Adoption:
    return next(adoption_of(policy, library()) for policy in policies() if policy.name == name)


def figures_of(group: str) -> Figures:
    those = [policy for policy in policies() if policy.group == group]
    return figures(those, library(), {policy.name: report_on(policy.name) for policy in those})


def read(text: str, name: str = "old.md") -> OldPolicy:
    return old_policy(read_old_policy(text.encode(), name), name)


def report(text: str, name: str = "old.md") -> Adoption:
    return adopted(library(), read(text, name))


def refusal(content: bytes | str, name: str) -> str:
    raw = content if isinstance(content, bytes) else content.encode()
    with pytest.raises(PolicyBuilderError) as caught:
        adopted(library(), old_policy(read_old_policy(raw, name), name))
    return str(caught.value)


# How good it is -------------------------------------------------------------------------------------------


@pytest.mark.rest
@pytest.mark.parametrize("group", one_in(2, ["held out", "tuned to"]))
def test_most_of_what_a_careful_reader_names_is_found_and_little_else(group: str) -> None:
    found = figures_of(group)
    assert found.recall >= 0.85, str(found)
    assert found.precision >= 0.70, str(found)
    assert found.decided >= 0.80, str(found)
    assert found.wrong_at_sure == 0, str(found)


@pytest.mark.rest
@pytest.mark.parametrize("group", one_in(2, ["unseen", "later"]))
def test_most_of_a_policy_is_understood_that_nothing_was_taught_from(group: str) -> None:
    found = figures_of(group)
    assert found.recall >= 0.78, str(found)
    assert found.precision >= 0.72, str(found)
    assert found.decided >= 0.7, str(found)
    assert found.wrong_at_sure == 0, str(found)


# Every passage once ---------------------------------------------------------------------------------------


def _letters(text: str) -> str:
    return re.sub(r"^[a-z]?\d[\d.]* |[^a-z]", "", text.lower())


@pytest.mark.parametrize("policy", one_in(12, policies()), ids=lambda policy: str(policy.name))
def test_every_line_of_an_old_policy_is_a_passage_once_or_named_as_left_out(policy: Expected) -> None:
    adoption = report_on(policy.name)
    texts = [_letters(passage.text) for passage in adoption.policy.passages]
    lines = [_letters(line.text) for line in policy.text if line.kind != "h"]
    # The number of a paragraph is its place, and no part of its text.
    # A table that says whose the document is counts as no text of it.
    left_out = {_letters(line.text) for line in adoption.policy.left_out}
    assert [line for line in lines if line not in texts and line not in left_out] == []
    assert len(texts) == len(set(texts))
    assert not left_out.intersection(texts)
    assert [passage.number for passage in adoption.policy.passages] == list(range(1, len(texts) + 1))
    shown = adoption.as_json()["passages"]
    assert [each["number"] for each in shown] == list(range(1, len(texts) + 1))


def test_what_a_website_puts_round_its_page_is_left_out_and_said() -> None:
    adoption = report_on("05-communications-statement")
    left_out = " ".join(line.text for line in adoption.policy.left_out)
    assert "cookies" in left_out
    assert "Council tax" in left_out
    assert "Related pages" in left_out
    assert not any("cookies" in passage.text for passage in adoption.policy.passages)


def test_what_stands_on_every_page_of_a_pdf_is_left_out_and_said() -> None:
    adoption = report_on("09-badly-formatted")
    assert any("v2.3" in line.text and line.place == "On every page" for line in adoption.policy.left_out)
    assert not any("v2.3" in passage.text for passage in adoption.policy.passages)


def test_a_word_parted_at_the_end_of_a_line_is_whole_again() -> None:
    text = " ".join(passage.text for passage in report_on("09-badly-formatted").policy.passages)
    assert "consultants" in text
    assert "data protection impact assessment" in text
    assert not [word for word in text.split() if word.endswith("-")]


def test_headings_typed_in_bold_are_headings() -> None:
    passages = report_on("06-police-like").policy.passages
    assert passages[0].heading == "POLICY STATEMENT"
    assert passages[-1].heading == "UNIFORM"
    assert passages[-1].place.startswith("10 UNIFORM")


# What a passage says ---------------------------------------------------------------------------------------


def test_a_sentence_of_the_library_says_the_same() -> None:
    adoption = report("# AI\n\n## Checking output\n\nIf you cannot check something, you must not use it.\n")
    (match,) = [each for each in adoption.matches[1] if each.clause == "accuracy-checking"]
    assert (match.how, match.score) == ("same", 1.0)


@pytest.mark.parametrize(
    "rule",
    [
        "You must not put personal data into a public AI tool such as the free version of ChatGPT.",
        "Special category data must never be entered into a public tool.",
        "Officers may use Copilot Chat for personal data.",
    ],
)
def test_a_label_that_only_names_the_subject_of_a_rule_does_not_say_it(rule: str) -> None:
    found = report(f"# AI\n\n## Using AI\n\n{rule}\n").matches[1]
    assert [each.ours for each in found if each.how != "subject" and len(each.ours.split()) < 4] == []


def test_another_limit_another_duty_and_an_exception_are_differences() -> None:
    text = "## Chatbots\n\nYou may let anyone mistake AI for a person, unless your manager says no.\n"
    (match, *_) = report(f"# AI\n\n{text}").matches[1]
    assert match.clause == "disclosure-and-labelling"
    assert match.how != "same"
    assert {each.kind for each in match.differs} == {"duty", "exception"}


def clauses_of(text: str, number: int) -> set[str]:
    return {match.clause for match in report(f"# AI\n\n{text}\n").matches[number]}


def test_an_answer_is_read_with_the_question_above_it() -> None:
    answer = "Yes, always, even for a short email."
    assert "disclosure-and-labelling" in clauses_of(f"## Do I have to say that AI helped me?\n\n{answer}", 1)
    assert "disclosure-and-labelling" not in clauses_of(f"## At work\n\n{answer}", 1)


def test_an_item_that_says_little_is_on_the_subject_of_what_leads_into_its_list() -> None:
    item = "maps of the harbour"
    assert clauses_of(f"## Rules\n\n- {item}", 1) == set()
    lead = "Respect copyright. Never upload copyrighted material without permission, for example:"
    (match, *_) = report(f"# AI\n\n## Rules\n\n{lead}\n\n- {item}\n").matches[2]
    assert (match.clause, match.how, match.theirs) == ("copyright-inputs", "subject", item)


def test_what_a_sentence_says_again_in_other_words_weighs_more() -> None:
    once = "The climate is a thing that every team of ours keeps a close eye on whenever it plans its coming year."
    again = once.replace("The climate is", "The climate, carbon, energy and our footprint are")
    scores = [
        next((m.score for m in report(f"# AI\n\n## Plans\n\n{text}\n").matches[1]
              if m.clause == "environmental-sustainability"), 0.0)
        for text in (once, again)
    ]  # fmt: skip
    assert scores[0] < scores[1]


def test_what_a_whole_policy_is_about_tells_little_of_one_passage() -> None:
    passage = "What generative AI gives is looked at for accuracy."
    others = ("Training", "Licences", "Reports", "Meetings", "Pictures")
    about = "\n\n".join(f"{subject} and generative AI go together here." for subject in others)
    alone = dict(scores_of(f"{passage}\n\nThe yard is locked at night.", 1))
    among = dict(scores_of(f"{passage}\n\n{about}", 1))
    assert alone["accuracy-checking"] < among["accuracy-checking"]


def scores_of(text: str, number: int) -> list[tuple[str, float]]:
    return [(match.clause, match.score) for match in report(f"# AI\n\n## Use\n\n{text}\n").matches[number]]


@pytest.mark.parametrize(
    ("heading", "sentence", "clause"),
    [
        ("Contact", "A counter with a person behind it stays open in every town.", "digital-inclusion-alternatives"),
        ("Staff", "Sidestepping a filter is a serious matter.", "no-circumvention"),
        ("Homes", "An occupier is told what the smart speaker hears.", "technology-enabled-care"),
    ],
)
def test_a_sentence_is_known_by_its_subject_in_words_that_no_saying_has(
    heading: str, sentence: str, clause: str
) -> None:
    matches = report(f"# AI\n\n## {heading}\n\n{sentence}\n").matches[1]
    assert matches[0].clause == clause
    assert matches[0].words


def test_a_phrase_of_a_subject_counts_only_where_all_its_words_are() -> None:
    both = dict(scores_of("Members hear of it twice, in a year that ends in March.", 1))
    one = dict(scores_of("Members hear of it in March.", 1))
    assert both.get("member-oversight", 0.0) > one.get("member-oversight", 0.0)


def test_one_word_of_a_subject_is_not_enough_in_a_sentence_about_other_things() -> None:
    adoption = report("# AI\n\n## Kettles\n\nNobody may connect a kettle to the boiler of the rear yard.\n")
    assert adoption.standing(adoption.policy.passages[0]) == "nothing"


def test_each_row_is_on_the_subject_of_the_heading_that_its_table_stands_below() -> None:
    table = "| Clerk | Keeps the kettle full |\n| --- | --- |\n| Treasurer | Counts the biscuits |\n"
    below = report(f"# AI\n\n## Roles and responsibilities\n\n{table}").matches
    assert all("role-table" in {match.clause for match in found} for found in below.values())
    elsewhere = report(f"# AI\n\n## Refreshments\n\n{table}").matches
    assert not any("role-table" in {match.clause for match in found} for found in elsewhere.values())


def test_what_the_library_does_not_speak_of_is_said_to_be_so() -> None:
    adoption = report("# AI\n\n## Parking\n\nThe rear yard is locked by the caretaker at six o'clock.\n")
    assert adoption.standing(adoption.policy.passages[0]) == "nothing"


def test_a_passage_in_another_language_is_said_and_not_mapped() -> None:
    welsh = "Mae'n rhaid i bob aelod o staff ddilyn y polisi hwn pan fyddant yn defnyddio deallusrwydd artiffisial."
    english = "You must report an AI incident at once. You must keep the prompt and the output."
    adoption = report(f"# AI\n\n## Both\n\n{welsh}\n\n{english}\n")
    assert [adoption.standing(passage) for passage in adoption.policy.passages] == ["not English", "same"]


# Decisions, gaps, what is stale ----------------------------------------------------------------------------


def test_a_decision_names_its_words_and_its_place() -> None:
    adoption = report("# AI\n\n## Review\n\nThis policy will be reviewed every six months.\n")
    (decision,) = adoption.decisions
    assert (decision.parameter, decision.value, decision.sure) == ("review_months", 6, True)
    assert decision.words == "This policy will be reviewed every six months"
    assert decision.place == "1 Review, paragraph 1"


def test_two_answers_to_one_question_are_a_contradiction_and_none_is_sure() -> None:
    text = "This policy will be reviewed every six months.\n\nThis policy will be reviewed every two years.\n"
    adoption = report(f"# AI\n\n## Review\n\n{text}")
    assert [(each.value, each.sure) for each in adoption.decisions] == [(6, False), (24, False)]
    assert [each.rule for each in adoption.stale] == ["contradiction"]


@pytest.mark.parametrize(
    "sentence",
    one_in(
        5,
        [
            "Personal data must never be entered into public tools such as ChatGPT.",
            "You must not use confidential information in a public tool.",
            "Suppliers must report incidents within 24 hours.",
            "The Head of ICT approves requests for new tools.",
            "We will respond to information requests within 20 working days.",
        ],
    ),
)
def test_words_that_only_sound_like_a_decision_are_never_sure(sentence: str) -> None:
    wrong = {"personal_information_rule", "tools.public_tools", "incident_report_hours", "ai_board_name",
             "request_sla_days"}  # fmt: skip
    adoption = report(f"# AI\n\n## Rules\n\n{sentence}\n")
    assert not [each for each in adoption.decisions if each.sure and each.parameter in wrong]


def test_missing_clauses_come_with_their_law_mandatory_ones_first() -> None:
    adoption = report("# AI\n\n## Checking\n\nIf you cannot check something, you must not use it.\n")
    levels = [gap.level for gap in adoption.missing]
    assert levels == sorted(levels, key=("mandatory", "recommended", "optional").index)
    assert "accuracy-checking" not in {gap.clause for gap in adoption.missing}
    assert any(gap.law and gap.why for gap in adoption.missing)
    assert not [gap.clause for gap in adoption.missing if any("Northern Ireland" in law for law in gap.law)]


def test_old_names_and_the_law_of_another_nation_are_stale() -> None:
    text = "You must not use Bing Chat. Requests come under the Freedom of Information (Scotland) Act 2002."
    adoption = report(f"# AI\n\n## Law\n\n{text}\n\nThe Welsh Language Standards apply in Wales. Wales has its own.\n")
    assert adoption.nation == "wales"
    assert {each.rule for each in adoption.stale} == {"stale-names", "wrong-nation-law"}


# Reports ---------------------------------------------------------------------------------------------------


@pytest.mark.rest
def test_the_reports_are_the_same_bytes_each_time_and_hold_every_passage() -> None:
    policy = policies()[6]
    first, second = (adoption_of(policy, library()) for _ in range(2))
    for write in (write_html, write_markdown):
        assert write(first, library()) == write(second, library())
    page = write_html(first, library()).decode()
    assert [page.count(f'id="passage-{each.number}"') for each in first.policy.passages] == [1] * len(
        first.policy.passages
    )
    assert "<script" not in page
    assert 'lang="en-GB"' in page
    assert report_document(first, library()) == report_document(second, library())
    assert "The gaps that matter most" in write_text(first, library(), colour=False, width=100)


def test_the_texts_that_the_report_links_to_read_as_printed_words() -> None:
    page = write_html(report_on("11-parish"), library()).decode()
    article = re.search(r'<article id="clause-accuracy-checking">.*?</article>', page, re.DOTALL)
    assert article
    assert "If you cannot check something, you must not use it." in article[0]
    assert "{%" not in article[0]
    assert 'href="#clause-accuracy-checking"' in page


def test_json_has_the_shape_that_programs_are_promised() -> None:
    found = json.loads(json.dumps(report_on("11-parish").as_json()))
    assert {"place", "heading", "text", "clauses"} <= found["passages"][0].keys()
    assert {"id", "how", "score", "words"} <= found["passages"][0]["clauses"][0].keys()
    assert {"parameter", "value", "place", "words", "sure"} <= found["decisions"][0].keys()
    assert {"clause", "level", "why"} <= found["missing"][0].keys()


def test_what_is_stale_says_in_json_by_which_rule_where_and_what_to_do() -> None:
    text = "# AI\n\n## Tools\n\nYou must not use Bing Chat.\n\n## Review\n\n"
    text += "This policy will be reviewed every six months.\n\nThis policy will be reviewed every two years.\n"
    found = report(text).as_json()["stale"]
    assert [each.keys() for each in found] == [{"rule", "passage", "place", "message", "hint"}] * 2
    assert [(each["rule"], each["passage"], each["place"]) for each in found] == [
        ("stale-names", 1, "1 Tools, paragraph 1"),
        ("contradiction", 2, "2 Review, paragraph 1"),
    ]
    assert all(each["message"] and each["hint"] for each in found)


def test_the_door_reads_a_file_and_the_built_in_library_serves_in_any_folder(tmp_path: Path) -> None:
    content, name = file_of(policies()[10])
    (tmp_path / name).write_bytes(content)
    adoption = api.adopt(library(), tmp_path / name, document="generative-ai-policy")
    assert adoption.document == "generative-ai-policy"
    assert len(adoption.policy.passages) == 8


def test_a_report_counts_and_quotes_as_a_person_would() -> None:
    text = (
        "Requests are answered within ten working days.\n\nThe AI Board, chaired by the Chief Executive, meets monthly."
    )
    adoption = report(f"# AI\n\n## Tools\n\n{text}\n\n## Parking\n\nThe rear yard is locked by the caretaker at six.\n")
    assert "1 says what nothing in the library says" in write_text(adoption, library(), colour=False, width=200)
    shown = {row.decision.parameter: (row.answer, row.decision.words) for row in decision_rows(adoption, library())}
    assert shown["ai_board_chair"] == ("Chief Executive", "chaired by the Chief Executive")
    assert shown["request_sla_days"][0] == "10 working days"


def test_the_gaps_that_matter_most_are_law_first_and_then_what_asks_most_of_people() -> None:
    adoption = report("# AI\n\n## Checking\n\nIf you cannot check something, you must not use it.\n")
    gaps = five_gaps(adoption)
    assert len(gaps) == 5
    assert {gap.level for gap in gaps} == {"mandatory"}
    assert [bool(gap.law) for gap in gaps] == sorted((bool(gap.law) for gap in gaps), reverse=True)
    assert not any(gap.depends for gap in gaps)
    for lawful in (True, False):
        duties = [(not gap.touched, gap.duties) for gap in gaps if bool(gap.law) is lawful]
        assert duties == sorted(duties, reverse=True)
    line = gap_line(next(gap for gap in adoption.missing if gap.law == ("the UK GDPR",)))
    assert line.startswith("It rests on the UK GDPR, which sets the main rules")


def test_what_only_some_councils_do_is_no_gap_that_matters_most_where_nobody_says_which_council_it_is() -> None:
    adoption = report("# AI\n\n## Checking\n\nIf you cannot check something, you must not use it.\n")
    care = next(gap for gap in adoption.missing if gap.clause == "social-care-records")
    assert care.depends
    assert "only to a council that does what it is about" in gap_line(care)


def test_a_passage_that_takes_a_decision_is_on_the_subject_of_what_asks_for_it() -> None:
    adoption = report("# AI\n\n## Rules\n\nRead this page with care.\n\nPrompts are kept for 60 days.\n")
    gaps = {gap.clause: gap.touched for gap in adoption.missing}
    assert 2 in gaps.get("records-retention", (2,))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Be kind.", "No decision was found in it."),
        ("Be open about using AI.", "1 decision was found in it, to be confirmed."),
        ("Be open about using AI. Facial recognition must not be used.", "2 decisions were found in it, "),
    ],
)
def test_the_front_page_says_how_many_decisions_were_found(text: str, said: str) -> None:
    adoption = report(f"# AI\n\n## Rules\n\n{text} Ask your manager what else there is to know about this.\n")
    assert said in " ".join(front_sentences(adoption))
    assert said in write_html(adoption, library()).decode()


def test_a_clause_that_is_new_in_the_draft_is_new_because_the_earlier_policy_does_not_say_it() -> None:
    adoption = report("# AI\n\n## Checking\n\nIf you cannot check something, you must not use it.\n")
    council = unregistered("Ashcombe Council", "unitary", "england", library().reference.facts)
    taken = taken_over(adoption, library(), "ashcombe-new", council, chosen(adoption, {}), "2026-11-27")
    added = [change for change in old_to_new(taken, adoption).changes if change.kinds == ("added",)]
    assert added
    assert all("the earlier policy" in reason.text for change in added for reason in change.reasons)


def test_the_first_heading_below_the_title_is_the_first_whatever_kind_of_heading_the_title_is() -> None:
    content = docx(h("AI policy", 1), h("Purpose", 1), p("It says what is allowed."), h("Use", 1), p("Ask first."))
    old = old_policy(read_old_policy(content, "old.docx"), "old.docx")
    assert (old.title, [passage.place for passage in old.passages]) == (
        "AI policy",
        ["1 Purpose, paragraph 1", "2 Use, paragraph 1"],
    )


def test_a_word_report_has_a_space_after_what_is_bold_and_names_nobody_who_is_not_known() -> None:
    written = api.write(report_document(report_on("11-parish"), library()), "text", library()).decode()
    assert "(mandatory). It rests on" in written
    assert "(mandatory).It" not in written
    content = report_file(report_document(report_on("11-parish"), library()), library())
    texts = re.findall(r"<w:t[ >][^<]*", zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode())
    assert not [text for text in texts if text.partition(">")[2].strip() in (".", ". ")]
    assert any(text.partition(">")[2].startswith(" It rests on") for text in texts)


@pytest.mark.browser
@pytest.mark.parametrize("width", one_in(2, [320, 1280]))
def test_axe_finds_nothing_wrong_with_the_page_and_nothing_goes_sideways(
    tmp_path: Path, width: int, browser: Any
) -> None:
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

    file = tmp_path / "report.html"
    file.write_bytes(write_html(report_on("05-communications-statement"), library()))
    page = browser.new_page(viewport={"width": width, "height": 900}, bypass_csp=True)
    page.goto(file.as_uri())
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()
