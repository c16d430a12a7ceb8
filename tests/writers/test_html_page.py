"""The HTML page in a real browser: accessibility rules, small screens, the keyboard, paper."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page

from policybuilder.document import Value
from policybuilder.writers.html import write_html, write_html_body, write_html_body_style
from tests.builders import holding, paragraph, table
from tests.some import one_in
from tests.writers.sample import long_sample, sample

pytestmark = pytest.mark.browser

DESK, PHONE, SMALLEST = 1280, 360, 320
"""Widths in CSS pixels; 320 is what WCAG 2.2 criterion 1.4.10 (Reflow) asks for."""

HOST = """<!DOCTYPE html><html lang="en-GB"><head><title>AI policy</title>
<style>body {{ line-height: 1.6 }}</style></head><body><header><p>Riverton Borough Council</p></header>
<main><h1>Generative AI policy</h1>{}</main></body></html>"""
"""A content system's page: a heading, and lines as far apart as WCAG asks."""

BARE = HOST.replace("<style>body {{ line-height: 1.6 }}</style>", '<meta name="viewport" content="width=device-width">')
"""A page without any style sheet."""


def shown(browser: Browser, folder: Path, written: bytes, width: int = DESK) -> Page:
    """Return a browser page that shows what was written, from a file, as a person would open it."""
    path = folder / "policy.html"
    path.write_bytes(written)
    page = browser.new_page(viewport={"width": width, "height": 740})
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize(("kind", "width"), one_in(3, itertools.product(["page", "body"], [DESK, PHONE])))
def test_axe_finds_nothing(browser: Browser, tmp_path: Path, kind: str, width: int) -> None:
    written = write_html(sample()) if kind == "page" else HOST.format(write_html_body(sample()).decode()).encode()
    page = shown(browser, tmp_path, written, width)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.rest
@pytest.mark.parametrize("style", one_in(2, ["", write_html_body_style(sample()).decode()]))
def test_the_body_reads_well_without_a_style_sheet_and_with_the_one_beside_it(
    browser: Browser, tmp_path: Path, style: str
) -> None:
    host = BARE.format(f"<style>{style}</style>" * bool(style) + write_html_body(long_sample(2)).decode())
    page = shown(browser, tmp_path, host.encode(), SMALLEST)
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALLEST
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag22aa"]}})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", one_in(3, [SMALLEST, DESK, PHONE]))
def test_the_page_never_scrolls_sideways(browser: Browser, tmp_path: Path, width: int) -> None:
    page = shown(browser, tmp_path, write_html(long_sample(3)), width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.rest
def test_a_long_word_does_not_widen_a_phone_page(browser: Browser, tmp_path: Path) -> None:
    word = Value("x" * 300, "example")
    written = write_html(holding(paragraph(word, "1.1.1"), table(["A", "B"], ["a", word]), table([word], [word])))
    page = shown(browser, tmp_path, written, PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


@pytest.mark.rest
def test_a_wide_table_scrolls_within_its_own_region_on_a_phone(browser: Browser, tmp_path: Path) -> None:
    page = shown(browser, tmp_path, write_html(sample()), PHONE)
    region = page.get_by_role("region", name="Table in 3.2 Which information may go into which tool")
    assert region.evaluate("element => element.scrollWidth > element.clientWidth")
    region.focus()
    page.keyboard.press("ArrowRight")
    # The page's own policy forbids what Playwright's wait_for_function does, so wait by asking.
    for _ in range(100):
        if region.evaluate("element => element.scrollLeft"):
            break
        page.wait_for_timeout(20)
    assert region.evaluate("element => element.scrollLeft") > 0


@pytest.mark.rest
def test_the_page_asks_for_nothing_and_complains_of_nothing(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "policy.html"
    path.write_bytes(write_html(sample()))
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(path.as_uri(), wait_until="networkidle")
    assert asked == [path.as_uri()]
    assert said == []


def test_the_keyboard_skips_to_the_text(browser: Browser, tmp_path: Path) -> None:
    page = shown(browser, tmp_path, write_html(sample()))
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Skip to the text of the policy")
    box = link.bounding_box()
    assert box is not None
    assert box["x"] >= 0, "the link is in sight once it has the focus"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"


@pytest.mark.rest
def test_what_assistive_technology_is_told(browser: Browser, tmp_path: Path) -> None:
    page = shown(browser, tmp_path, write_html(sample()))
    assert page.get_by_role("banner").count() == 1
    assert page.get_by_role("main").count() == 1
    assert page.get_by_role("contentinfo").count() == 1
    contents = page.get_by_role("navigation", name="Contents")
    assert contents.get_by_role("link", name="3.1 Keeping and deleting").count() == 1
    assert page.get_by_role("rowheader", name="Personal data", exact=True).count() == 1
    assert page.get_by_role("columnheader", name="Agent").count() == 1


@pytest.mark.rest
def test_words_spaced_out_by_the_reader_stay_on_the_page(browser: Browser, tmp_path: Path) -> None:
    """WCAG 2.2 criterion 1.4.12 (Text spacing) names these values."""
    page = shown(browser, tmp_path, write_html(sample()), SMALLEST)
    page.evaluate(
        """() => document.querySelectorAll('*').forEach(element => {
            element.style.cssText += 'line-height: 1.5 !important; letter-spacing: 0.12em !important;'
                + 'word-spacing: 0.16em !important';
        })"""
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALLEST


@pytest.mark.rest
def test_it_prints_on_a4_with_the_contents_once_and_no_links_for_the_screen(browser: Browser, tmp_path: Path) -> None:
    page = shown(browser, tmp_path, write_html(sample()))
    printed = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert len(boxes) >= 3
    assert all(abs(float(wide) - 595) < 2 and abs(float(high) - 842) < 2 for wide, high in boxes)
    page.emulate_media(media="print")
    for name in ("Skip to the text of the policy", "Back to the top"):
        assert not page.get_by_text(name).is_visible()
    assert page.get_by_role("heading", name="Contents").count() == 1
