"""A Word file as its parts: one set of limits and one set of words, whoever reads it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from policybuilder.errors import PolicyBuilderError, Problem
from policybuilder.ooxml.zip import MAX_PARTS, MAX_TOTAL, MAX_XML, Parts, read_parts, same_parts, write_parts
from policybuilder.readers.word.read import read_word
from policybuilder.redline import redline
from policybuilder.writers.word.shell.check import check_shell
from tests.redline.word import docx, p

GOOD = docx(p("The council must act."))


def problem_of(read: Callable[[], object]) -> Problem:
    with pytest.raises(PolicyBuilderError) as caught:
        read()
    (problem,) = caught.value.problems
    return problem


def claiming(**sizes: int) -> bytes:
    """Return a good file with parts that are said to unzip to some sizes."""
    stream = io.BytesIO(GOOD)
    with zipfile.ZipFile(stream, "a") as archive:
        for name, size in sizes.items():
            archive.writestr(name, b"x" * 1000)
            archive.getinfo(name).file_size = size
            archive.getinfo(name).compress_size = size // 10
    return stream.getvalue()


def with_many_parts() -> bytes:
    return write_parts({**read_parts(GOOD, ""), **{f"word/media/{at}.png": b"" for at in range(MAX_PARTS)}})


BAD: dict[str, bytes | Callable[[], bytes]] = {
    "empty": b"",
    "cut off": GOOD[: len(GOOD) // 2],
    "pdf": b"%PDF-1.7",
    "picture": b"\x89PNG\r\n",
    "web page": b"\n<html><body>A policy</body></html>",
    "old": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "another zip": write_parts({"hello.txt": b"hello"}),
    "a part that is too long": claiming(**{"word/large.xml": MAX_XML + 1}),
    "too much in all": claiming(**{f"word/media/{at}.bmp": MAX_TOTAL // 4 for at in range(5)}),
    "too many parts": with_many_parts,  # made when its test runs: every process of a run reads this file
    "a part that leads out": write_parts({**read_parts(GOOD, ""), "word/../../out.xml": b"<a/>"}),
    "a name twice but for case": write_parts({**read_parts(GOOD, ""), "WORD/document.xml": b"<a/>"}),
    "no main part": write_parts({k: v for k, v in read_parts(GOOD, "").items() if k != "word/document.xml"}),
}


@pytest.mark.parametrize("kind", BAD)
def test_whoever_reads_a_bad_file_says_the_same_of_it(kind: str) -> None:
    bad = BAD[kind]
    content = bad() if callable(bad) else bad
    found = {
        problem_of(lambda: read_word(content, "a.docx")),
        problem_of(lambda: redline(content, GOOD, names=("a.docx", "b.docx"))),
        *check_shell(content, "a.docx"),
    }
    (problem,) = found
    assert problem.location.path == "a.docx"
    assert problem.code.startswith("docx-")
    assert problem.hint


def test_a_part_that_nobody_asks_for_is_not_unzipped() -> None:
    stream = io.BytesIO(GOOD)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/media/image1.png", b"a picture of the town hall")
    damaged = stream.getvalue().replace(b"a picture of the town hall", b"A picture of the town hall")
    assert read_word(damaged, "a.docx").sections
    assert problem_of(lambda: Parts(damaged, "a.docx")["word/media/image1.png"]).code == "docx-damaged"
    assert problem_of(lambda: read_parts(damaged, "a.docx")).code == "docx-damaged"


def test_names_have_one_form() -> None:
    odd = write_parts({"/[Content_Types].xml": b"<a/>", "word\\document.xml": b"<b/>"})
    assert read_parts(odd, "a.docx") == {"[Content_Types].xml": b"<a/>", "word/document.xml": b"<b/>"}


def test_parts_come_back_as_they_were_written() -> None:
    parts = read_parts(GOOD, "a.docx")
    assert read_parts(write_parts(parts), "a.docx") == parts
    assert list(read_parts(write_parts(parts), "a.docx")) == list(parts)
    assert write_parts(parts) == write_parts(dict(parts))


def test_two_files_are_the_same_when_their_parts_are() -> None:
    parts = read_parts(GOOD, "a.docx")
    assert same_parts(write_parts(parts), write_parts(parts, level=9))
    assert not same_parts(GOOD, write_parts({**parts, "word/document.xml": b"<a/>"}))
    assert not same_parts(GOOD, b"PK")
