"""What a policy adds to a Word file around its clauses: contents list, numbering instances, links, properties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from policybuilder.document import Document
from policybuilder.ooxml.names import CORE_PROPERTIES, RELATION
from policybuilder.writers.word.body import paragraph
from policybuilder.writers.word.words import escape, field_xml

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


# Contents ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Entry:
    """A line of the contents list. `number` is as Word shows it, and empty where the heading has none."""

    level: int
    number: str
    title: str
    bookmark: str


_NUMBER_TABS = {1: 567, 2: 1304}
_APPENDIX_TAB = 1474
_HIDDEN_ON_THE_WEB = "<w:webHidden/>"


def contents_xml(
    entries: list[Entry],
    pages: Mapping[str, str],
    styles: Mapping[str, str],
    width: int,
    style_tabs: Mapping[str, Sequence[int]],
) -> str:
    """Return the contents list: a TOC field, its lines already there, in the control by which Word updates it.

    The field takes in the levels of heading that the entries have (its switch o) and appendices (t), as links (h),
    and leaves page numbers out where Word shows the text as a web page (z). `pages` are what is printed on the page of
    each bookmark, `width` is the text's, in twentieths of a point, and `style_tabs` where the styles' own tab stops
    are, which would come in the way.
    """
    if not entries:
        return ""
    heading = "Appendix Heading"
    deepest = max(entry.level for entry in entries)
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> TOC \\o "1-{deepest}" \\h \\z \\t "{heading},1" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    last = len(entries) - 1
    # Room above a section's line parts it from the clauses of the last; a list of sections alone needs none.
    spacing = "" if len({entry.level for entry in entries}) > 1 else '<w:spacing w:before="0"/>'
    lines = "".join(
        _contents_line(
            entry,
            pages[entry.bookmark],
            (styles[f"toc {entry.level}"], spacing),
            (width, style_tabs.get(f"toc {entry.level}", ())),
            (begin if at == 0 else "", end if at == last else ""),
        )
        for at, entry in enumerate(entries)
    )
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{lines}</w:sdtContent></w:sdt>"
    )


def _contents_line(
    entry: Entry, page: str, looks: tuple[str, str], room: tuple[int, Sequence[int]], around: tuple[str, str]
) -> str:
    width, own = room
    before, after = around
    style, spacing = looks
    left, hanging = _NUMBER_TABS[entry.level], _NUMBER_TABS[entry.level] - _NUMBER_TABS.get(entry.level - 1, 0)
    if entry.number and not entry.number[0].isdigit():
        left = hanging = _APPENDIX_TAB
    if entry.number:
        number = f"<w:r><w:t>{escape(entry.number)}</w:t></w:r><w:r><w:tab/></w:r>"
        stops, indent = {left, width}, f'<w:ind w:left="{left}" w:hanging="{hanging}"/>'
    else:
        number, stops, indent = "", {width}, f'<w:ind w:left="{left - hanging}" w:firstLine="0"/>'
    # Word, too, writes the tabs into each line: they follow the width of the text, which the style cannot know.
    cleared = "".join(f'<w:tab w:val="clear" w:pos="{at}"/>' for at in sorted(set(own) - stops))
    before_title = f'<w:tab w:val="left" w:pos="{left}"/>' if entry.number else ""
    tabs = f'<w:tabs>{cleared}{before_title}<w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>'
    properties = tabs + spacing + indent
    hidden = f"<w:rPr>{_HIDDEN_ON_THE_WEB}</w:rPr>"
    shown_page = field_xml(f"PAGEREF {entry.bookmark} \\h", page, marks=_HIDDEN_ON_THE_WEB)
    return paragraph(
        style,
        f'{before}<w:hyperlink w:anchor="{entry.bookmark}" w:history="1">{number}'
        f'<w:r><w:t xml:space="preserve">{escape(entry.title)}</w:t></w:r><w:r>{hidden}<w:tab/></w:r>'
        f"{shown_page}</w:hyperlink>{after}",
        properties,
    )


# Numbering -----------------------------------------------------------------------------------------------


def list_instances(lists: Iterable[tuple[int, str, int]], abstract_ids: Mapping[str, str]) -> str:
    """Return a `w:num` for each list of the body; a numbered one starts at 1, whatever came before it."""
    return "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract_ids[kind]}"/>'
        + (
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            if kind == "numbers"
            else "</w:num>"
        )
        for number, kind, level in lists
    )


# Links and properties ------------------------------------------------------------------------------------

_HYPERLINK = f"{RELATION}/hyperlink"


def link_relationships(links: Mapping[str, str]) -> str:
    """Return the relationships of the body's links, from address to id."""
    return "".join(
        f'<Relationship Id="{id}" Type="{_HYPERLINK}" Target="{escape(target)}" TargetMode="External"/>'
        for target, id in links.items()
    )


def core_properties(document: Document, day: str) -> str:
    """Return the document's properties. `day` is an ISO date: the document's own, so that its bytes stay the same."""
    council = escape(document.council.name)
    version, status = (escape(document.control_text(id)) for id in ("version", "status"))
    moment = f'xsi:type="dcterms:W3CDTF">{day}T00:00:00Z'
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{CORE_PROPERTIES}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(document.title)}</dc:title><dc:subject>{council}: {escape(document.title)}</dc:subject>"
        f"<dc:creator>{council}</dc:creator><cp:lastModifiedBy>{council}</cp:lastModifiedBy>"
        f"<dcterms:created {moment}</dcterms:created><dcterms:modified {moment}</dcterms:modified>"
        f"<dc:language>{escape(document.language)}</dc:language>"
        f"<dc:identifier>{escape(document.profile)}/{escape(document.id)}</dc:identifier>"
        f"<cp:contentStatus>{status}</cp:contentStatus><cp:version>{version}</cp:version></cp:coreProperties>"
    )
