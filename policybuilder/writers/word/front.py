"""What a shell has before and around its slot, as WordprocessingML with tags: title, control table, contents.

The shipped shell is made of these, and `prepare_shell` adds those that a council's letterhead lacks. `ids` are
the style ids of the file at hand, by style name in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from policybuilder.labels import Labels, filled, parted
from policybuilder.writers.word.styles import ACCENT, RULE, WARNING

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

NEW_PAGE = "<w:pageBreakBefore/>"
NEW_PAGE_TOP = NEW_PAGE + '<w:spacing w:before="0"/>'
"""A page that starts with a heading needs no room above it."""
BOLD = "<w:b/><w:bCs/>"

Ids = Mapping[str, str]


def paragraph(style_id: str, content: str, properties: str = "") -> str:
    """Return a paragraph in a style, with more paragraph properties where given."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/>{properties}</w:pPr>{content}</w:p>'


def run(text: str, properties: str = "") -> str:
    """Return a run of words and tags; a `<` in them must be written `&lt;`."""
    marked = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{marked}<w:t xml:space="preserve">{text}</w:t></w:r>'


def words(label: str) -> str:
    """Return a label as words of a shell, in which nothing is a tag or markup."""
    return re.sub(r"\{(?=[{%#])", "{\u200b", label.replace("&", "&amp;").replace("<", "&lt;"))


def tag_paragraph(style_id: str, tag: str, properties: str = "") -> str:
    """Return a paragraph that docxtpl replaces whole, such as `{%p if draft %}` or `{{p body }}`."""
    return paragraph(style_id, run(tag), properties)


def number_field(instruction: str) -> str:
    """Return a field such as PAGE; it shows 1 until Word has counted."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("1")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def title_block(ids: Ids, labels: Labels) -> str:
    """Return title, council and whether it is a draft, for a letterhead that has no cover of its own."""
    subtitle, text = ids["subtitle"], ids["body text"]
    return "".join(
        [
            paragraph(ids["title"], run("{{ title }}")),
            paragraph(subtitle, run("{{ council }}")),
            tag_paragraph(subtitle, "{%p if draft %}"),
            paragraph(subtitle, run(words(labels.draft_notice), BOLD)),
            tag_paragraph(subtitle, "{%p elif paper %}"),
            paragraph(subtitle, run("{{ status }}", BOLD)),
            tag_paragraph(subtitle, "{%p endif %}"),
            tag_paragraph(text, "{%p if illustrative %}"),
            paragraph(text, run("{{ illustrative }}"), '<w:ind w:left="0"/>'),
            tag_paragraph(text, "{%p endif %}"),
        ]
    )


def control_block(ids: Ids, width: int, labels: Labels, properties: str = "") -> str:
    """Return the heading and table of document control. `width` is the text's, in twentieths of a point."""
    heading = paragraph(ids["front heading"], run(words(labels.document_control)), properties)
    return heading + control_table(ids, width, labels)


_LABEL_SHARE = 0.33


def control_table(ids: Ids, width: int, labels: Labels) -> str:
    """Return the document-control table: a loop over the document's own rows, so that it always matches them."""
    label = round(width * _LABEL_SHARE)
    widths = (label, width - label)
    header, text = (ids["table header"],) * 2, (ids["table row header"], ids["table text"])
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{ids["policy table"]}"/><w:tblW w:w="{width}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" '
        f'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        + _row(widths, header, (run(words(labels.item)), run(words(labels.detail))), "<w:tblHeader/>")
        + _row(widths, text, (run("{%tr for row in control %}"), ""))
        + _row(widths, text, (run("{{ row.label }}"), run("{{r row.value }}")))
        + _row(widths, text, (run("{%tr endfor %}"), ""))
        + "</w:tbl>"
    )


def _row(widths: tuple[int, int], styles: tuple[str, str], contents: tuple[str, str], header: str = "") -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph(style, content)}</w:tc>'
        for width, style, content in zip(widths, styles, contents, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{cells}</w:tr>"


def contents_block(ids: Ids, labels: Labels) -> str:
    """Return the heading of the contents list, and its slot; a compact document has neither."""
    line = ids["toc 1"]
    return "".join(
        [
            tag_paragraph(line, "{%p if not compact %}"),
            paragraph(ids["front heading"], run(words(labels.contents)), '<w:spacing w:before="400"/>'),
            tag_paragraph(line, "{{p contents }}"),
            tag_paragraph(line, "{%p endif %}"),
        ]
    )


def body_slot(ids: Ids) -> str:
    """Return the slot of the body. The writer gives the body's first paragraph the page break of this one."""
    return tag_paragraph(ids["body text"], "{{p body }}", NEW_PAGE)


def header(ids: Ids, width: int, labels: Labels, style_tabs: Sequence[int] = (), accent: str = ACCENT) -> str:
    """Return the running header, as a part: council and title, and DRAFT until the document is approved.

    `style_tabs` are the tab stops of the file's own header style, which would come in the way.
    """
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="6" w:color="{accent}"/></w:pBdr>'
    line = (
        run("{{ council_short }}", f'{BOLD}<w:color w:val="{accent}"/>')
        + "<w:r><w:tab/></w:r>"
        + run("{% if draft %}")
        + run(f"{words(labels.draft_mark)}  ", f'{BOLD}<w:color w:val="{WARNING}"/>')
        + run("{% endif %}{{ title }}")
    )
    content = paragraph(ids["header"], line, rule + _right_tab(width, style_tabs))
    return f"{HEAD}<w:hdr {NAMESPACES}>{content}</w:hdr>"


def footer(ids: Ids, width: int, labels: Labels, style_tabs: Sequence[int] = ()) -> str:
    """Return the running footer, as a part: which version this is, and the page."""
    rule = f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="6" w:color="{RULE}"/></w:pBdr>'
    fields = {"page": number_field("PAGE"), "pages": number_field("NUMPAGES")}
    line = (
        run(filled(words(labels.version_and_status), version="{{ version }}", status="{{ status }}"))
        + "<w:r><w:tab/></w:r>"
        + "".join((run(text) if text else "") + fields.get(name, "") for text, name in parted(words(labels.page_of)))
    )
    content = paragraph(ids["footer"], line, rule + _right_tab(width, style_tabs))
    return f"{HEAD}<w:ftr {NAMESPACES}>{content}</w:ftr>"


def _right_tab(width: int, style_tabs: Sequence[int]) -> str:
    cleared = "".join(f'<w:tab w:val="clear" w:pos="{at}"/>' for at in sorted(set(style_tabs) - {width}))
    return f'<w:tabs>{cleared}<w:tab w:val="right" w:pos="{width}"/></w:tabs>'
