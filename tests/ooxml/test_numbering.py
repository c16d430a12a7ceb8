"""What the lists of a Word file are, by the ids that paragraphs and styles name."""

from __future__ import annotations

from lxml import etree

from policybuilder.ooxml.names import WORD
from policybuilder.ooxml.numbering import Level, Numbering, next_id


def numbering(inner: str) -> Numbering:
    """Return the lists of a numbering part with this content."""
    return Numbering(etree.fromstring(f'<w:numbering xmlns:w="{WORD}">{inner}</w:numbering>'))


def level(at: int, text: str, inner: str = "") -> str:
    """Return a level of a list as it is written."""
    return f'<w:lvl w:ilvl="{at}">{inner}<w:numFmt w:val="decimal"/><w:lvlText w:val="{text}"/></w:lvl>'


START = '<w:start w:val="{}"/>'


def test_an_instance_has_the_levels_of_its_abstract_list() -> None:
    lists = numbering(
        f'<w:abstractNum w:abstractNumId="4">{level(0, "%1")}{level(1, "%1.%2", START.format(3))}</w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="4"/></w:num>'
    )
    assert lists.abstract_of("7") == "4"
    assert lists.levels("7") == {0: Level("decimal", "%1", 1, 0.0, ""), 1: Level("decimal", "%1.%2", 3, 0.0, "")}


def test_an_instance_changes_the_levels_that_it_names() -> None:
    lists = numbering(
        f'<w:abstractNum w:abstractNumId="0">{level(0, "%1")}{level(1, "%2")}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="1">{level(1, "(%2)")}'
        "</w:lvlOverride></w:num>"
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
        "</w:lvlOverride></w:num>"
    )
    assert [each.text for each in lists.levels("1").values()] == ["%1", "(%2)"]
    assert (lists.levels("2")[0].start, lists.levels("2")[0].restarts) == (5, True)
    assert (lists.levels("1")[0].start, lists.levels("1")[0].restarts) == (1, False)


def test_a_list_that_names_a_list_style_has_the_levels_of_that_style() -> None:
    lists = numbering(
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Outline"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="Outline"/>{level(0, "%1)")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    assert lists.levels("1")[0].text == "%1)"


def test_ids_and_numbers_that_are_none_are_passed_over() -> None:
    lists = numbering(
        f'<w:abstractNum w:abstractNumId="x">{level(0, "%1", START.format("first"))}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="x"/></w:num><w:num w:numId="²"/>'
    )
    assert lists.levels("1")[0].start == 1
    assert lists.levels("9") == {}
    assert next_id(lists.instances) == 2
    assert next_id(lists.abstracts, first=0) == 0
    assert Numbering(None).levels("1") == {}
