"""What a letterhead says of people goes into no policy: comments, authors, who manages the file and where it lay."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from policybuilder.ooxml.names import RELATION, WORD
from policybuilder.ooxml.zip import read_parts, write_parts
from policybuilder.writers.word.shell.check import check_shell
from policybuilder.writers.word.write import write_word
from tests.lifecycle import story
from tests.lifecycle.test_paper import paper
from tests.workspaces import write
from tests.writers.sample import sample
from tests.writers.word_shells import SHELL, codes

NAME, LOGIN = "Zebedee Quill", "zquill"
MARK = f'w:id="70" w:author="{NAME}" w:date="2026-01-01T00:00:00Z"'
FIELD = """<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {what} </w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{shown}</w:t></w:r>
<w:r><w:fldChar w:fldCharType="end"/></w:r>"""
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
TYPE = "application/vnd.openxmlformats-officedocument"


def with_part(parts: dict[str, bytes], name: str, type: str, kind: str, xml: str, source: str = "") -> None:
    """Put a part into a package, with what leads to it from the package or from the document."""
    links = "word/_rels/document.xml.rels" if source else "_rels/.rels"
    target = name.removeprefix("word/") if source else name
    link = f'<Relationship Id="rIdOwn{len(parts)}" Type="{kind}" Target="{target}"/>'
    parts[links] = parts[links].replace(b"</Relationships>", link.encode() + b"</Relationships>")
    override = f'<Override PartName="/{name}" ContentType="{type}"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override.encode())
    parts[name] = xml.encode()


def letterhead(what: str) -> bytes:
    """Return the shipped shell as somebody left it who commented on it, changed it or filled in its properties."""
    parts = read_parts(SHELL, "a.docx")
    words = "<w:r><w:t>Our council</w:t></w:r>"
    match what:
        case "comments":
            words = (
                f'<w:commentRangeStart w:id="0"/>{words}<w:commentRangeEnd w:id="0"/>'
                '<w:r><w:rPr><w:b/></w:rPr><w:commentReference w:id="0"/></w:r>'
            )
            comment = (
                f'<w:comments xmlns:w="{WORD}"><w:comment w:id="0" w:author="{NAME}" w:initials="ZQ"><w:p><w:r>'
                f"<w:t>{NAME} likes it</w:t></w:r></w:p></w:comment></w:comments>"
            )
            kind = f"{TYPE}.wordprocessingml.comments+xml"
            with_part(parts, "word/comments.xml", kind, f"{RELATION}/comments", comment, "document")
        case "people":
            person = (
                f'<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
                f'<w15:person w15:author="{NAME}"/></w15:people>'
            )
            kind = "http://schemas.microsoft.com/office/2011/relationships/people"
            with_part(parts, "word/people.xml", f"{TYPE}.wordprocessingml.people+xml", kind, person, "document")
        case "tracked changes":
            words += f"<w:ins {MARK}><w:r><w:t> for all</w:t></w:r></w:ins>"
            words += f"<w:del {MARK}><w:r><w:delText> for some</w:delText></w:r></w:del>"
        case "author field":
            words += FIELD.format(what="AUTHOR", shown=NAME)
        case "simple author field":
            words += f'<w:fldSimple w:instr=" LASTSAVEDBY "><w:r><w:t>{NAME}</w:t></w:r></w:fldSimple>'
        case "application properties":
            properties = (
                f'<Properties xmlns="{OFFICE}/extended-properties"><Template>C:\\Users\\{LOGIN}\\a.dotx</Template>'
                f"<Manager>{NAME}</Manager><Company>Riverton Council</Company></Properties>"
            )
            kind = f"{TYPE}.extended-properties+xml"
            with_part(parts, "docProps/app.xml", kind, f"{RELATION}/extended-properties", properties)
        case "own properties" | "own property that a field prints":
            if "prints" in what:
                words += FIELD.format(what='DOCPROPERTY "Checked by"', shown="the Head of Law")
            value = "the Head of Law" if "prints" in what else NAME
            one = (
                '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="%d" name="%s"><vt:lpwstr>%s</vt:lpwstr>'
            )
            own = "</property>".join([one % (2, "Checked by", value), one % (3, "MSIP_Label_1_Name", "OFFICIAL"), ""])
            properties = (
                f'<Properties xmlns="{OFFICE}/custom-properties" xmlns:vt="{OFFICE}/docPropsVTypes">{own}</Properties>'
            )
            kind = f"{TYPE}.custom-properties+xml"
            with_part(parts, "docProps/custom.xml", kind, f"{RELATION}/custom-properties", properties)
        case "SharePoint properties":
            item = (
                f"<p:properties xmlns:p='urn:p'><Owner xmlns='urn:o'><UserInfo><DisplayName>{NAME}</DisplayName>"
                f"<AccountId>{LOGIN}</AccountId></UserInfo></Owner></p:properties>"
            )
            with_part(parts, "customXml/item9.xml", "application/xml", f"{RELATION}/customXml", item, "document")
            links = "word/_rels/document.xml.rels"
            parts[links] = parts[links].replace(b'Target="customXml', b'Target="../customXml')
    paragraph = f"<w:body><w:p>{words}</w:p>"
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", paragraph.encode(), 1)
    return write_parts(parts)


LEFT_OUT = {
    "comments": "the file has comments",
    "people": "the file names people who worked on it",
    "tracked changes": f"its tracked changes name {NAME}",
    "author field": "the field AUTHOR prints the name of whoever has the file",
    "simple author field": "the field LASTSAVEDBY prints the name of whoever has the file",
    "application properties": 'its properties have "Manager"',
    "own properties": 'its properties have "Checked by"',
    "SharePoint properties": "its SharePoint properties name people",
}


def holding(content: bytes) -> list[str]:
    """Return the parts of a Word file that say who somebody is."""
    parts = read_parts(content, "a.docx")
    return [name for name, part in parts.items() if NAME.encode() in part or LOGIN.encode() in part]


@pytest.mark.parametrize("what", LEFT_OUT)
def test_no_policy_holds_what_its_letterhead_says_of_people_and_the_check_names_it(what: str) -> None:
    shell = letterhead(what)
    assert holding(shell)
    said = [problem.message for problem in check_shell(shell, "a.docx") if problem.code == "shell-private"]
    assert LEFT_OUT[what] in said
    built = write_word(sample(), shell)
    assert holding(built) == []
    assert b"Our council" in read_parts(built, "a.docx")["word/document.xml"]


def test_what_a_letterhead_says_of_the_council_stays() -> None:
    company = read_parts(write_word(sample(), letterhead("application properties")), "a.docx")["docProps/app.xml"]
    assert b"Riverton Council" in company
    label = read_parts(write_word(sample(), letterhead("own properties")), "a.docx")["docProps/custom.xml"]
    assert b"OFFICIAL" in label
    changed = read_parts(write_word(sample(), letterhead("tracked changes")), "a.docx")["word/document.xml"]
    assert b" for all" in changed


def test_a_property_that_the_letterhead_prints_stays_and_is_said() -> None:
    shell = letterhead("own property that a field prints")
    assert [each.message for each in check_shell(shell, "a.docx") if each.code == "shell-private"] == [
        'a field prints the property "Checked by"'
    ]
    assert b"the Head of Law" in read_parts(write_word(sample(), shell), "a.docx")["docProps/custom.xml"]


def test_the_shipped_shell_and_our_own_files_say_nothing_of_people() -> None:
    assert "shell-private" not in codes(check_shell(SHELL, "a.docx"), "warning")
    assert "shell-private" not in codes(check_shell(write_word(sample(), SHELL), "a.docx"), "warning")


@pytest.mark.parametrize("what", ["comments", "tracked changes", "application properties"])
def test_a_paper_and_an_approved_version_name_nobody(tmp_path: Path, what: str) -> None:
    root = story.workspace(tmp_path)
    write(root, "templates/word/policy.docx", letterhead(what))
    paper(root)
    story.approved(root)
    seen = 0
    for path in sorted((root / "output").rglob("*")):
        if path.is_file() and path.name != "sources.zip":  # the council's own sources, as they are
            content = path.read_bytes()
            if path.suffix == ".docx":
                assert holding(content) == []
                with zipfile.ZipFile(io.BytesIO(content)) as file:
                    assert not [name for name in file.namelist() if "comments" in name or "people" in name]
                seen += 1
            assert NAME.encode() not in content
    assert seen >= 2
