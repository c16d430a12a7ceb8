"""Things that Word draws from parts of their own: charts with their workbooks, SmartArt, and equations.

Nothing here uses the package under test.
"""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

from tests.redline.word import Part, R, Writer, raw

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_DRAWN = "http://schemas.microsoft.com/office/drawing/2008/diagram"
_DRAWING_RELATION = "http://schemas.microsoft.com/office/2007/relationships/diagramDrawing"
_TYPE = "application/vnd.openxmlformats-officedocument.drawingml."
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AUTHOR = 'w:author="Member A" w:date="2026-01-02T10:00:00Z"'


def _frame(number: int, says: str, uri: str, inside: str) -> str:
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="3600000" cy="1800000"/>'
        f'<wp:docPr id="{number}" name="{says} {number}" descr="{says}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{uri}">{inside}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def workbook(*values: int) -> bytes:
    """Return the workbook that a chart's numbers stand in."""
    sheet = "".join(
        f'<row r="{at}"><c r="A{at}" t="inlineStr"><is><t>Year {at}</t></is></c><c r="B{at}"><v>{value}</v></c></row>'
        for at, value in enumerate(values, 1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/book.xml" ContentType="{WORKBOOK_TYPE}.main+xml"/><Override PartName="/sheet.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": _RELATIONS.format(f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="book.xml"/>'),
        "book.xml": f'<workbook xmlns="{main}" xmlns:r="{R}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/>'
        "</sheets></workbook>",
        "_rels/book.xml.rels": _RELATIONS.format(f'<Relationship Id="rId1" Type="{R}/worksheet" Target="sheet.xml"/>'),
        "sheet.xml": f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>',
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return buffer.getvalue()


def chart(*values: int, name: str = "chart1", title: str = "Tools in use") -> Part:
    """Return a chart of some years' values, drawn from `charts/NAME.xml`, with its workbook."""

    def part(writer: Writer) -> str:
        number = writer.next_id()
        years = "".join(f'<c:pt idx="{at}"><c:v>Year {at + 1}</c:v></c:pt>' for at in range(len(values)))
        points = "".join(f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>' for at, value in enumerate(values))
        count = f'<c:ptCount val="{len(values)}"/>'
        writer.media[f"charts/{name}.xml"] = (
            f'<c:chartSpace xmlns:c="{_CHART}" xmlns:a="{_A}" xmlns:r="{R}"><c:chart><c:title><c:tx><c:rich><a:bodyPr/>'
            f"<a:p><a:r><a:t>{escape(title)}</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:layout/>"
            '<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:ser><c:idx val="0"/><c:order val="0"/>'
            f"<c:cat><c:strRef><c:f>Sheet1!$A$1:$A${len(values)}</c:f><c:strCache>{count}{years}</c:strCache></c:strRef>"
            f"</c:cat><c:val><c:numRef><c:f>Sheet1!$B$1:$B${len(values)}</c:f><c:numCache>{count}{points}</c:numCache>"
            '</c:numRef></c:val></c:ser><c:axId val="1"/><c:axId val="2"/></c:barChart>'
            '<c:catAx><c:axId val="1"/><c:scaling/><c:axPos val="b"/><c:crossAx val="2"/></c:catAx>'
            '<c:valAx><c:axId val="2"/><c:scaling/><c:axPos val="l"/><c:crossAx val="1"/></c:valAx></c:plotArea>'
            '</c:chart><c:externalData r:id="rId1"/></c:chartSpace>'
        ).encode()
        book = f"embeddings/{name}.xlsx"
        writer.media[book] = workbook(*values)
        writer.media[f"charts/_rels/{name}.xml.rels"] = _RELATIONS.format(
            f'<Relationship Id="rId1" Type="{R}/package" Target="../{book}"/>'
        ).encode()
        writer.types |= {f"word/charts/{name}.xml": f"{_TYPE}chart+xml", f"word/{book}": WORKBOOK_TYPE}
        rel = writer.rel("chart", f"charts/{name}.xml")
        return _frame(number, "Chart", _CHART, f'<c:chart xmlns:c="{_CHART}" r:id="{rel}"/>')

    return part


def smart_art(*texts: str, number: int = 1) -> Part:
    """Return SmartArt of some texts in boxes: five parts, the last of which is found by an id within the first."""

    def part(writer: Writer) -> str:
        names = {
            kind: f"diagrams/{name}{number}.xml"
            for kind, name in (
                ("diagramData", "data"),
                ("diagramLayout", "layout"),
                ("diagramQuickStyle", "quickStyle"),
                ("diagramColors", "colors"),
            )
        }
        frame_id = writer.next_id()
        drawing = f"diagrams/drawing{number}.xml"
        rels = {kind: writer.rel(kind, name) for kind, name in names.items()}
        drawn = f"rId{len(writer.rels) + 20}"
        writer.rels.append((drawn, _DRAWING_RELATION, drawing, False))
        dgm = f'xmlns:dgm="{_DIAGRAM}" xmlns:a="{_A}" xmlns:dsp="{_DRAWN}"'
        written = [f"<a:bodyPr/><a:lstStyle/><a:p><a:r><a:t>{escape(text)}</a:t></a:r></a:p>" for text in texts]
        points = "".join(
            f'<dgm:pt modelId="{at}"><dgm:prSet/><dgm:spPr/><dgm:t>{text}</dgm:t></dgm:pt>'
            for at, text in enumerate(written, 10)
        )
        links = "".join(
            f'<dgm:cxn modelId="{at + 100}" srcId="1" destId="{at}" srcOrd="{at - 10}" destOrd="0"/>'
            for at, _ in enumerate(texts, 10)
        )
        boxes = "".join(
            f'<dsp:sp modelId="{{{at:08d}-0000-0000-0000-000000000000}}"><dsp:nvSpPr><dsp:cNvPr id="0" name=""/>'
            f'<dsp:cNvSpPr/></dsp:nvSpPr><dsp:spPr><a:xfrm><a:off x="0" y="{at * 500000}"/>'
            '<a:ext cx="3000000" cy="400000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></dsp:spPr>'
            f"<dsp:txBody>{text}</dsp:txBody></dsp:sp>"
            for at, text in enumerate(written)
        )
        contents = {
            names["diagramData"]: f'<dgm:dataModel {dgm}><dgm:ptLst><dgm:pt modelId="1" type="doc"><dgm:prSet/>'
            f"<dgm:spPr/></dgm:pt>{points}</dgm:ptLst><dgm:cxnLst>{links}</dgm:cxnLst><dgm:bg/><dgm:whole/>"
            f'<dgm:extLst><a:ext uri="{_DRAWN}"><dsp:dataModelExt relId="{drawn}" minVer="{_DIAGRAM}"/></a:ext>'
            "</dgm:extLst></dgm:dataModel>",
            names["diagramLayout"]: f'<dgm:layoutDef {dgm}><dgm:layoutNode><dgm:alg type="lin"/></dgm:layoutNode>'
            "</dgm:layoutDef>",
            names["diagramQuickStyle"]: f'<dgm:styleDef {dgm} uniqueId="a"/>',
            names["diagramColors"]: f'<dgm:colorsDef {dgm} uniqueId="b"/>',
            drawing: f'<dsp:drawing {dgm}><dsp:spTree><dsp:nvGrpSpPr><dsp:cNvPr id="0" name=""/><dsp:cNvGrpSpPr/>'
            f"</dsp:nvGrpSpPr><dsp:grpSpPr/>{boxes}</dsp:spTree></dsp:drawing>",
        }
        writer.media |= {name: content.encode() for name, content in contents.items()}
        kinds = {"diagramQuickStyle": "diagramStyle"}
        writer.types |= {f"word/{name}": f"{_TYPE}{kinds.get(kind, kind)}+xml" for kind, name in names.items()}
        writer.types[f"word/{drawing}"] = "application/vnd.ms-office.drawingml.diagramDrawing+xml"
        letters = {"dm": "diagramData", "lo": "diagramLayout", "qs": "diagramQuickStyle", "cs": "diagramColors"}
        said = " ".join(f'r:{letter}="{rels[kind]}"' for letter, kind in letters.items())
        return _frame(frame_id, "SmartArt", _DIAGRAM, f'<dgm:relIds xmlns:dgm="{_DIAGRAM}" {said}/>')

    return part


_MATH_FONT = '<w:rPr><w:rFonts w:ascii="Cambria Math" w:hAnsi="Cambria Math"/></w:rPr>'


def math_run(text: str, change: str = "", number: int = 0) -> str:
    """Return a run of an equation; `change` is "ins" or "del" where it is tracked, as Word does, in its properties."""
    mark = f'<w:{change} w:id="{number}" {AUTHOR}>{_MATH_FONT}</w:{change}>' if change else ""
    return f"<m:r>{mark}<m:t>{escape(text)}</m:t></m:r>"


def fraction(above: str, below: str, change: str = "", number: int = 0) -> str:
    """Return a fraction; `change` is what was done to its control character, which is the stroke."""
    mark = f'<w:{change} w:id="{number}" {AUTHOR}>{_MATH_FONT}</w:{change}>' if change else _MATH_FONT
    properties = f"<m:fPr><m:ctrlPr>{mark}</m:ctrlPr></m:fPr>"
    return f"<m:f>{properties}<m:num>{above}</m:num><m:den>{below}</m:den></m:f>"


def equation(*inside: str) -> Part:
    """Return an equation within a line."""
    return raw(f"<m:oMath>{''.join(inside)}</m:oMath>")


def shown_equation(*inside: str) -> Part:
    """Return an equation in a line of its own."""
    return raw(f"<m:oMathPara><m:oMath>{''.join(inside)}</m:oMath></m:oMathPara>")
