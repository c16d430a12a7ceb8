"""The styles and numbering that the body of a policy is written in, as WordprocessingML.

One source for two uses: `templates/word/make_shell.py` makes the shipped shell of them, and `prepare_shell`
brings those that a council's letterhead lacks. A definition names other styles by their names; `style_xml`
turns the names into the ids of the file at hand, because ids differ from file to file ("Heading1", "berschrift1").

Element order follows the sequences of CT_PPr, CT_RPr, CT_Style and CT_Lvl in ISO/IEC 29500-1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policybuilder.labels import ENGLISH, Labels
from policybuilder.writers.word.shell.look import CELL_MARGINS

ACCENT = "1F3864"
"""The shipped dark blue; 11.6 to 1 on white."""

RULE = "B8C4D9"
LINK = "0B4FA8"
WARNING = "9B1C1C"
TO_CONFIRM_FILL = "FFE699"

TEXT_INDENT = 964
"""Where the text of numbered paragraphs starts, in twentieths of a point: room for "10.10.10" at 12 point."""

LIST_STEP = 397
APPENDIX_INDENT = 2268


@dataclass(frozen=True)
class StyleDefinition:
    """A style: its name, what it is for, and its properties as XML ("{accent}" stands for the accent colour)."""

    name: str
    kind: str = "paragraph"
    based_on: str = "Normal"
    next: str = ""
    paragraph: str = ""
    run: str = ""
    more: str = ""
    priority: int = 10
    quick: bool = True
    like: str = ""
    """The style whose size, colour and spacing this one takes where a council's file has that style already."""
    numbering: tuple[str, int] | None = None
    """The list the style belongs to ("sections", "appendices", "bullets", "numbers") and its level there."""


def default_id(name: str) -> str:
    """Return the style id that Word itself gives a style of this name: "heading 1" has "Heading1"."""
    return "".join(word[:1].upper() + word[1:] for word in name.replace("toc", "TOC").split())


def _spaced(before: int, after: int, line: int = 0) -> str:
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{lines}/>'


def _indent(left: int, hanging: int = 0) -> str:
    return f'<w:ind w:left="{left}" w:hanging="{hanging}"/>' if hanging else f'<w:ind w:left="{left}"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


_BOLD = "<w:b/><w:bCs/>"
_KEEP = "<w:keepNext/><w:keepLines/>"
_ACCENT = '<w:color w:val="{accent}"/>'
_RULED = '<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="4" w:color="{accent}"/></w:pBdr>'


def _headings() -> list[StyleDefinition]:
    return [
        StyleDefinition(
            "heading 1", next="heading 2", priority=9, numbering=("sections", 0),
            paragraph=f'{_KEEP}{{numbering}}{_RULED}{_spaced(260, 80, 240)}<w:outlineLvl w:val="0"/>',
            run=_BOLD + _ACCENT + _size(36),
        ),
        StyleDefinition(
            "heading 2", next="Policy Paragraph", priority=9, numbering=("sections", 1),
            paragraph=f'{_KEEP}{{numbering}}{_spaced(130, 40, 240)}<w:outlineLvl w:val="1"/>',
            run=_BOLD + _ACCENT + _size(26),
        ),
        StyleDefinition(
            "heading 3", next="Policy Paragraph", priority=9,
            paragraph=f'{_KEEP}{_spaced(200, 80, 240)}{_indent(TEXT_INDENT)}<w:outlineLvl w:val="2"/>',
            run=_BOLD + _ACCENT + _size(24),
        ),
        StyleDefinition(
            "Front Heading", next="Body Text", priority=11, like="heading 1",
            paragraph=f'{_KEEP}{_RULED}{_spaced(360, 200, 240)}<w:outlineLvl w:val="0"/>',
            run=_BOLD + _ACCENT + _size(36),
        ),
        StyleDefinition(
            "Appendix Heading", next="Appendix Paragraph", priority=11, like="heading 1", numbering=("appendices", 0),
            paragraph=f"{_KEEP}{{numbering}}{_RULED}{_spaced(420, 90, 240)}"
            '<w:outlineLvl w:val="0"/>',
            run=_BOLD + _ACCENT + _size(36),
        ),
        StyleDefinition(
            "Appendix Heading 2", next="Appendix Paragraph", priority=11, like="heading 2",
            paragraph=f'{_KEEP}{_spaced(220, 70, 240)}<w:outlineLvl w:val="1"/>',
            run=_BOLD + _ACCENT + _size(26),
        ),
    ]  # fmt: skip


def _text() -> list[StyleDefinition]:
    return [
        StyleDefinition("Policy Paragraph", paragraph="{numbering}", numbering=("sections", 2)),
        StyleDefinition("Appendix Paragraph", paragraph="{numbering}", numbering=("appendices", 1)),
        StyleDefinition("Body Text", paragraph=_indent(TEXT_INDENT), priority=11),
        StyleDefinition(
            "Quote", priority=29, next="Policy Paragraph",
            paragraph='<w:pBdr><w:left w:val="single" w:sz="24" w:space="10" w:color="{accent}"/></w:pBdr>'
            + _spaced(120, 120)
            + f'<w:ind w:left="{TEXT_INDENT + 240}" w:right="397"/>',
        ),
        StyleDefinition(
            "HTML Preformatted", priority=30,
            paragraph=_spaced(0, 120, 240) + _indent(TEXT_INDENT),
            run='<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>' + _size(22),
        ),
        StyleDefinition(
            "Table Text", priority=12, paragraph=_spaced(30, 30, 245), run=_size(22),
        ),
        StyleDefinition(
            "Table Header", based_on="Table Text", priority=12,
            run=_BOLD + '<w:color w:val="FFFFFF"/>',
        ),
        StyleDefinition("Table Row Header", based_on="Table Text", priority=12, run=_BOLD),
        StyleDefinition(
            "caption", priority=35, next="Normal",
            paragraph="<w:keepNext/>" + _spaced(120, 80, 240), run=_BOLD + _ACCENT + _size(22),
        ),
    ]  # fmt: skip


def _lists() -> list[StyleDefinition]:
    found = []
    for level in range(3):
        suffix = f" {level + 1}" if level else ""
        tight = _spaced(0, 30)
        for name, kind in (("List Bullet", "bullets"), ("List Number", "numbers")):
            found.append(
                StyleDefinition(name + suffix, paragraph="{numbering}" + tight, numbering=(kind, level), priority=13)
            )
        found.append(
            StyleDefinition("List Continue" + suffix, paragraph=tight + _indent(list_indent(level)), priority=14)
        )
    return found


def list_indent(level: int) -> int:
    """Return where the text of a list item starts at a level (0 is the outermost), in twentieths of a point."""
    return TEXT_INDENT + LIST_STEP * (level + 1)


def _front() -> list[StyleDefinition]:
    return [
        StyleDefinition(
            "Title", next="Subtitle", priority=1,
            paragraph=f"<w:keepNext/>{_spaced(0, 240, 240)}", run=_BOLD + _ACCENT + _size(72),
        ),
        StyleDefinition(
            "Subtitle", next="Body Text", priority=2,
            paragraph=f"<w:keepNext/>{_spaced(0, 240, 240)}", run=_ACCENT + _size(32),
        ),
        StyleDefinition("toc 1", priority=39, quick=False, paragraph=_spaced(60, 0, 240), run=_BOLD + _size(22)),
        StyleDefinition("toc 2", priority=39, quick=False, paragraph=_spaced(0, 0, 240), run=_size(22)),
        StyleDefinition("header", priority=40, quick=False, paragraph=_spaced(0, 0, 240), run=_size(20)),
        StyleDefinition("footer", priority=40, quick=False, paragraph=_spaced(0, 0, 240), run=_size(20)),
    ]  # fmt: skip


def _characters() -> list[StyleDefinition]:
    font = "Default Paragraph Font"
    return [
        StyleDefinition(
            "Hyperlink", "character", font, priority=41, quick=False,
            run=f'<w:color w:val="{LINK}"/><w:u w:val="single"/>',
        ),
        StyleDefinition(
            "HTML Code", "character", font, priority=42, quick=False,
            run='<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>',
        ),
        # Shading, not w:highlight: Word ignores a highlight in a style. Black on this fill is 16.9 to 1.
        StyleDefinition(
            "To Confirm", "character", font, priority=15,
            run=f'<w:color w:val="000000"/><w:shd w:val="clear" w:color="auto" w:fill="{TO_CONFIRM_FILL}"/>',
        ),
    ]  # fmt: skip


def _edge(side: str, size: int, colour: str) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'


def _table() -> StyleDefinition:
    edges = _edge("top", 8, "{accent}") + _edge("bottom", 8, "{accent}") + _edge("insideH", 4, RULE)
    margins = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in CELL_MARGINS)
    first_row = (
        '<w:tblStylePr w:type="firstRow"><w:tblPr/>'
        '<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{header_fill}"/></w:tcPr></w:tblStylePr>'
    )
    return StyleDefinition(
        "Policy Table", "table", "Normal Table", priority=12,
        more=f'<w:tblPr><w:tblBorders>{edges}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>{first_row}',
    )  # fmt: skip


DEFINITIONS: Mapping[str, StyleDefinition] = {
    style.name: style for style in (*_front(), *_headings(), *_text(), *_lists(), *_characters(), _table())
}
"""Every style that the writer uses or the shipped shell shows, by name. Word matches names without case."""

BASE_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
    "<w:pPr><w:widowControl/></w:pPr></w:style>"
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
)
"""The four default styles that every Word file has."""


def style_xml(
    style: StyleDefinition,
    ids: Mapping[str, str],
    numbering_ids: Mapping[str, int],
    accent: str = ACCENT,
    header_fill: str = ACCENT,
) -> str:
    """Return a `w:style` element.

    `ids` gives the style id for every name, in lower case; `numbering_ids` the `w:numId` of the four lists.
    """

    def reference(element: str, name: str) -> str:
        return f'<w:{element} w:val="{ids[name.lower()]}"/>' if name and name.lower() in ids else ""

    parts = [
        f'<w:style w:type="{style.kind}"{"" if _built_in(style.name) else _CUSTOM} '
        f'w:styleId="{ids[style.name.lower()]}"><w:name w:val="{style.name}"/>',
        reference("basedOn", style.based_on),
        reference("next", style.next),
        f'<w:uiPriority w:val="{style.priority}"/>',
        "<w:qFormat/>" if style.quick else "<w:unhideWhenUsed/>",
    ]
    paragraph = style.paragraph
    if style.numbering:
        kind, level = style.numbering
        paragraph = paragraph.replace("{numbering}", numbering_link(numbering_ids[kind], level))
    if paragraph:
        parts.append(f"<w:pPr>{paragraph}</w:pPr>")
    if style.run:
        parts.append(f"<w:rPr>{style.run}</w:rPr>")
    xml = "".join([*parts, style.more, "</w:style>"])
    return xml.replace("{accent}", accent).replace("{header_fill}", header_fill)


_CUSTOM = ' w:customStyle="1"'
_OURS = frozenset({"policy paragraph", "appendix paragraph", "front heading", "appendix heading", "appendix heading 2",
                   "table text", "table header", "table row header", "to confirm", "policy table"})  # fmt: skip


def _built_in(name: str) -> bool:
    return name.lower() not in _OURS


def numbering_link(number_id: int, level: int) -> str:
    """Return the `w:numPr` that puts a paragraph, or a style's paragraphs, on a level of a list."""
    depth = f'<w:ilvl w:val="{level}"/>' if level else ""
    return f'<w:numPr>{depth}<w:numId w:val="{number_id}"/></w:numPr>'


# Numbering -----------------------------------------------------------------------------------------------

LISTS = ("sections", "appendices", "bullets", "numbers")
"""The four lists, in the order in which a new file numbers them."""

_LEVELS = range(9)


def list_definition(kind: str, abstract_id: int, ids: Mapping[str, str], labels: Labels = ENGLISH) -> str:
    """Return the `w:abstractNum` of one of the `LISTS`, its levels linked to the styles that use them."""
    linked = {
        style.numbering[1]: ids[style.name.lower()]
        for style in DEFINITIONS.values()
        if style.numbering and style.numbering[0] == kind and style.name.lower() in ids
    }
    levels = "".join(_level(kind, level, linked.get(level, ""), labels) for level in _LEVELS)
    # w:nsid tells Word which lists are the same when text is pasted between files, so it must not change.
    return (
        f'<w:abstractNum w:abstractNumId="{abstract_id}"><w:nsid w:val="{_NSID[kind]}"/>'
        f'<w:multiLevelType w:val="multilevel"/><w:tmpl w:val="{_NSID[kind]}"/>{levels}</w:abstractNum>'
    )


_NSID = {"sections": "50B10001", "appendices": "50B10002", "bullets": "50B10003", "numbers": "50B10004"}


def _level(kind: str, level: int, style_id: str, labels: Labels) -> str:
    number_format, text, left, hanging = _LEVEL_SHAPES[kind](level)
    if (kind, level) == ("appendices", 0):
        text = labels.appendix_of(text).replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    link = f'<w:pStyle w:val="{style_id}"/>' if style_id else ""
    # The font of the number alone: a bullet must be in a font that has it, whatever the item is set in.
    font = '<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:hint="default"/></w:rPr>'
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{link}'
        f'<w:suff w:val="tab"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f"<w:pPr>{_indent(left, hanging)}</w:pPr>{font if kind == 'bullets' else ''}</w:lvl>"
    )


def _dotted(first: int, last: int) -> str:
    return ".".join(f"%{number}" for number in range(first, last + 1))


def _section_level(level: int) -> tuple[str, str, int, int]:
    return "decimal", _dotted(1, level + 1), TEXT_INDENT, TEXT_INDENT


def _appendix_level(level: int) -> tuple[str, str, int, int]:
    if level == 0:
        return "upperLetter", "%1", APPENDIX_INDENT, APPENDIX_INDENT
    return "decimal", _dotted(1, level + 1), TEXT_INDENT, TEXT_INDENT


def _bullet_level(level: int) -> tuple[str, str, int, int]:
    return "bullet", "•–"[level % 2], list_indent(level), LIST_STEP


def _number_level(level: int) -> tuple[str, str, int, int]:
    kinds = ("decimal", "lowerLetter", "lowerRoman")
    return kinds[level % 3], f"%{level + 1}.", list_indent(level), LIST_STEP


_LEVEL_SHAPES = {
    "sections": _section_level,
    "appendices": _appendix_level,
    "bullets": _bullet_level,
    "numbers": _number_level,
}
