"""Make the Word shells that the project ships: `policy.docx`, `guide.docx` for a page or two, `poster.docx` for a wall.

    python templates/word/make_shell.py

Run it from the repository's root after any change here or in `policybuilder/writers/word/styles.py`; a test
fails when a file in the repository is not the one this script makes. The same script gives the same bytes. With the
name of a language that has labels, such as `xy-GB`, it makes shells in that language: `policy-xy-GB.docx`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from policybuilder.labels import Labels, labels_for
from policybuilder.ooxml.zip import write_parts
from policybuilder.writers.word import front, styles
from policybuilder.writers.word.front import BOLD, HEAD, NAMESPACES, paragraph, run, tag_paragraph

BRITISH = "en-GB"
"""The language that every part is marked with until the shell is put together."""

TARGET = Path(__file__).with_name("policy.docx")
GUIDE = Path(__file__).with_name("guide.docx")
POSTER = Path(__file__).with_name("poster.docx")

# A4, in twentieths of a point. The text is 17 cm wide: some 80 letters to a line in Arial 12.
PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
SIDE, TOP, BOTTOM = 1134, 1247, 1020
TEXT_WIDTH = PAGE_WIDTH - 2 * SIDE

EMU_PER_TWIP = 635

DRAWING = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
IDS = {name.lower(): styles.default_id(name) for name in styles.DEFINITIONS} | {
    "normal": "Normal",
    "default paragraph font": "DefaultParagraphFont",
    "normal table": "TableNormal",
}
NUMBER_IDS = {kind: number for number, kind in enumerate(styles.LISTS, start=1)}

SHELL_ONLY = (
    styles.StyleDefinition(
        "Cover Council", priority=3, quick=False,
        paragraph='<w:spacing w:before="2600" w:after="360" w:line="240" w:lineRule="auto"/>',
        run='<w:b/><w:bCs/><w:color w:val="404040"/><w:sz w:val="32"/><w:szCs w:val="32"/>',
    ),
    styles.StyleDefinition(
        "Cover Text", priority=3, quick=False,
        paragraph='<w:tabs><w:tab w:val="left" w:pos="2835"/></w:tabs>'
        '<w:spacing w:before="0" w:after="80" w:line="264" w:lineRule="auto"/><w:ind w:left="2835" w:hanging="2835"/>',
        run='<w:sz w:val="26"/><w:szCs w:val="26"/>',
    ),
    styles.StyleDefinition(
        "Cover Notice", priority=3, quick=False,
        # The pale lines above and below carry the shading a little beyond the words.
        paragraph='<w:pBdr><w:top w:val="single" w:sz="4" w:space="6" w:color="E9EEF6"/>'
        '<w:left w:val="single" w:sz="36" w:space="10" w:color="{accent}"/>'
        '<w:bottom w:val="single" w:sz="4" w:space="6" w:color="E9EEF6"/></w:pBdr>'
        '<w:shd w:val="clear" w:color="auto" w:fill="E9EEF6"/>'
        '<w:spacing w:before="720" w:after="0" w:line="276" w:lineRule="auto"/><w:ind w:left="284" w:right="0"/>',
    ),
)  # fmt: skip
"""Styles of the shipped cover alone: a council's own cover has its own."""


def cover(labels: Labels) -> str:
    """Return the first page: whose policy it is, its title, and the facts a reader asks for first."""
    facts = "('version', 'status', 'date', 'classification', 'owner')"
    rule = f'<w:pBdr><w:top w:val="single" w:sz="24" w:space="14" w:color="{styles.ACCENT}"/></w:pBdr>'
    ruled = rule + '<w:spacing w:before="360" w:after="400"/>'
    label = run("{{ row.label }}", f'{BOLD}<w:color w:val="{styles.ACCENT}"/>')
    return "".join(
        [
            paragraph("CoverCouncil", run("{{ council }}")),
            paragraph("Title", run("{{ title }}")),
            tag_paragraph("Subtitle", "{%p if draft %}"),
            paragraph("Subtitle", run(front.words(labels.draft_notice)), ruled),
            tag_paragraph("Subtitle", "{%p else %}"),
            paragraph("Subtitle", run("{{ status }}"), ruled),
            tag_paragraph("Subtitle", "{%p endif %}"),
            tag_paragraph("CoverText", f"{{%p for row in control if row.id in {facts} %}}"),
            paragraph("CoverText", label + "<w:r><w:tab/></w:r>" + run("{{r row.value }}")),
            tag_paragraph("CoverText", "{%p endfor %}"),
            tag_paragraph("CoverNotice", "{%p if illustrative %}"),
            paragraph("CoverNotice", run(f"{front.words(labels.illustrative)} ", BOLD) + run("{{ illustrative }}")),
            tag_paragraph("CoverNotice", "{%p endif %}"),
        ]
    )


def main_part(parts: Sequence[str], side: int, top: int, bottom: int, header: int = 652, footer: int = 510) -> str:
    """Return a main part: A4 pages with these margins, the first with a header and footer of its own."""
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId10"/><w:headerReference w:type="first" r:id="rId11"/>'
        '<w:footerReference w:type="default" r:id="rId12"/><w:footerReference w:type="first" r:id="rId13"/>'
        f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/><w:pgMar w:top="{top}" w:right="{side}" w:bottom="{bottom}" '
        f'w:left="{side}" w:header="{header}" w:footer="{footer}" w:gutter="0"/><w:cols w:space="708"/><w:titlePg/>'
        "</w:sectPr>"
    )
    return f"{HEAD}<w:document {NAMESPACES}><w:body>{''.join(parts)}{section}</w:body></w:document>"


def document(labels: Labels) -> str:
    """Return the main part: cover, control table, contents and the slot for the body."""
    parts = [
        cover(labels),
        front.control_block(IDS, TEXT_WIDTH, labels, front.NEW_PAGE_TOP),
        front.contents_block(IDS, labels),
        front.body_slot(IDS),
    ]
    return main_part(parts, SIDE, TOP, BOTTOM)


def band(number: int, name: str, top: int, height: int, colour: str) -> str:
    """Return a coloured band across the whole page, behind the text and marked as decoration."""
    size = f'cx="{PAGE_WIDTH * EMU_PER_TWIP}" cy="{height * EMU_PER_TWIP}"'
    # a16 "decorative" tells a screen reader to pass over it (Office 2019 and later).
    decorative = (
        '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
        'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
    )
    shape = (
        '<wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ' + size + "/></a:xfrm>"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill><a:ln><a:noFill/></a:ln></wps:spPr>'
        "<wps:bodyPr/></wps:wsp>"
    )
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="251658240" behindDoc="1" '
        'locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{top * EMU_PER_TWIP}</wp:posOffset></wp:positionV>'
        f'<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{number}" name="{name}">{decorative}</wp:docPr><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"{shape}</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )


def paged(kind: str, style: str, bands: str) -> str:
    """Return a header ("hdr") or footer ("ftr") of bands of colour, no words."""
    return f"{HEAD}<w:{kind} {NAMESPACES} {DRAWING}>{paragraph(style, bands)}</w:{kind}>"


def style_sheet(own: Sequence[styles.StyleDefinition] = SHELL_ONLY) -> str:
    """Return every style, with Arial 12 and British English as what text is unless a style says otherwise.

    `own` are added, or stand in place of the writer's of the same name.
    """
    ids = IDS | {style.name.lower(): styles.default_id(style.name) for style in own}
    every = {**styles.DEFINITIONS, **{style.name: style for style in own}}
    definitions = "".join(styles.style_xml(style, ids, NUMBER_IDS) for style in every.values())
    return (
        f"{HEAD}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:ascii="Arial" w:eastAsia="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="24"/>'
        '<w:szCs w:val="24"/><w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="70" w:line="245" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        '</w:docDefaults><w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="0" '
        f'w:defUnhideWhenUsed="0" w:defQFormat="0" w:count="376"/>{styles.BASE_STYLES}{definitions}</w:styles>'
    )


def numbering(labels: Labels) -> str:
    """Return the four lists."""
    abstract = "".join(styles.list_definition(kind, number, IDS, labels) for kind, number in NUMBER_IDS.items())
    instances = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in NUMBER_IDS.values()
    )
    return f"{HEAD}<w:numbering {NAMESPACES}>{abstract}{instances}</w:numbering>"


def settings() -> str:
    """Return settings: Word 2013 and later without compatibility mode, British English, nothing that prompts."""
    return (
        f'{HEAD}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-GB"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
        "</w:settings>"
    )


def font_table() -> str:
    """Return the fonts that the styles name, with the family to fall back on."""
    fonts = (("Arial", "swiss", "variable"), ("Courier New", "modern", "fixed"))
    found = "".join(
        f'<w:font w:name="{name}"><w:charset w:val="00"/><w:family w:val="{family}"/><w:pitch w:val="{pitch}"/>'
        "</w:font>"
        for name, family, pitch in fonts
    )
    return f"{HEAD}<w:fonts {NAMESPACES}>{found}</w:fonts>"


THEME_COLOURS = {
    "dk2": styles.ACCENT, "lt2": "E9EEF6", "accent1": styles.ACCENT, "accent2": "2F5C9E", "accent3": "5B6B82",
    "accent4": "2E6B4F", "accent5": "7A4B8A", "accent6": styles.WARNING, "hlink": styles.LINK, "folHlink": "5B3A8C",
}  # fmt: skip
"""What Word's colour picker offers: each at least 4.5 to 1 on white, but for the pale background."""


def theme() -> str:
    """Return a plain theme: the shell's colours, Arial, flat fills, and three of each format, as there must be."""
    system = (
        '<a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>'
        '<a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1>'
    )
    colours = "".join(f'<a:{name}><a:srgbClr val="{rgb}"/></a:{name}>' for name, rgb in THEME_COLOURS.items())
    font = '<a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{HEAD}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Policy">'
        "<a:themeElements>"
        f'<a:clrScheme name="Policy">{system}{colours}</a:clrScheme><a:fontScheme name="Policy">'
        f"<a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="Policy"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def relationships(targets: dict[str, tuple[str, str]]) -> str:
    """Return a relationships part from id -> (type, target)."""
    found = "".join(
        f'<Relationship Id="{id}" Type="{kind}" Target="{target}"/>' for id, (kind, target) in targets.items()
    )
    return (
        f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{found}'
        "</Relationships>"
    )


def content_types() -> str:
    """Return what each part is."""
    kinds = {
        "word/document.xml": "document.main", "word/styles.xml": "styles", "word/numbering.xml": "numbering",
        "word/settings.xml": "settings", "word/header1.xml": "header", "word/header2.xml": "header",
        "word/footer1.xml": "footer", "word/footer2.xml": "footer", "word/fontTable.xml": "fontTable",
    }  # fmt: skip
    overrides = "".join(
        f'<Override PartName="/{part}" ContentType="{_WORD_TYPE}.{kind}+xml"/>' for part, kind in kinds.items()
    )
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
        '<Override PartName="/word/theme/theme1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        "</Types>"
    )


def core_properties(title: str) -> str:
    """Return properties of the shell itself; every document that is written gets its own."""
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:language>en-GB</dc:language>'
        "</cp:coreProperties>"
    )


LINKS = {
    "rId1": ("styles", "styles"), "rId2": ("numbering", "numbering"), "rId3": ("settings", "settings"),
    "rId4": ("fontTable", "fontTable"), "rId5": ("theme", "theme/theme1"), "rId10": ("header", "header1"),
    "rId11": ("header", "header2"), "rId12": ("footer", "footer1"), "rId13": ("footer", "footer2"),
}  # fmt: skip
"""What the document refers to, by its id there: kind and target."""


def package(title: str, parts: dict[str, str], language: str) -> bytes:
    """Return a shell's bytes from the parts in which shells differ, by their names, marked with its language."""
    properties = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    every = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships(
            {"rId1": (f"{_OFFICE}/officeDocument", "word/document.xml"), "rId2": (properties, "docProps/core.xml")}
        ),
        "docProps/core.xml": core_properties(title),
        "word/_rels/document.xml.rels": relationships(
            {id: (f"{_OFFICE}/{kind}", f"{target}.xml") for id, (kind, target) in LINKS.items()}
        ),
        "word/settings.xml": settings(),
        "word/fontTable.xml": font_table(),
        "word/theme/theme1.xml": theme(),
        **parts,
    }
    return write_parts({name: content.replace(BRITISH, language).encode() for name, content in every.items()})


def make_shell(language: str = BRITISH) -> bytes:
    """Return the bytes of the policy's shell, in a language that has labels."""
    labels = labels_for(language)
    cover_bands = band(1, "Cover band", 0, 1134, styles.ACCENT) + band(2, "Cover line", 1134, 113, "8FA6CC")
    foot = band(3, "Cover foot", PAGE_HEIGHT - 340, 340, styles.ACCENT)
    return package(
        "Policy shell",
        {
            "word/document.xml": document(labels),
            "word/styles.xml": style_sheet(),
            "word/numbering.xml": numbering(labels),
            "word/header1.xml": front.header(IDS, TEXT_WIDTH, labels),
            "word/header2.xml": paged("hdr", "Header", cover_bands),
            "word/footer1.xml": front.footer(IDS, TEXT_WIDTH, labels),
            "word/footer2.xml": paged("ftr", "Footer", foot),
        },
        language,
    )


_GUIDE_LOOKS = {
    "Title": (0, 40, 48), "Subtitle": (0, 60, 26), "heading 1": (90, 20, 28), "heading 2": (50, 6, 24),
    "footer": (0, 0, 18), "List Bullet": (0, 10, 24), "List Number": (0, 10, 24),
    "Table Text": (15, 15, 22),
}  # fmt: skip
"""Room above and below in twentieths of a point, and size in half points, in which the guide differs."""

GUIDE_SIDE, GUIDE_TOP, GUIDE_BOTTOM = 964, 907, 1190
GUIDE_WIDTH = PAGE_WIDTH - 2 * GUIDE_SIDE


_POSTER_LOOKS = {
    "Title": (0, 60, 76), "Subtitle": (0, 60, 28), "heading 1": (160, 40, 40), "heading 2": (100, 20, 32),
    "footer": (0, 0, 18), "List Bullet": (0, 20, 30), "List Number": (0, 20, 30),
}  # fmt: skip
"""The same for the poster, which is read from a step away."""


def guide_styles(looks: Mapping[str, tuple[int, int, int]]) -> tuple[styles.StyleDefinition, ...]:
    """Return the styles in which a guide differs: its headings, and text that starts at the margin."""
    found = []
    for name, (before, after, size) in looks.items():
        style = styles.DEFINITIONS[name]
        spaced = re.sub('w:before="[0-9]+" w:after="[0-9]+"', f'w:before="{before}" w:after="{after}"', style.paragraph)
        sized = re.sub('(w:sz(?:Cs)?) w:val="[0-9]+"', rf'\1 w:val="{size}"', style.run)
        found.append(replace(style, paragraph=spaced, run=sized))
    text = '<w:spacing w:after="30" w:line="240" w:lineRule="auto"/><w:ind w:left="0"/>'
    return (*found, replace(styles.DEFINITIONS["Body Text"], paragraph=text))


def poster_styles() -> tuple[styles.StyleDefinition, ...]:
    """Return the styles in which a poster differs: all of them large."""
    size = '<w:sz w:val="30"/><w:szCs w:val="30"/>'
    large = ("Body Text", "List Bullet", "List Number")
    return tuple(
        replace(style, run=style.run + size) if style.name in large else style for style in guide_styles(_POSTER_LOOKS)
    )


def guide_numbering(labels: Labels) -> str:
    """Return the four lists, drawn to the margin: the guide's paragraphs have no numbers that need room."""
    at_margin = re.sub(
        f'w:left="([0-9]+)" w:hanging="{styles.LIST_STEP}"',
        lambda found: f'w:left="{int(found[1]) - styles.TEXT_INDENT}" w:hanging="{styles.LIST_STEP}"',
        numbering(labels),
    )
    at = styles.TEXT_INDENT
    return at_margin.replace(f'w:left="{at}" w:hanging="{at}"', 'w:left="567" w:hanging="567"')


def guide_document(labels: Labels) -> str:
    """Return the guide's main part: title, council, whether it is a draft, and the body at once.

    A document that is not compact gets its contents list even here.
    """
    draft = run("{% if draft %}") + run(front.words(labels.draft_notice), f'{BOLD}<w:color w:val="{styles.WARNING}"/>')
    paper = run("{% elif paper %}") + run("{{ status }}", BOLD)
    parts = [
        paragraph("Title", run("{{ title }}")),
        paragraph("Subtitle", run("{{ council }}. ") + draft + paper + run("{% endif %}")),
        tag_paragraph("Footer", "{%p if illustrative %}"),
        paragraph("Footer", run(f"{front.words(labels.illustrative)} ", BOLD) + run("{{ illustrative }}")),
        tag_paragraph("Footer", "{%p endif %}"),
        front.contents_block(IDS, labels),
        tag_paragraph("BodyText", "{{p body }}"),
    ]
    return main_part(parts, GUIDE_SIDE, GUIDE_TOP, GUIDE_BOTTOM, header=397, footer=397)


def guide_footer(labels: Labels) -> str:
    """Return the guide's footer: every row of document control that the line about the version does not give."""
    rule = f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="6" w:color="{styles.RULE}"/></w:pBdr>'
    rest = "{% for row in control if row.id not in ('title', 'version', 'status') %}"
    rows = run(rest) + run("{{ row.label }}: ", BOLD) + run("{{r row.value }}") + run(".  {% endfor %}")
    version = front.footer(IDS, GUIDE_WIDTH, labels).replace(rule, "")
    return re.sub(r"(<w:ftr[^>]*>)", lambda opening: opening[0] + paragraph("Footer", rows, rule), version)


def make_guide_shell(language: str = BRITISH) -> bytes:
    """Return the bytes of the guide's shell, in a language that has labels."""
    return _short_shell("Guide shell", guide_styles(_GUIDE_LOOKS), language)


def make_poster_shell(language: str = BRITISH) -> bytes:
    """Return the bytes of the poster's shell, in a language that has labels."""
    return _short_shell("Poster shell", poster_styles(), language)


def _short_shell(title: str, own: Sequence[styles.StyleDefinition], language: str) -> bytes:
    labels = labels_for(language)
    return package(
        title,
        {
            "word/document.xml": guide_document(labels),
            "word/styles.xml": style_sheet(own),
            "word/numbering.xml": guide_numbering(labels),
            "word/header1.xml": front.header(IDS, GUIDE_WIDTH, labels),
            "word/header2.xml": paged("hdr", "Header", band(1, "Band", 0, 340, styles.ACCENT)),
            "word/footer1.xml": guide_footer(labels),
            "word/footer2.xml": guide_footer(labels),
        },
        language,
    )


if __name__ == "__main__":
    for chosen in sys.argv[1:] or [BRITISH]:
        suffix = "" if chosen == BRITISH else f"-{chosen}"
        TARGET.with_stem(f"{TARGET.stem}{suffix}").write_bytes(make_shell(chosen))
        GUIDE.with_stem(f"{GUIDE.stem}{suffix}").write_bytes(make_guide_shell(chosen))
        POSTER.with_stem(f"{POSTER.stem}{suffix}").write_bytes(make_poster_shell(chosen))
