"""The words that a report shows: the old policy's as it writes them, the library's with what would stand there."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from policybuilder import api
from policybuilder.adopt.adoption import Adoption, adopted
from policybuilder.adopt.old_policy import old_policy
from policybuilder.adopt.write_html import write_html
from policybuilder.library.library import Library
from policybuilder.readers.old_policy import read_old_policy

ROOT = Path(__file__).resolve().parents[2]
OLD = """# AI policy

## 3 Definitions

| Hallucination | A confident statement with no basis in fact |
| --- | --- |
| Kettle | A thing that boils water for tea |

## What is a request for information?

Send it to the kettle team on the same day.

## Approval

A request is accompanied by a data protection impact assessment and by the supplier's answers.

## Incidents

Staff must report it to the service desk at once, at the latest within four hours.
"""


@cache
def library() -> Library:
    return api.load(ROOT)


@cache
def adoption() -> Adoption:
    return adopted(library(), old_policy(read_old_policy(OLD.encode(), "old.md"), "old.md"), "generative-ai-policy")


def test_the_words_that_carry_a_clause_stand_in_the_passage_or_above_it_as_they_are_shown() -> None:
    for passage in adoption().policy.passages:
        around = " ".join((passage.text, passage.heading, passage.lead))
        for match in adoption().matches.get(passage.number, ()):
            assert match.words
            assert [word for word in match.words if word not in around] == []


def test_words_that_mean_one_thing_together_are_shown_together() -> None:
    (number,) = (passage.number for passage in adoption().policy.passages if "accompanied" in passage.text)
    shown = {match.clause: match.words for match in adoption().matches[number]}
    assert "data protection impact assessment" in shown["dpia-trigger"]


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("incident-reporting", "You must report it to [email address for reporting incidents] at once"),
        ("foi-eir", "to [email address for requests for information] the same day"),
    ],
)
def test_the_library_s_sentence_names_what_would_stand_where_only_a_council_knows(clause: str, said: str) -> None:
    shown = [match.ours for found in adoption().matches.values() for match in found if match.clause == clause]
    assert any(said in text for text in shown)


def test_no_name_of_a_column_stands_for_what_the_library_says() -> None:
    shown = [
        match.ours for found in adoption().matches.values() for match in found if match.clause == "definitions-core"
    ]
    assert shown
    assert "Word" not in shown


def test_no_number_of_a_section_is_made_up() -> None:
    text = "# AI\n\n## Use\n\nEach time, use an approved tool for a purpose that it is approved for.\n"
    old = adopted(library(), old_policy(read_old_policy(text.encode(), "old.md"), "old.md"), "generative-ai-policy")
    shown = {match.clause: match.ours for found in old.matches.values() for match in found}
    assert shown["user-duties"] == "use an approved tool, for a purpose it is approved for ([another section])"


@pytest.mark.browser
def test_on_paper_tables_stay_tables_and_the_texts_that_links_lead_to_are_left_out(
    tmp_path: Path, browser: Any
) -> None:
    file = tmp_path / "report.html"
    file.write_bytes(write_html(adoption(), library()))
    page = browser.new_page(viewport={"width": 700, "height": 1000})
    page.goto(file.as_uri())
    display = "document.querySelector('#decisions ~ table').computedStyleMap().get('display').value"
    assert page.evaluate(display) == "block"
    assert page.locator("#clause-dpia-trigger").is_visible()
    assert not page.get_by_text("They are left out on paper").is_visible()
    page.emulate_media(media="print")
    assert page.evaluate(display) == "table"
    assert not page.locator("#clause-dpia-trigger").is_visible()
    assert page.get_by_text("They are left out on paper").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 700
    page.close()
