"""Small Word files, written down in a few words: what the redline's tests are made of.

    docx(p("The council ", b("must"), " act."), table(row("Role", "Duty")), control("clause:x", p("Text")))

Nothing here uses the package under test.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."


@dataclass
class Writer:
    """Collects what the parts of one file need while its XML is written."""

    rels: list[tuple[str, str, str, bool]] = field(default_factory=list)
    media: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    footnotes: list[str] = field(default_factory=list)
    endnotes: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    ids: int = 0

    def next_id(self) -> int:
        self.ids += 1
        return self.ids

    def rel(self, kind: str, target: str, external: bool = False) -> str:
        for rel_id, known, where, outside in self.rels:
            if (known, where, outside) == (kind, target, external):
                return rel_id
        self.rels.append((f"rId{len(self.rels) + 20}", kind, target, external))
        return self.rels[-1][0]


Part = Callable[[Writer], str]
Piece = str | Part


def _run(content: str, formatting: str = "") -> str:
    rpr = f"<w:rPr>{formatting}</w:rPr>" if formatting else ""
    return f"<w:r>{rpr}{content}</w:r>"


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def _pieces(pieces: tuple[Piece, ...], writer: Writer, formatting: str = "") -> str:
    return "".join(_run(_text(p), formatting) if isinstance(p, str) else p(writer) for p in pieces)


def _formatted(formatting: str) -> Callable[[str], Part]:
    def part(text: str) -> Part:
        return lambda writer: _run(_text(text), formatting)

    return part


b = _formatted("<w:b/>")
i = _formatted("<w:i/>")
bi = _formatted("<w:b/><w:i/>")
red = _formatted('<w:color w:val="FF0000"/>')


def raw(xml: str) -> Part:
    """Return a piece or block of XML as it stands."""
    return lambda writer: xml


def tab() -> Part:
    return raw(_run("<w:tab/>"))


def br() -> Part:
    return raw(_run("<w:br/>"))


def field_(code: str, result: str, split: bool = False) -> Part:
    """Return a complex field; `split` spreads its code over two runs, as Word does."""
    codes = [code[: len(code) // 2], code[len(code) // 2 :]] if split else [code]
    instruction = "".join(_run(f'<w:instrText xml:space="preserve">{escape(c)}</w:instrText>') for c in codes)
    return raw(
        _run('<w:fldChar w:fldCharType="begin"/>')
        + instruction
        + _run('<w:fldChar w:fldCharType="separate"/>')
        + _run(_text(result))
        + _run('<w:fldChar w:fldCharType="end"/>')
    )


def field_begin(code: str) -> Part:
    return raw(
        _run('<w:fldChar w:fldCharType="begin"/>')
        + _run(f'<w:instrText xml:space="preserve">{escape(code)}</w:instrText>')
        + _run('<w:fldChar w:fldCharType="separate"/>')
    )


def field_end() -> Part:
    return raw(_run('<w:fldChar w:fldCharType="end"/>'))


def simple_field(code: str, result: str) -> Part:
    return raw(f"<w:fldSimple w:instr={quoteattr(code)}>{_run(_text(result))}</w:fldSimple>")


def empty_simple_field(code: str) -> str:
    return f"<w:fldSimple w:instr={quoteattr(code)}/>"


def link_to(where: str, tip: str, *pieces: Piece) -> Part:
    """Return a link to an address, or to a bookmark where `where` begins with #, with a tip if there is one."""

    def part(writer: Writer) -> str:
        target = f'w:anchor="{where[1:]}"' if where[0] == "#" else f'r:id="{writer.rel("hyperlink", where, True)}"'
        says = f" w:tooltip={quoteattr(tip)}" if tip else ""
        return f'<w:hyperlink {target}{says} w:history="1">{_pieces(pieces, writer)}</w:hyperlink>'

    return part


def link(url: str, *pieces: Piece) -> Part:
    return lambda writer: (
        f'<w:hyperlink r:id="{writer.rel("hyperlink", url, True)}">{_pieces(pieces, writer)}</w:hyperlink>'
    )


def anchor(name: str, *pieces: Piece) -> Part:
    return lambda writer: f'<w:hyperlink w:anchor="{name}">{_pieces(pieces, writer)}</w:hyperlink>'


def bookmark(name: str, *pieces: Piece) -> Part:
    def part(writer: Writer) -> str:
        mark = writer.next_id()
        inside = _pieces(pieces, writer)
        return f'<w:bookmarkStart w:id="{mark}" w:name="{name}"/>{inside}<w:bookmarkEnd w:id="{mark}"/>'

    return part


def footnote(*pieces: Piece) -> Part:
    def part(writer: Writer) -> str:
        number = len(writer.footnotes) + 2
        writer.footnotes.append("")
        writer.footnotes[number - 2] = (
            f'<w:footnote w:id="{number}"><w:p>{_run("<w:footnoteRef/>")}{_pieces(pieces, writer)}</w:p></w:footnote>'
        )
        return _run(f'<w:footnoteReference w:id="{number}"/>', '<w:vertAlign w:val="superscript"/>')

    return part


def endnote(*pieces: Piece) -> Part:
    def part(writer: Writer) -> str:
        number = len(writer.endnotes) + 2
        writer.endnotes.append("")
        writer.endnotes[number - 2] = (
            f'<w:endnote w:id="{number}"><w:p>{_run("<w:endnoteRef/>")}{_pieces(pieces, writer)}</w:p></w:endnote>'
        )
        return _run(f'<w:endnoteReference w:id="{number}"/>', '<w:vertAlign w:val="superscript"/>')

    return part


def comment(says: str, *pieces: Piece) -> Part:
    def part(writer: Writer) -> str:
        number = len(writer.comments)
        writer.comments.append(
            f'<w:comment w:id="{number}" w:author="Committee clerk" w:initials="CC" w:date="2026-01-01T00:00:00Z">'
            f"<w:p>{_run(_text(says))}</w:p></w:comment>"
        )
        return (
            f'<w:commentRangeStart w:id="{number}"/>{_pieces(pieces, writer)}<w:commentRangeEnd w:id="{number}"/>'
            + _run(f'<w:commentReference w:id="{number}"/>')
        )

    return part


def png(shade: int) -> bytes:
    """Return a picture of one grey pixel."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + crc

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    scan = zlib.compress(bytes([0, shade]))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", scan) + chunk(b"IEND", b"")


def image(shade: int, alt: str = "A grey square") -> Part:
    def part(writer: Writer) -> str:
        writer.media[f"media/grey{shade}.png"] = png(shade)
        rel, number = writer.rel("image", f"media/grey{shade}.png"), writer.next_id()
        return _run(
            '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="360000" cy="360000"/>'
            f'<wp:docPr id="{number}" name="Picture {number}" descr={quoteattr(alt)}/>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Picture {number}"/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{rel}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="360000" cy="360000"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing>"
        )

    return part


def box(*blocks: Part) -> Part:
    """Return a text box, stored twice as Word does: for new readers and for old ones."""

    def part(writer: Writer) -> str:
        inside = "".join(block(writer) for block in blocks)
        number = writer.next_id()
        return _run(
            '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" distB="0" distL="0" '
            f'distR="0"><wp:extent cx="2000000" cy="800000"/><wp:docPr id="{number}" name="Text box {number}"/>'
            '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
            '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="800000"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>'
            f"{inside}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline>"
            '</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape style="width:150pt;height:60pt"><v:textbox>'
            f"<w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
        )

    return part


def formula(text: str) -> Part:
    return raw(f"<m:oMath><m:r><m:t>{escape(text)}</m:t></m:r></m:oMath>")


def _control(tag: str, inside: str, number: int) -> str:
    return (
        f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/><w:id w:val="{number}"/></w:sdtPr>'
        f"<w:sdtContent>{inside}</w:sdtContent></w:sdt>"
    )


def inline_control(tag: str, *pieces: Piece) -> Part:
    return lambda writer: _control(tag, _pieces(pieces, writer), 900_000 + writer.next_id())


def control(tag: str, *blocks: Part) -> Part:
    return lambda writer: _control(tag, "".join(block(writer) for block in blocks), 900_000 + writer.next_id())


def section(landscape: bool = False, columns: int = 1, headers: str = "") -> str:
    width, height = (16838, 11906) if landscape else (11906, 16838)
    return (
        f'<w:sectPr>{headers}<w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar w:top="1440" w:right="1440" '
        f'w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/>'
        f'<w:cols w:num="{columns}"/></w:sectPr>'
    )


def p(
    *pieces: Piece, style: str = "", num: int = 0, level: int = 0, align: str = "", mark: str = "", sect: str = ""
) -> Part:
    """Return a paragraph. `mark` is the formatting of its mark, `sect` a section that ends with it."""

    def part(writer: Writer) -> str:
        properties = f'<w:pStyle w:val="{style}"/>' if style else ""
        if num:
            properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
        properties += f'<w:jc w:val="{align}"/>' if align else ""
        properties += f"<w:rPr>{mark}</w:rPr>" if mark else ""
        properties += sect
        ppr = f"<w:pPr>{properties}</w:pPr>" if properties else ""
        return f"<w:p>{ppr}{_pieces(pieces, writer)}</w:p>"

    return part


def h(text: str, level: int = 1) -> Part:
    return p(text, style=f"Heading{level}")


def cell(*blocks: Part | str, width: int = 2000, span: int = 1, shade: str = "") -> Part:
    def part(writer: Writer) -> str:
        inside = "".join(p(block)(writer) if isinstance(block, str) else block(writer) for block in blocks)
        properties = f'<w:tcW w:w="{width}" w:type="dxa"/>' + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
        properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside or '<w:p/>'}</w:tc>"

    return part


def row(*cells: Part | str, header: bool = False) -> Part:
    def part(writer: Writer) -> str:
        inside = "".join((cell(c) if isinstance(c, str) else c)(writer) for c in cells)
        return f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if header else ''}{inside}</w:tr>"

    return part


def table(*rows: Part, columns: int = 2, style: str = "", widths: tuple[int, ...] = ()) -> Part:
    def part(writer: Writer) -> str:
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in (widths or (2000,) * columns))
        named = f'<w:tblStyle w:val="{style}"/>' if style else ""
        inside = "".join(r(writer) for r in rows)
        properties = f'<w:tblPr>{named}<w:tblW w:w="0" w:type="auto"/></w:tblPr>'
        return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{inside}</w:tbl>"

    return part


_STYLES = {
    "Normal": ("paragraph", "Normal", ' w:default="1"', ""),
    "Heading1": ("paragraph", "heading 1", "", '<w:rPr><w:b/><w:sz w:val="32"/></w:rPr>'),
    "Heading2": ("paragraph", "heading 2", "", '<w:rPr><w:b/><w:sz w:val="26"/></w:rPr>'),
    "Quote": ("paragraph", "Quote", "", "<w:rPr><w:i/></w:rPr>"),
    "TableGrid": ("table", "Table Grid", "", ""),
}


def _styles(extra: str) -> str:
    written = "".join(
        f'<w:style w:type="{kind}" w:styleId="{key}"{default}><w:name w:val="{name}"/>{inside}</w:style>'
        for key, (kind, name, default, inside) in _STYLES.items()
    )
    return f"<w:styles {_NAMESPACES}>{written}{extra}</w:styles>"


def numbering(lists: tuple[str, ...]) -> str:
    """Return numbering.xml: one list per word, "bullet" or "decimal" or "lowerLetter"."""
    levels = []
    for at, kind in enumerate(lists):
        text = "•" if kind == "bullet" else "%1."
        inside = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
            f'<w:pPr><w:ind w:left="{720 * (level + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
            for level in range(2)
        )
        levels.append(f'<w:abstractNum w:abstractNumId="{at}">{inside}</w:abstractNum>')
    instances = [f'<w:num w:numId="{at + 1}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(len(lists))]
    return f"<w:numbering {_NAMESPACES}>{''.join(levels)}{''.join(instances)}</w:numbering>"


def _notes(kind: str, notes: list[str]) -> str:
    separators = (
        f'<w:{kind} w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
        f'<w:{kind} w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:{kind}>'
    )
    return f"<w:{kind}s {_NAMESPACES}>{separators}{''.join(notes)}</w:{kind}s>"


def docx(
    *blocks: Part,
    header: tuple[Piece, ...] | None = None,
    footer: tuple[Piece, ...] | None = None,
    lists: tuple[str, ...] = ("bullet", "decimal"),
    last: str = "",
    styles: str = "",
    extra: dict[str, bytes] | None = None,
) -> bytes:
    """Return a .docx. `last` is the last section's XML, `styles` extra style definitions, `extra` more parts."""
    writer = Writer()
    body = "".join(block(writer) for block in blocks)
    parts: dict[str, str] = {"word/styles.xml": _styles(styles), "word/numbering.xml": numbering(lists)}
    types = {"word/styles.xml": "styles", "word/numbering.xml": "numbering"}
    references = ""
    writer.rel("styles", "styles.xml")
    writer.rel("numbering", "numbering.xml")
    for kind, root, pieces in (("header", "hdr", header), ("footer", "ftr", footer)):
        if pieces is not None:
            own = Writer()
            parts[f"word/{kind}1.xml"] = f"<w:{root} {_NAMESPACES}>{p(*pieces)(own)}</w:{root}>"
            types[f"word/{kind}1.xml"] = kind
            if own.rels:
                parts[f"word/_rels/{kind}1.xml.rels"] = _rels(own)
                writer.media |= own.media
                writer.types |= own.types
            references += f'<w:{kind}Reference w:type="default" r:id="{writer.rel(kind, f"{kind}1.xml")}"/>'
    for kind, notes in (("footnote", writer.footnotes), ("endnote", writer.endnotes)):
        if notes:
            parts[f"word/{kind}s.xml"] = _notes(kind, notes)
            types[f"word/{kind}s.xml"] = f"{kind}s"
            used = [rel for rel in writer.rels if f'"{rel[0]}"' in "".join(notes)]
            if used:
                parts[f"word/_rels/{kind}s.xml.rels"] = _rels(Writer(used))
            writer.rel(f"{kind}s", f"{kind}s.xml")
    if writer.comments:
        parts["word/comments.xml"] = f"<w:comments {_NAMESPACES}>{''.join(writer.comments)}</w:comments>"
        types["word/comments.xml"] = "comments"
        writer.rel("comments", "comments.xml")
    end = (last or section()).replace("<w:sectPr>", f"<w:sectPr>{references}", 1)
    parts["word/document.xml"] = f"<w:document {_NAMESPACES}><w:body>{body}{end}</w:body></w:document>"
    parts["word/_rels/document.xml.rels"] = _rels(writer)
    parts["_rels/.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>'
        for name, kind in [*((name, f"{_TYPE}{kind}+xml") for name, kind in types.items()), *writer.types.items()]
    )
    parts["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}document.main+xml"/>{overrides}</Types>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), parts[name])
        for name in sorted(writer.media):
            archive.writestr(zipfile.ZipInfo(f"word/{name}", (1980, 1, 1, 0, 0, 0)), writer.media[name])
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _rels(writer: Writer) -> str:
    written = "".join(
        f'<Relationship Id="{rel_id}" Type="{kind if ":" in kind else f"{R}/{kind}"}" Target={quoteattr(target)}'
        + (' TargetMode="External"/>' if external else "/>")
        for rel_id, kind, target, external in writer.rels
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{written}</Relationships>'
    )
