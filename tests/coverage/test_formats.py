"""A coverage in each of its formats."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from policybuilder.coverage import Coverage, cover
from policybuilder.coverage.write_html import write_html
from policybuilder.coverage.write_json import write_json
from policybuilder.coverage.write_markdown import write_markdown
from policybuilder.coverage.write_text import write_text
from tests.conftest import Golden
from tests.coverage.made import small
from tests.some import one_in
from tests.workspaces import clause, library


@pytest.fixture
def found(tmp_path: Path) -> Coverage:
    """The coverage of the small workspace, whose policy started from Socitm's."""
    return cover(library(small(tmp_path, based_on="socitm-v1")), "riverton")


def test_markdown(found: Coverage, golden: Golden) -> None:
    golden("coverage/small.md", write_markdown(found))


def test_the_table_for_the_terminal(found: Coverage, golden: Golden) -> None:
    golden("coverage/small.txt", write_text(found, colour=False, width=80).encode())


def test_no_line_of_the_table_is_wider_than_the_screen(found: Coverage) -> None:
    assert max(len(line) for line in write_text(found, colour=False, width=60).splitlines()) <= 60


def test_colour_is_only_there_when_it_is_wanted(found: Coverage) -> None:
    assert "\x1b" not in write_text(found, colour=False, width=80)
    assert "\x1b[1mP1  in full" in write_text(found, colour=True, width=80)


def test_json_holds_status_note_place_and_what_is_missing(found: Coverage) -> None:
    content = json.loads(write_json(found))
    assert (content["format"], content["profile"], content["based_on"]) == (1, "riverton", "socitm-v1")
    playbook = content["frameworks"][1]
    assert playbook["counts"] == {"full": 2, "partial": 1, "none": 5, "out-of-reach": 1}
    second = playbook["items"][1]
    assert (second["status"], second["missing"]) == ("partial", ["fair"])
    assert second["parts"][0]["answered"][0]["places"] == [
        {"document": "policy", "title": "AI policy", "number": "section 1.1", "depth": "essential"}
    ]
    assert second["parts"][0]["answered"][0]["note"] == "Names the law | that applies."


def test_the_page_says_each_status_in_words_and_has_no_script(found: Coverage) -> None:
    page = html.fromstring(write_html(found))
    assert page.xpath("//script") == []
    assert page.xpath("//html/@lang") == ["en-GB"]
    statuses = [cell.text_content() for cell in page.xpath("//table[1]//td[1]")]
    assert statuses[1:] == ["In full", "In part", *["Not covered"] * 4, "Out of reach", "In full", "Not covered"]
    assert len(page.xpath("//th[@scope='row']")) == 10
    assert "started from Socitm's sample policy of 2023" in page.xpath("//article[1]/p[1]")[0].text_content()
    targets = {link[1:] for link in page.xpath("//a/@href")}
    assert targets <= set(page.xpath("//@id"))


def test_nothing_that_is_typed_becomes_markup(tmp_path: Path) -> None:
    root = small(tmp_path)
    clause(root, "care", frameworks='{playbook: {P1: "<b>bold</b> | **x** & more"}}')
    coverage = cover(library(root), "riverton")
    assert "&lt;b&gt;bold&lt;/b&gt; | **x** &amp; more" in write_html(coverage).decode()
    row = next(line for line in write_markdown(coverage).decode().splitlines() if "Know AI" in line)
    assert "<b>" not in row
    assert "**x**" not in row
    assert r"\|" in row


@pytest.mark.browser
@pytest.mark.parametrize("width", one_in(2, [320, 1280]))
def test_axe_finds_nothing_wrong_with_the_page(found: Coverage, tmp_path: Path, width: int, browser: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

    file = tmp_path / "coverage.html"
    address = replace(found.frameworks[0], source=f"https://www.example.org/{'a-long-address-' * 9}")
    file.write_bytes(write_html(replace(found, frameworks=(address, *found.frameworks[1:]))))
    page = browser.new_page(viewport={"width": width, "height": 900}, bypass_csp=True)
    page.goto(file.as_uri())
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()
