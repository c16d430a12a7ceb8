from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policybuilder.document import Emphasis, Link, Reference, Strong, Text, Value, without_links
from policybuilder.inert import address, lines, one_line, printable
from tests.writers.strategies import mischief


def test_a_character_that_no_format_can_hold_shows_as_replaced() -> None:
    assert printable("a\x00b\x1bc\ud800d\ufffee") == "a\ufffdb\ufffdc\ufffdd\ufffde"


def test_line_ends_within_a_value_read_as_a_space() -> None:
    assert one_line("Riverton\r\nCouncil\u2028Hall\tOffice") == "Riverton Council Hall Office"


def test_lines_that_matter_end_in_one_way() -> None:
    assert lines("a\r\nb\rc\u2028d\n\n e\x00") == "a\nb\nc\nd\n\n e\ufffd"


def test_ordinary_words_stay_as_they_are() -> None:
    words = "Cyngor Sir y Fflint \u2013 \u201cH&M <Council>\u201d, £5, naïve\u00a0\U0001f600"
    assert one_line(words) == words


@given(mischief)
def test_any_text_on_one_line_can_be_encoded_and_stays_one_line(text: str) -> None:
    line = one_line(text)
    assert line.encode().decode() == line
    assert len(line.splitlines()) <= 1
    assert one_line(line) == line


@pytest.mark.parametrize(
    "target",
    ["https://www.riverton.example/foi?a=1&b=2#part", "mailto:ai@riverton.example", "tel:01632960000", "#scope"],
)
def test_an_address_that_a_policy_may_lead_to_stays_as_it_is(target: str) -> None:
    assert address(target) == target


@pytest.mark.parametrize(
    "target",
    ["javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "data:text/html,x", "vbscript:x", "", " "],
)
def test_an_address_that_could_run_code_is_refused(target: str) -> None:
    assert address(target) == ""


def test_an_address_cannot_end_the_link_that_holds_it() -> None:
    assert address('https://x.example/a b"<>()[]`|\\') == "https://x.example/a%20b%22%3C%3E%28%29%5B%5D%60%7C%5C"


def test_a_control_character_does_not_hide_a_scheme() -> None:
    assert address("java\tscript:alert(1)") == "java%09script:alert%281%29"


@given(st.text())
def test_any_address_is_plain_ascii_without_space_or_quotation_marks(target: str) -> None:
    assert not set(address(target)) & set(" \"'<>()[]`|\\{}\n\t")
    assert address(target).isascii()


def test_links_within_a_link_are_words() -> None:
    inner = (Reference("scope", "section 1.2"), Strong((Link("#x", (Text("x"),)), Emphasis((Text("y"),)))))
    assert without_links((*inner, Value("v", "p"))) == (
        Text("section 1.2"),
        Strong((Text("x"), Emphasis((Text("y"),)))),
        Value("v", "p"),
    )
