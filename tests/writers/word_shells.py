"""Word files that are shells, or are to become so."""

from __future__ import annotations

import io
import re
import struct
import zlib
from functools import cache
from pathlib import Path

from docx import Document as python_docx
from docx.shared import Cm, Pt, RGBColor

from policybuilder.errors import Problem
from policybuilder.ooxml.zip import read_parts, write_parts
from tests.new_docx import new_docx

SHIPPED = Path("templates/word/policy.docx")
SHELL = SHIPPED.read_bytes()

GREEN = RGBColor(0x00, 0x68, 0x47)


def codes(problems: tuple[Problem, ...], severity: str = "error") -> set[str]:
    """Return the codes of the problems of a severity."""
    return {problem.code for problem in problems if problem.severity == severity}


def changed(part: str, old: bytes, new: bytes, shell: bytes = SHELL) -> bytes:
    """Return the shell with some bytes of a part replaced."""
    parts = read_parts(shell, "shell.docx")
    assert old in parts[part]
    return write_parts({**parts, part: parts[part].replace(old, new)})


def footer(tags: str) -> bytes:
    """Return the shell with other words in its footer."""
    return changed("word/footer1.xml", b"Version {{ version }}, {{ status }}", tags.encode())


def saved(docx: object) -> bytes:
    """Return what python-docx would save."""
    stream = io.BytesIO()
    docx.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


@cache
def plain() -> bytes:
    """Return a document as python-docx makes it: American, on Letter paper, without a tag."""
    return saved(python_docx())


def picture() -> bytes:
    """Return a small green picture."""
    rows = b"".join(b"\0" + b"\x00\x68\x47" * 24 for _ in range(6))
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", 24, 6, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in chunks
    )


@cache
def letterhead() -> bytes:
    """Return a council's own letterhead: A4, Arial, green headings, a logo in the header, an address in the footer."""
    docx = new_docx()
    page = docx.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    docx.styles["Normal"].font.name, docx.styles["Normal"].font.size = "Arial", Pt(12)
    for name in ("Heading 1", "Heading 2", "Heading 3", "Title"):
        docx.styles[name].font.color.rgb = GREEN
    page.header.paragraphs[0].add_run().add_picture(io.BytesIO(picture()), width=Cm(4))
    page.footer.paragraphs[0].text = "Town Hall, Marlow Vale"
    return saved(docx)


def bare() -> bytes:
    """Return the least that is a Word document: one part, without styles or links."""
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return write_parts(
        {
            "[Content_Types].xml": (
                '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
            ).encode(),
            "_rels/.rels": (
                f'<Relationships xmlns="{rels}"><Relationship Id="rId1" Type="{office}/officeDocument" '
                'Target="word/document.xml"/></Relationships>'
            ).encode(),
            "word/document.xml": (
                '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
                f'xmlns:r="{office}"><w:body><w:p/></w:body></w:document>'
            ).encode(),
        }
    )


_STRICT_ROOMS = re.compile(rb"(?<=[\"'])http://schemas\.openxmlformats\.org/(\w+)/2006/([\w/-]+)(?=[\"'])")


def strict(content: bytes) -> bytes:
    """Return a Word file in Strict Open XML, with sides and page sizes as Word writes them there."""

    def named(found: re.Match[bytes]) -> bytes:
        if found[1] in (b"package", b"markup-compatibility"):
            return found[0]
        rest = found[2].replace(b"extended-properties", b"extendedProperties")
        return b"http://purl.oclc.org/ooxml/" + found[1] + b"/" + rest.replace(b"custom-prop", b"customProp")

    made = {}
    for part, xml in read_parts(content, "a.docx").items():
        if part.endswith((".xml", ".rels")) and part != "[Content_Types].xml":
            xml = _STRICT_ROOMS.sub(named, xml)
            xml = re.sub(rb'(<w:jc w:val=")left"', rb'\1start"', xml)
            xml = re.sub(rb'(<w:ind [^>]*?)w:left="', rb'\1w:start="', xml)
            xml = re.sub(rb'(<w:pgSz [^>]*?w:w=")(\d+)"', lambda m: m[1] + b'%.2fpt"' % (int(m[2]) / 20), xml)
        made[part] = xml
    return write_parts(made)
