"""What LibreOffice leaves open in a PDF, put right: who reads it aloud must be told what is what.

- Art without words of its own, such as the bands of a cover, is decoration, which is passed over.
- The first cell of a row that says what the row is about becomes its header.
- The tab key follows the text, and not the place on the page.
- The day is the document's, so that the same document gives the same PDF.
- It makes no claim to be PDF/UA: what a program can check of that a test does check, and the rest only a person can.

ISO 32000-1, 14.8 (tagged PDF), and ISO 14289-1 (PDF/UA-1).
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from typing import Any

from policybuilder.errors import Location, PolicyBuilderError, fail

_ROW_HEADER = "/Table Row Header"
"""The paragraph style of a row's first cell, by which LibreOffice calls what is in it."""
_NO_DAY = "2000-01-01"


def pages_in(content: bytes) -> tuple[int, dict[str, int]]:
    """Return how many pages a PDF has, and the page of each bookmark, from 1."""
    reader = _pypdf().PdfReader(io.BytesIO(content))
    numbers = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages, 1)}
    found = {}
    for name, place in reader.named_destinations.items():
        page = place.raw_get("/Page")
        if getattr(page, "idnum", None) in numbers:
            found[_bookmark(str(name))] = numbers[page.idnum]
    return len(numbers), found


def words_in(content: bytes) -> str:
    """Return the words of a PDF, page by page."""
    return "\n".join(page.extract_text() for page in _pypdf().PdfReader(io.BytesIO(content)).pages)


def _bookmark(name: str) -> str:
    """Return a bookmark's name as Word has it: LibreOffice 7 writes an underscore as "5F", which none of ours holds."""
    return name.removeprefix("/").replace("5F", "_")


def finished(content: bytes, day: str) -> bytes:
    """Return a PDF that LibreOffice made, put right; `day` is the document's, in ISO form, "" for none.

    Raises PolicyBuilderError when it is not tagged, or has no title or language: somebody would hear nothing of it.
    """
    pypdf = _pypdf()
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(content)))
    root = writer.root_object
    tree = root.get("/StructTreeRoot")
    if tree is None or not root.get("/Lang") or not (writer.metadata or {}).get("/Title"):
        message = "the PDF that LibreOffice made has no tags, no title or no language"
        raise fail(Location("LibreOffice"), message, "untagged-pdf", "update LibreOffice: 7.4 is known to write them")
    _in_standard_words(tree.get_object())
    _pass_over_decoration(writer, tree.get_object())
    for cell in _elements(tree.get_object(), "/TD"):
        _head_a_row(cell)
    for page in writer.pages:
        page[_name("/Tabs")] = _name("/S")
    _date(writer, day or _NO_DAY)
    writer.pdf_header = "%PDF-1.7"
    stream = io.BytesIO()
    writer.write(stream)
    return _with_fixed_id(stream.getvalue())


def _pypdf() -> Any:
    """Return the library that reads and writes PDF; it is imported only where a PDF is made."""
    try:
        import pypdf
        import pypdf.generic
    except ImportError:
        raise no_pypdf() from None
    return pypdf


def no_pypdf() -> PolicyBuilderError:
    """Return the problem that the library for PDF is not installed."""
    hint = 'pip install "policybuilder[pdf]" brings it'
    return fail(Location("pypdf"), "the package pypdf is not installed, and a PDF needs it", "no-pypdf", hint)


def _name(text: str) -> Any:
    return _pypdf().generic.NameObject(text)


# Structure -----------------------------------------------------------------------------------------------


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    found = kids.get_object() if kids is not None else []
    return list(found) if isinstance(found, list) else [kids]


def _elements(element: Any, kind: str) -> Iterator[Any]:
    """Yield the structure elements of a kind below one, in reading order."""
    for kid in _kids(element):
        each = kid.get_object()
        if isinstance(each, dict) and "/S" in each:
            if each["/S"] == kind:
                yield each
            yield from _elements(each, kind)


_STANDARD = frozenset(
    {
        *(f"/H{level}" for level in range(1, 7)),
        *(
            "/Document",
            "/Part",
            "/Art",
            "/Sect",
            "/Div",
            "/BlockQuote",
            "/Caption",
            "/TOC",
            "/TOCI",
            "/Index",
            "/H",
            "/P",
        ),
        *("/NonStruct", "/Private", "/L", "/LI", "/Lbl", "/LBody", "/Table", "/TR", "/TH", "/TD", "/THead", "/TBody"),
        *("/TFoot", "/Span", "/Quote", "/Note", "/Reference", "/BibEntry", "/Code", "/Link", "/Annot", "/Figure"),
        *("/Formula", "/Form"),
    }
)
"""The kinds of structure that every reader knows (ISO 32000-1, 14.8.4)."""


def _in_standard_words(tree: Any) -> None:
    """Call what a paragraph style has the name of a standard kind, such as "Quote", what it is said to stand for."""
    roles = tree.get("/RoleMap", {}).get_object()
    odd = {kind: roles[kind] for kind in roles if kind in _STANDARD and roles[kind] != kind}
    for element in _all(tree) if odd else ():
        if element["/S"] in odd:
            element[_name("/S")] = odd[element["/S"]]
    for kind in odd:
        del roles[kind]


def _head_a_row(cell: Any) -> None:
    """Make a cell the header of its row where what stands in it is the style for that."""
    generic = _pypdf().generic
    kinds = [kid.get_object().get("/S") for kid in _kids(cell) if isinstance(kid.get_object(), dict)]
    if kinds[:1] != [_ROW_HEADER]:
        return
    scope = generic.DictionaryObject({_name("/O"): _name("/Table"), _name("/Scope"): _name("/Row")})
    own = cell.get("/A")
    kept = [] if own is None else list(own) if isinstance(own, list) else [cell.raw_get("/A")]
    cell[_name("/S")] = _name("/TH")
    cell[_name("/A")] = generic.ArrayObject([*kept, scope])


def _pass_over_decoration(writer: Any, tree: Any) -> None:
    """Make artifacts of lines, and of figures that have no words, which leave the structure."""
    generic = _pypdf().generic
    marks: dict[int, set[int]] = {}
    for parent in [tree, *_all(tree)]:
        kept = []
        for kid in _kids(parent):
            each = kid.get_object()
            own = _marks_of(each)
            if own is not None and "/Pg" in each:
                marks.setdefault(each.raw_get("/Pg").idnum, set()).update(own)
            else:
                kept.append(kid)
        if len(kept) < len(_kids(parent)):
            parent[_name("/K")] = generic.ArrayObject(kept)
    parents = _parents(tree)
    for page in writer.pages:
        gone, held = marks.get(page.indirect_reference.idnum, set()), page.get("/Contents")
        contents = None if held is None else held.get_object()
        if contents is None or isinstance(contents, list):
            continue  # LibreOffice writes a page in one piece
        contents.set_data(_with_lines_marked(_without_marks(contents.get_data(), gone)))
        if (holders := parents.get(page.get("/StructParents"))) is not None:
            for at in gone:
                holders[at] = generic.NullObject()


def _with_lines_marked(contents: bytes) -> bytes:
    """Return a page on which the lines round paragraphs and tables, which are drawn last, are artifacts, too."""
    at = contents.rfind(b"EMC") + len(b"EMC")
    if at < len(b"EMC") or not contents[at:].strip():
        return contents
    return b"%b\n/Artifact BMC\n%b\nEMC\n" % (contents[:at], contents[at:].strip())


def _without_marks(contents: bytes, gone: set[int]) -> bytes:
    return _FIGURE.sub(lambda found: b"/Artifact BMC" if int(found[1]) in gone else found[0], contents)


_FIGURE = re.compile(rb"/Figure\s*<<\s*/MCID\s+(\d+)\s*>>\s*BDC")


def _all(element: Any) -> Iterator[Any]:
    for kid in _kids(element):
        each = kid.get_object()
        if isinstance(each, dict) and "/S" in each:
            yield each
            yield from _all(each)


def _marks_of(element: Any) -> set[int] | None:
    """Return the marks of a figure without words; None for anything else."""
    if (
        not isinstance(element, dict)
        or element.get("/S") != "/Figure"
        or element.get("/Alt")
        or element.get("/ActualText")
    ):
        return None
    kids = [kid.get_object() for kid in _kids(element)]
    return {int(kid) for kid in kids} if all(isinstance(kid, int) for kid in kids) else None


def _parents(tree: Any) -> dict[int, Any]:
    """Return what each page's marks belong to, by the page's number in the structure."""
    numbers = tree["/ParentTree"].get_object().get("/Nums", [])
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    return {int(number): held.get_object() for number, held in pairs if isinstance(held.get_object(), list)}


# The day, and the same bytes -----------------------------------------------------------------------------

_CLAIM = re.compile(rb"\s*<rdf:Description[^>]*xmlns:pdfuaid=.*?</rdf:Description>", re.DOTALL)
_WHEN = re.compile(rb"(<xmp:(?:Create|Modify|Metadata)Date>)[^<]*")


def _date(writer: Any, day: str) -> None:
    """Give a PDF the document's day, and take out the claim to be PDF/UA."""
    writer.add_metadata({"/CreationDate": f"D:{day.replace('-', '')}000000Z", "/Producer": "LibreOffice"})
    held = writer.root_object.get("/Metadata")
    if held is not None:
        told = _CLAIM.sub(b"", held.get_object().get_data())
        told = _WHEN.sub(lambda found: found[1] + f"{day}T00:00:00Z".encode(), told)
        told = re.sub(rb"(<pdf:Producer>)[^<]*", rb"\1LibreOffice", told)
        held.get_object().set_data(told)


_ID = re.compile(rb"(/ID \[\s*<)([0-9A-Fa-f]{32})(>\s*<)([0-9A-Fa-f]{32})(>\s*\])")


def _with_fixed_id(content: bytes) -> bytes:
    """Return a PDF whose identifier is that of its own content, in place of one that the clock has a part in."""
    blank = _ID.sub(rb"\g<1>%b\g<3>%b\g<5>" % (b"0" * 32, b"0" * 32), content)
    own = hashlib.sha256(blank).hexdigest()[:32].encode()
    return _ID.sub(rb"\g<1>%b\g<3>%b\g<5>" % (own, own), content)
