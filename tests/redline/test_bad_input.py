"""Files that are no Word documents, or are damaged, hostile or too large: a clear problem that says what to do."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from policybuilder.cli.redline import command
from policybuilder.errors import PolicyBuilderError
from policybuilder.ooxml.zip import MAX_PARTS, read_parts, write_parts
from policybuilder.redline import redline
from policybuilder.redline.package import read_package, read_redline
from tests.redline.word import docx, p, raw

GOOD = docx(p("The council must act."))
ENTITY = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/passwd">]>'


def changed(part: str, content: bytes | None, name: str | None = None) -> bytes:
    """Return the good document with one part changed, renamed or (None) left out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            if info.filename != part:
                target.writestr(info, source.read(info))
            elif content is not None:
                target.writestr(name or part, content)
    return buffer.getvalue()


def part(name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(GOOD)).read(name)


def with_twice_the_same_part() -> bytes:
    buffer = io.BytesIO(GOOD)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("word/document.xml", part("word/document.xml"))
    return buffer.getvalue()


def bomb() -> bytes:
    return changed("word/styles.xml", b"<a>" + b" " * 30_000_000 + b"</a>")


def many_parts() -> bytes:
    buffer = io.BytesIO(GOOD)
    with zipfile.ZipFile(buffer, "a") as archive:
        for number in range(MAX_PARTS):
            archive.writestr(f"word/media/{number}.png", b"")
    return buffer.getvalue()


def nested(depth: int) -> bytes:
    opening = b"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>" * depth
    closing = b"<w:p/></w:tc></w:tr></w:tbl>" * depth
    return changed(
        "word/document.xml", part("word/document.xml").replace(b"<w:body>", b"<w:body>" + opening + closing, 1)
    )


def odt() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    return buffer.getvalue()


def encrypted_zip() -> bytes:
    content = bytearray(GOOD)
    at = 0
    while (at := content.find(b"PK\x01\x02", at)) >= 0:
        content[at + 8] |= 1
        at += 4
    return bytes(content)


DOCUMENT = part("word/document.xml")
TYPES = part("[Content_Types].xml")
MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
BAD: dict[str, tuple[bytes | Callable[[], bytes], str]] = {
    "empty": (b"", "docx-empty"),
    "text": (b"The council must act.", "docx-not-docx"),
    "pdf": (b"%PDF-1.7 ...", "docx-is-pdf"),
    "rtf": (b"{\\rtf1 ...}", "docx-is-rtf"),
    "doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "docx-is-doc"),
    "encrypted": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "docx-encrypted"),
    "encrypted-zip": (encrypted_zip(), "docx-encrypted"),
    "odt": (odt(), "docx-is-odt"),
    "zip-cut-off": (GOOD[: len(GOOD) // 2], "docx-damaged"),
    "zip-bytes-flipped": (GOOD[:200] + bytes(255 - byte for byte in GOOD[200:400]) + GOOD[400:], "docx-"),
    "macros": (
        write_parts({**read_parts(GOOD, ""), "word/vbaProject.bin": b"x"}),
        "docx-macros",
    ),
    "spreadsheet": (
        changed("[Content_Types].xml", TYPES.replace(b"wordprocessingml.document.main", b"spreadsheetml.sheet.main")),
        "docx-not-docx",
    ),
    "no-content-types": (changed("[Content_Types].xml", None), "docx-not-docx"),
    "no-main-document": (changed("word/document.xml", None), "docx-missing-part"),
    "no-package-relationships": (changed("_rels/.rels", None), "docx-missing-part"),
    "no-styles-part": (changed("word/styles.xml", None), "docx-missing-part"),
    "twice-the-same-part": (with_twice_the_same_part(), "docx-duplicate-part"),
    "part-outside-the-file": (changed("word/styles.xml", b"<a/>", "../../etc/styles.xml"), "docx-bad-name"),
    # Large ones are made when their test runs: every process of a run reads this file.
    "bomb": (bomb, "docx-too-large"),
    "many-parts": (many_parts, "docx-too-large"),
    "entities": (changed("word/document.xml", ENTITY.encode() + DOCUMENT), "docx-entities"),
    "entities-in-relationships": (
        changed("_rels/.rels", ENTITY.encode() + part("_rels/.rels")),
        "docx-entities",
    ),
    "not-well-formed": (changed("word/document.xml", DOCUMENT[:-20]), "docx-damaged-xml"),
    "nested-five-thousand-deep": (nested(5000), "docx-too-deep"),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("side", ["old", "new"])
def test_a_bad_file_is_a_clear_problem_and_leaves_no_output(name: str, side: str, tmp_path: Path) -> None:
    made, code = BAD[name]
    content = made() if callable(made) else made
    files = {"old": tmp_path / "old.docx", "new": tmp_path / "new.docx"}
    for which, path in files.items():
        path.write_bytes(content if which == side else GOOD)
    output = tmp_path / "redline.docx"
    with pytest.raises(PolicyBuilderError) as caught:
        CliRunner().invoke(
            command,
            [str(files["old"]), str(files["new"]), "-o", str(output)],
            standalone_mode=False,
            catch_exceptions=False,
        )
    problem = caught.value.problems[0]
    assert problem.code.startswith(code)
    assert str(files[side]) in problem.location.path
    assert problem.hint
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new.docx", "old.docx"]


def test_deep_but_honest_nesting_is_handled() -> None:
    result = redline(nested(12), nested(14))
    assert result.counts.total > 0


def test_what_the_file_points_at_outside_is_never_fetched() -> None:
    outside = docx(p("x"), extra={"word/media/none.txt": b""})
    rels = b'<Relationship Id="rId99" Type="http://x/image" Target="http://127.0.0.1:9/x.png" TargetMode="External"/>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(outside)) as source, zipfile.ZipFile(buffer, "w") as target:
        for info in source.infolist():
            body = source.read(info)
            if info.filename == "word/_rels/document.xml.rels":
                body = body.replace(b"</Relationships>", rels + b"</Relationships>")
            target.writestr(info.filename, body)
    assert redline(buffer.getvalue(), GOOD).counts.total > 0


def test_alternate_content_between_blocks_is_kept() -> None:
    extra = (
        b'<mc:AlternateContent><mc:Choice Requires="w14"><w:p><w:r><w:t>New readers</w:t></w:r></w:p></mc:Choice>'
        b"<mc:Fallback><w:p><w:r><w:t>Old readers</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>"
    )
    both = changed("word/document.xml", DOCUMENT.replace(b"<w:body>", b"<w:body>" + extra))
    assert redline(both, both).counts.total == 0
    result = redline(GOOD, both)
    assert any("cannot be tracked" in str(note) for note in result.notes)


def test_a_file_whose_main_part_has_no_body_is_refused() -> None:
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    empty = changed("word/document.xml", f'<w:document xmlns:w="{namespace}"/>'.encode())
    for sides in ((GOOD, empty), (empty, GOOD)):
        with pytest.raises(PolicyBuilderError, match=r"the main part has no body"):
            redline(*sides)


def test_an_author_whom_word_cannot_name_is_refused() -> None:
    for name in ("a\udcff", "a\0", "\uffff"):
        with pytest.raises(PolicyBuilderError, match=r"\[author\]"):
            redline(GOOD, GOOD, author=name)


@pytest.mark.rest
def test_a_part_that_holds_more_than_the_zip_says_is_not_unzipped() -> None:
    """The claim in the directory is small, so no limit of sizes is reached; what there is would fill the memory."""
    stream = io.BytesIO(changed("word/large.bin", None))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/large.bin", b" " * 200_000_000)
        archive.getinfo("word/large.bin").file_size = 1_000
    tracemalloc.start()
    with pytest.raises(PolicyBuilderError, match="damaged: it cannot be unzipped whole"):
        redline(GOOD, stream.getvalue())
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 50_000_000


@pytest.mark.rest
def test_a_redline_may_be_larger_than_the_two_documents_that_it_holds() -> None:
    marks = '<w:ins w:id="1" w:author="A"><w:r><w:t>x</w:t></w:r></w:ins>' * 140_000
    content = docx(p(raw(marks)))
    with pytest.raises(PolicyBuilderError) as refused:
        read_package(content).stories()
    assert refused.value.problems[0].code == "docx-too-large"
    assert read_redline(content).main == "word/document.xml"
