"""`adopt`: files that are no policy are refused with what to do, and what is no policy is left out and said."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from importlib.util import find_spec

import pypdf
import pytest

from policybuilder import api
from policybuilder.adopt.adoption import Adoption, adopted
from policybuilder.adopt.old_policy import old_policy
from policybuilder.adopt.write_document import report_document
from policybuilder.adopt.write_html import write_html
from policybuilder.compare import Comparison, compare
from policybuilder.compare.write_html import write_html as comparison_html
from policybuilder.errors import PolicyBuilderError
from policybuilder.lifecycle.summary import changes_file, report_file
from policybuilder.readers.old_policy import read_old_policy
from tests.adopt import pdf_made
from tests.adopt.expected import policies
from tests.adopt.test_adoption import library
from tests.builders import clause, document, paragraph, section
from tests.redline.word import box, docx, h, p, raw

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000)
WELSH = (
    "Mae'n rhaid i bob aelod o staff ddilyn y polisi hwn pan fyddant yn defnyddio deallusrwydd artiffisial.",
    "Rhaid i chi beidio â rhoi gwybodaeth bersonol mewn unrhyw offeryn nad yw'r cyngor wedi ei gymeradwyo.",
    "Os na allwch wirio rhywbeth, ni ddylech ei ddefnyddio, a bydd y cyngor yn adolygu'r polisi hwn bob blwyddyn.",
)
RULE = "If you cannot check something, you must not use it."


def report(content: bytes, name: str) -> Adoption:
    return adopted(library(), old_policy(read_old_policy(content, name), name))


def refusal(content: bytes | str, name: str) -> str:
    with pytest.raises(PolicyBuilderError) as caught:
        report(content if isinstance(content, bytes) else content.encode(), name)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "old.txt", "the file is empty"),
        (b" \n", "old.html", "the file is empty"),
        (b"", "old.pdf", "the file is empty"),
        (b"", "old.docx", "the file is empty"),
        (b"{}", "old.json", "name the Word file or the page that was built with it"),
        (OLE, "old.doc", "an old Word document (.doc), which is not read"),
        (OLE, "old.docx", "an old Word document (.doc)"),
        (OLE, "old", "an old Word document (.doc)"),
        (b"x", "old.odt", "an OpenDocument text"),
        (b"# A\n\n## B\n\n## C\n", "old.md", "headings and no text below them"),
        (b"\x00\x01\x02", "old.txt", "no text"),
        (b"PK\x03\x04 broken", "old.docx", "damaged"),
        (b"<html><body><nav>Home</nav></body></html>", "old.html", "no text of its own"),
        (b"not a pdf", "old.pdf", "no PDF"),
        (b"%PDF-1.4\nrubbish", "old.pdf", "damaged"),
        (b"x", "old.xlsx", "a spreadsheet, which is not read"),
        (b"x", "old.thing", "unknown kind of file"),
    ],
)
def test_a_file_that_is_no_policy_is_refused_with_why(content: bytes, name: str, says: str) -> None:
    assert says in refusal(content, name)


def locked(content: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(content)))
    writer.encrypt("secret", algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


@pytest.mark.rest
def test_a_pdf_with_a_password_without_text_or_of_3000_pages_is_refused_with_what_to_do() -> None:
    one = pdf_made.one_column(policies()[10])
    assert "has a password" in refusal(locked(one), "old.pdf")
    assert "recognised (OCR)" in refusal(pdf_made.pdf(["0 0 10 10 re f"]), "old.pdf")
    assert "3,000 pages; the most is 400" in refusal(pdf_made.pdf([""] * 3000), "old.pdf")


@pytest.mark.skipif(find_spec("cryptography") is not None, reason="what reads such files is here")
def test_a_pdf_that_only_forbids_changes_is_not_said_to_have_a_password() -> None:
    key, short = f"<{'00' * 48}>", f"<{'00' * 32}>"
    by = "/StdCF << /AuthEvent /DocOpen /CFM /AESV3 /Length 32 >>"
    held = f"/U {key} /O {key} /UE {short} /OE {short} /Perms <{'00' * 16}> /CF << {by} >> /StmF /StdCF /StrF /StdCF"
    trailer = f"/Encrypt << /Filter /Standard /V 5 /R 6 /Length 256 /P -1028 {held} >> /ID [<00> <00>]"
    said = refusal(pdf_made.pdf(["BT /F1 10 Tf (Ask first.) Tj ET"], trailer), "old.pdf")
    assert "the PDF is encrypted" in said
    assert "print it as a new PDF" in said


@pytest.mark.parametrize("write", [comparison_html, lambda found: changes_file(found, None)])
def test_a_comparison_is_no_policy(write: Callable[[Comparison], bytes]) -> None:
    texts = ("Ask before you use it.", "You must ask first.")
    old, new = (document(section("use", clause("asking", paragraph(text)))) for text in texts)
    made = write(compare(old, new))
    assert "a comparison of two policies" in refusal(made, "changes.docx" if made[:2] == b"PK" else "changes.html")


def test_text_boxes_are_passages_and_an_imported_part_is_named() -> None:
    inside = "If you cannot check something, you must not use it."
    content = docx(h("Rules"), p("Read this."), p(box(p(inside))), raw('<w:altChunk r:id="rId99"/>'))
    old = old_policy(read_old_policy(content, "old.docx"), "old.docx")
    assert [passage.text for passage in old.passages] == ["Read this.", inside]
    assert [line.place for line in old.left_out] == ["Imported part"]


def test_a_form_is_refused() -> None:
    form = "# Request\n\n" + "\n\n".join(f"{each}: ______________" for each in ("Name", "Role", "Team", "Use", "Date"))
    assert "this is a form" in refusal(form, "form.md")
    rows = "".join(f"| {each} |  |\n" for each in ("Service", "Tool", "Purpose", "Personal data?", "Approved by"))
    assert "this is a form" in refusal(f"# Request\n\n| Name |  |\n|---|---|\n{rows}", "form.md")


@pytest.mark.rest
def test_a_report_on_an_old_policy_is_not_taken_for_the_policy() -> None:
    adoption = report(f"# AI\n\n## Checking\n\n{RULE}\n".encode(), "old.md")
    assert "a report on an old policy, not the policy" in refusal(write_html(adoption, library()), "report.html")
    word = report_file(report_document(adoption, library()), library())
    assert "a report on an old policy, not the policy" in refusal(word, "report.docx")


def test_a_spreadsheet_saved_as_a_word_file_is_refused() -> None:
    made = io.BytesIO()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    with zipfile.ZipFile(made, "w") as file:
        types = "http://schemas.openxmlformats.org/package/2006/content-types"
        part = f'<Override PartName="/xl/workbook.xml" ContentType="{kind}"/>'
        file.writestr("[Content_Types].xml", f'<Types xmlns="{types}">{part}</Types>')
        file.writestr("xl/workbook.xml", "<workbook/>")
        office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
        main = f'<Relationship Id="rId1" Type="{office}" Target="xl/workbook.xml"/>'
        relations = "http://schemas.openxmlformats.org/package/2006/relationships"
        file.writestr("_rels/.rels", f'<Relationships xmlns="{relations}">{main}</Relationships>')
    assert "the file is a spreadsheet, not a Word document" in refusal(made.getvalue(), "old.docx")


@pytest.mark.parametrize("sentence", WELSH)
def test_a_policy_in_welsh_is_said_to_be_in_welsh_and_what_to_do(sentence: str) -> None:
    said = refusal(f"# Polisi\n\n{sentence}\n\n{sentence}\n", "polisi.md")
    assert "the policy is in Welsh and the library in English" in said
    assert "name the English policy" in said


def test_a_policy_in_another_language_than_welsh_is_only_said_not_to_be_english() -> None:
    french = "Chaque membre du personnel doit suivre cette politique et ne doit pas saisir de données personnelles."
    assert "not in English" in refusal(f"# Politique\n\n{french}\n\n{french}\n", "politique.md")


@pytest.mark.parametrize(
    "page",
    [
        "<header><nav><a href='/'>Home</a> <a href='/bins'>Bins</a></nav></header><main><h1>AI policy</h1>{}</main>",
        "<div class='menu'><ul><li><a href='/'>Home</a></li><li><a href='/bins'>Bins</a></li></ul></div>"
        "<div id='content'><h1>AI policy</h1>{}</div><div class='footer'><a href='/p'>Privacy</a></div>",
    ],
)
def test_the_navigation_of_a_site_is_no_passage_and_is_said(page: str) -> None:
    adoption = report(f"<html><body>{page.format(f'<h2>Checking</h2><p>{RULE}</p>')}</body></html>".encode(), "a.html")
    assert [passage.text for passage in adoption.policy.passages] == [RULE]
    assert "Bins" in " ".join(line.text for line in adoption.policy.left_out)


def test_a_page_is_read_in_the_signs_that_it_says_it_is_written_in() -> None:
    head = "<head><meta charset='windows-1252'></head>"
    page = f"<html>{head}<body><main><h1>AI policy</h1><p>The council’s rule: £5 – no more.</p></main></body></html>"
    (passage,) = report(page.encode("cp1252"), "old.html").policy.passages
    assert passage.text == "The council’s rule: £5 – no more."


@pytest.mark.rest
def test_a_word_file_of_ours_from_a_program_of_another_version_is_read_by_its_text() -> None:
    built = api.write(api.resolve(library(), "millbeck", "generative-ai-policy"), "word", library())
    known = [passage.text for passage in report(built, "old.docx").policy.passages]
    other = io.BytesIO()
    changed = 0
    with zipfile.ZipFile(io.BytesIO(built)) as file, zipfile.ZipFile(other, "w") as made:
        for name in file.namelist():
            content = file.read(name)
            if name.startswith("customXml/") and b"<" in content:
                later = re.sub(rb'version="[^"]*"(?=[^?]*>)', b'version="99.0.0" later="yes"', content)
                changed += later != content
                content = later
            made.writestr(name, content)
    assert changed
    assert [passage.text for passage in report(other.getvalue(), "old.docx").policy.passages] == known
