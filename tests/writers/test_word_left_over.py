"""What in a letterhead's words looks left over: from a form that nobody filled in, or from another document."""

from __future__ import annotations

import time

import pytest

from policybuilder.writers.word.shell.left_over import placeholders_in, titles_in, typed_in

WAITS = """
Click or tap here to enter text. | Click here to add a title | Click or tap to enter a date.
Cliciwch yma i nodi testun | Choose an item. | Choose a building block. | Select date | Type your letter here.
Enter your text here | Enter text | Your name here | Add title here | Insert your logo | Heading goes here
Name of policy (insert) | Dewiswch eitem item | [Insert the name of the service] | [Document title] | [Title]
Prepared by [Author] for [Name of council] | <name of service> | «AddressBlock» | Lorem ipsum dolor sit amet
Sample text | Body text body text body text | Delete this page before you publish | Delete as appropriate | DD/MM/YYYY
dd.mm.yy | XX/XX/XXXX | __ / __ / ____ | Your reference: xxxx | TBC | Document Title | Subtitle
Signed: ................ | Approved ……………… | DD Month YYYY
"""
FILLED = """
Click to read the enclosed leaflet | Type approval | Choose well this winter | Enter by the side door | [OFFICIAL]
[Not protectively marked] | Town Hall <post@marlow.example> | <https://marlow.example> | The title of the post
Add your voice to ours | Chapter XX | Call us ... | Working together for Marlow | Select Committee
Your council, your say | Dates of meetings | Text phone 01632 960001
"""
TYPED = """
Version 1.0, Town Hall | v2.1 | V1 | Ver. 2 | Rev 3 | Issue 2 | Version no. 3 | Version number: 2 | Draft 3
FERSIWN 3 | Rhifyn 4 | Last updated August 2021 | Date: 3 May 2021 | 3rd May 2021 | Aug 2021 | Sept. 2020 | May ’21
Printed 03/11/2020 | 01.05.21 | 5/8/21 | 03-05-2021 | 2021-05-03 | Last updated 2021 | Approved by Cabinet 2019
Copyright Marlow Vale 2021 | © 2021 | 2021/22 | 2023-2027 | Review date: Spring 2024 | 2nd edition | 2020 edition
Page 1 of 12 | Tudalen 3
"""
NOT_TYPED = """
Founded 1974 | Room 3.1, V Block | 01632 960001 | Reviewed each year | 12 Market Street | 1 May Street
VAT 123 4567 89 | Charity 1234567 | Sort code 20-50-51 | 020 2021 2022 | 10.1.2.21.5 | Version control | Page
Issue a licence | PO Box 2021 | www.marlow.example/2021
"""
TITLES = """
Information Security Policy | Code of Conduct | Committee report: | STAFF HANDBOOK | Data Protection Policy 2021
Corporate Plan 2023–2027 | Privacy Notice | Risk Register | The Constitution | Policy on remote working
Policy: Remote working | Strategy for housing | Terms of reference of the board | Terms of Reference
Report to Cabinet | Appendix A | Title: Leave | Information Security Policy – OFFICIAL
MARLOW VALE — Information Security Policy | Polisi Diogelu Data: Polisi
"""
NO_TITLES = """
Policy and Governance, Town Hall | Report a pothole: 01632 960001 | Marlow Vale Borough Council | Democratic Services
See our privacy notice | Working together for Marlow | Chief Executive’s Office | Planning | Read our charter
Contact us to report a problem with your plan
"""


def lines(words: str) -> list[str]:
    return [each.strip() for line in words.strip().splitlines() for each in line.split(" | ")]


@pytest.mark.parametrize("words", lines(WAITS))
def test_what_a_form_asks_for_is_told(words: str) -> None:
    assert placeholders_in(words)


@pytest.mark.parametrize("words", lines(FILLED))
def test_what_is_no_placeholder_is_not(words: str) -> None:
    assert not placeholders_in(words)


@pytest.mark.parametrize("words", lines(TYPED))
def test_a_version_day_or_page_number_that_was_typed_is_told(words: str) -> None:
    assert typed_in(words, "en-GB")


@pytest.mark.parametrize("words", lines(NOT_TYPED))
def test_other_figures_are_none(words: str) -> None:
    assert not typed_in(words, "en-GB")


@pytest.mark.parametrize("words", [*lines(TITLES), "Information Security Policy\tMarlow Vale", "Leave Scheme   |   HR"])
def test_the_title_of_another_document_is_told(words: str) -> None:
    assert titles_in(words)


@pytest.mark.parametrize("words", lines(NO_TITLES))
def test_other_words_are_no_title(words: str) -> None:
    assert not titles_in(words)


@pytest.mark.parametrize(
    "word", ["policy ", "[a", "click ", " ", "insert the ", "1/1/", "updated ", "x / ", ". ", "(c) "]
)
def test_a_long_line_is_looked_at_in_no_time(word: str) -> None:
    began = time.process_time()
    for look in (placeholders_in, titles_in, lambda words: typed_in(words, "en-GB")):
        look(word * 4_000)
    assert time.process_time() - began < 0.6
