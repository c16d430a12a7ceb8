"""A file that somebody edited since it was built is never written over, whatever was done to it."""

from __future__ import annotations

import io
import os
import resource
import shutil
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from policybuilder.files.write import write_over
from policybuilder.lifecycle.build import build_profile
from policybuilder.lifecycle.built import Built, Order, ProfileOutcome
from policybuilder.lifecycle.put import Making
from policybuilder.ooxml.zip import read_parts, write_parts
from policybuilder.writers import own_mark
from policybuilder.writers.word import mark as word_mark
from policybuilder.writers.word.properties import without_property
from tests.programs import Office
from tests.some import one_in
from tests.workspaces import clause, library, profile, shell, template, tiny, write

EVERY = ("word", "markdown", "html", "json")
ORDER = Order(formats=EVERY)
DRAFT = "output/riverton/policy/draft/policy"
SUFFIXES = (".docx", ".md", ".html", ".body.html", ".json")
TEXTS = SUFFIXES[1:]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shell(tiny(tmp_path))
    clause(tmp_path, "care", "Take care with [this page](https://ai.example).\n")
    build(tmp_path)
    return tmp_path


def build(root: Path, order: Order = ORDER, id: str = "riverton") -> ProfileOutcome:
    return build_profile(library(root), id, order)


def new_words(root: Path) -> None:
    """Change what would be built now."""
    clause(root, "care", "Take more care with [this page](https://ai.example).\n")


def output(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.glob("output/**/*") if file.is_file()}


def only(outcome: ProfileOutcome) -> Built:
    (found,) = outcome.built
    return found


Change = Callable[[bytes], bytes]


def in_part(name: str, old: bytes, new: bytes) -> Change:
    def change(content: bytes) -> bytes:
        parts = read_parts(content, "policy.docx")
        assert old in parts[name]
        return write_parts({**parts, name: parts[name].replace(old, new)})

    return change


def with_part(name: str, content: bytes) -> Change:
    return lambda before: write_parts({**read_parts(before, "policy.docx"), name: content})


def zipped_again(content: bytes) -> bytes:
    """Return the same parts in another order, packed otherwise, with other times."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, part in reversed(read_parts(content, "policy.docx").items()):
            archive.writestr(name, part)
    return stream.getvalue()


def by_a_document_library(content: bytes) -> bytes:
    """Return a Word file with the properties and the custom XML that SharePoint adds to what is put there."""
    parts = read_parts(content, "policy.docx")
    links = "word/_rels/document.xml.rels"
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    added = b'<Relationship Id="rId90" Type="' + kind + b'customXml" Target="../customXml/item7.xml"/>'
    parts[links] = parts[links].replace(b"</Relationships>", added + b"</Relationships>")
    own = b'<Relationship Id="rId91" Type="' + kind + b'custom-properties" Target="docProps/custom.xml"/>'
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"</Relationships>", own + b"</Relationships>")
    parts["docProps/custom.xml"] = b"<Properties/>"
    parts["customXml/item7.xml"] = (
        b"<p:properties xmlns:p='http://schemas.microsoft.com/office/2006/metadata/properties'/>"
    )
    return write_parts(parts)


CARE = b"Take care"
WORD_EDITS: dict[str, Change] = {
    "a word": in_part("word/document.xml", CARE, b"Take great care"),
    "formatting alone": in_part("word/document.xml", b"<w:r><w:t", b"<w:r><w:rPr><w:b/></w:rPr><w:t"),
    "a style": in_part("word/styles.xml", b"Arial", b"Calibri"),
    "a comment": with_part("word/comments.xml", b"<w:comments/>"),
    "the address of a link": in_part("word/_rels/document.xml.rels", b"https://ai.example", b"https://bi.example"),
    "the footer": in_part("word/footer1.xml", b"</w:ftr>", b"<w:p/></w:ftr>"),
    "the title among the properties": in_part("docProps/core.xml", b"AI policy", b"Our AI policy"),
    "cut short": lambda content: content[: len(content) // 2],
    "emptied": lambda content: b"",
    "no Word file at all": lambda content: b"Dear colleague,\n",
    "another Word file": lambda content: write_parts(
        {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>"}
    ),
    "its mark taken out": lambda content: write_parts(
        {**word_mark.unmarked_parts(read_parts(content, "")), "word/styles.xml": b"<styles/>"}
    ),
    "its digest altered": lambda content: write_parts(
        {
            name: part.replace(b'digest="', b'digest="0')[: len(part)] if name == "customXml/item1.xml" else part
            for name, part in read_parts(content, "").items()
        }
    ),
}
TEXT_EDITS: dict[str, Change] = {
    "a word": lambda content: content.replace(CARE, b"Take great care"),
    "a space alone": lambda content: content.replace(CARE, b"Take  care"),
    "a line after its mark": lambda content: content + b"Agreed, J.\n",
    "cut short": lambda content: content[: len(content) // 2],
    "emptied": lambda content: b"",
    "another text": lambda content: b"Dear colleague,\n",
    "not UTF-8": lambda content: content.replace(CARE, b"Take \xff care"),
    "a second copy of itself below": lambda content: content + content,
}
EDITS = [
    *((".docx", name, change) for name, change in WORD_EDITS.items()),
    *((suffix, name, change) for suffix in TEXTS for name, change in TEXT_EDITS.items()),
]


@pytest.mark.parametrize(("suffix", "edit"), one_in(4, (pytest.param(s, c, id=f"{s} {n}") for s, n, c in EDITS)))
def test_an_edited_file_is_kept_and_nothing_of_its_document_is_written(root: Path, suffix: str, edit: Change) -> None:
    file = root / f"{DRAFT}{suffix}"
    file.write_bytes(edit(file.read_bytes()))
    new_words(root)
    before = output(root)
    outcome = build(root)
    assert output(root) == before
    assert [(problem.location.path, problem.code) for problem in outcome.problems] == [
        (f"{DRAFT}{suffix}", "edited-since")
    ]
    assert outcome.problems[0].hint == (
        "`policybuilder build riverton --set-aside` moves it to draft/edited/, and builds"
    )
    assert (only(outcome).changed, only(outcome).kept) == ((), (f"{DRAFT}{suffix}",))


@pytest.mark.parametrize(("suffix", "edit"), one_in(4, (pytest.param(s, c, id=f"{s} {n}") for s, n, c in EDITS)))
def test_an_edited_file_is_kept_though_nothing_else_changed(root: Path, suffix: str, edit: Change) -> None:
    file = root / f"{DRAFT}{suffix}"
    file.write_bytes(edit(file.read_bytes()))
    edited = file.read_bytes()
    assert [problem.code for problem in build(root).problems] == ["edited-since"]
    assert file.read_bytes() == edited


NO_EDITS: dict[str, tuple[str, Change]] = {
    "a Word file that was zipped again": (".docx", zipped_again),
    "a Word file that SharePoint put its properties in": (".docx", by_a_document_library),
    **{
        f"{suffix} with {name}": (suffix, change)
        for suffix in TEXTS
        for name, change in {
            "the line ends of Windows": lambda content: content.replace(b"\n", b"\r\n"),
            "a byte-order mark": lambda content: b"\xef\xbb\xbf" + content,
        }.items()
    },
}


@pytest.mark.parametrize("name", one_in(4, NO_EDITS))
def test_what_no_person_changed_is_as_it_was_built(root: Path, name: str) -> None:
    suffix, change = NO_EDITS[name]
    file = root / f"{DRAFT}{suffix}"
    file.write_bytes(change(file.read_bytes()))
    outcome = build(root)
    assert (outcome.problems, only(outcome).changed) == ((), ())
    new_words(root)
    outcome = build(root)
    assert (outcome.problems, len(only(outcome).changed)) == ((), 5)


@pytest.mark.parametrize("suffix", one_in(5, SUFFIXES))
def test_a_draft_that_a_colleague_built_from_other_words_is_ours_to_write_over(root: Path, suffix: str) -> None:
    ours = output(root)
    new_words(root)
    build(root)
    theirs = output(root)[f"{DRAFT}{suffix}"]
    clause(root, "care", "Take care with [this page](https://ai.example).\n")
    build(root)
    (root / f"{DRAFT}{suffix}").write_bytes(theirs)
    outcome = build(root)
    assert (outcome.problems, only(outcome).changed) == ((), (f"{DRAFT}{suffix}",))
    assert output(root) == ours


def test_a_draft_from_before_drafts_held_their_code_and_text_is_ours(root: Path) -> None:
    path = root / f"{DRAFT}.docx"
    parts = read_parts(path.read_bytes(), "policy.docx")
    mark = word_mark.mark_in_parts(parts)
    assert mark is not None
    old = word_mark.marked_parts(word_mark.unmarked_parts(parts), mark, "word/document.xml")
    older = {name: part for name, part in without_property(old).items() if b"<sent" not in part}
    assert len(older) == len(parts) - 1
    path.write_bytes(write_parts(older))
    outcome = build(root)
    assert (outcome.problems, only(outcome).changed) == ((), (f"{DRAFT}.docx",))
    assert read_parts(path.read_bytes(), "policy.docx") == parts


def without_mark(content: bytes, suffix: str) -> bytes:
    """Return a file as programs wrote it before there were marks."""
    if suffix == ".docx":
        return write_parts(word_mark.unmarked_parts(read_parts(content, "policy.docx")))
    return own_mark.unmarked(content, suffix)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_from_before_there_were_marks_is_ours_while_it_holds_what_is_built_now(root: Path, suffix: str) -> None:
    file = root / f"{DRAFT}{suffix}"
    now = file.read_bytes()
    file.write_bytes(without_mark(now, suffix))
    assert file.read_bytes() != now
    outcome = build(root)
    assert (outcome.problems, only(outcome).changed) == ((), (f"{DRAFT}{suffix}",))
    assert file.read_bytes() == now


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_from_before_there_were_marks_with_other_words_is_kept_and_it_is_said_why(
    root: Path, suffix: str
) -> None:
    file = root / f"{DRAFT}{suffix}"
    file.write_bytes(without_mark(file.read_bytes(), suffix))
    new_words(root)
    before = output(root)
    (problem,) = build(root).problems
    assert problem.message == (
        "was edited, or built by an earlier release in other words: it is kept, and nothing of this document is written"
    )
    assert output(root) == before


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_another_councils_file_in_its_place_is_kept(root: Path, suffix: str) -> None:
    profile(root, id="millbeck")
    build(root, id="millbeck")
    other = root / f"output/millbeck/policy/draft/policy{suffix}"
    file = root / f"{DRAFT}{suffix}"
    file.write_bytes(other.read_bytes())
    (problem,) = build(root).problems
    assert problem.message.startswith("is a file of millbeck/policy, not of riverton/policy: it is kept")
    assert file.read_bytes() == other.read_bytes()


def test_a_copy_of_another_stage_is_kept(root: Path) -> None:
    complete = "{policy: {owner: Head of Digital, approver: Cabinet, review_date: 2028-01-31}}"
    profile(root, documents=complete)
    order = Order(formats=("markdown",), paper=Making(datetime(2026, 12, 1, tzinfo=UTC), "0.1.0"))
    found = only(build(root, order))
    name = found.files[0]
    file = root / f"{DRAFT}.md"
    file.write_bytes((root / name).read_bytes())
    (problem,) = build(root).problems
    assert problem.message.startswith("is the paper copy, not the draft: it is kept, and nothing")


def test_a_renamed_copy_is_nobodys_business(root: Path) -> None:
    copy = root / "output/riverton/policy/draft/policy (1).docx"
    copy.write_bytes((root / f"{DRAFT}.docx").read_bytes() + b"x")
    new_words(root)
    assert build(root).problems == ()
    assert copy.read_bytes().endswith(b"x")


def test_the_other_documents_are_built(root: Path) -> None:
    template(root, "care", id="guide")
    profile(root, documents="{policy: {}, guide: {}}")
    build(root)
    file = root / f"{DRAFT}.md"
    file.write_bytes(b"edited")
    new_words(root)
    outcome = build(root)
    assert [(found.document, len(found.changed), len(found.kept)) for found in outcome.built] == [
        ("policy", 0, 1),
        ("guide", 5, 0),
    ]
    assert "more care" in (root / "output/riverton/guide/draft/guide.md").read_text()


# In the way ----------------------------------------------------------------------------------------------


def folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def link(file: Path) -> None:
    kept = file.with_name(f"elsewhere{file.suffix}")
    file.rename(kept)
    file.symlink_to(kept)


def locked_by_word(file: Path) -> None:
    (file.parent / f"~${file.name[2:]}").write_bytes(b"\x08A Member")


def locked_by_libreoffice(file: Path) -> None:
    (file.parent / f".~lock.{file.name}#").write_bytes(b",,,,;")


BLOCKS = [folder, link, locked_by_word, locked_by_libreoffice]


@pytest.mark.parametrize("block", one_in(4, BLOCKS))
@pytest.mark.parametrize("aside", [False, True])
def test_what_cannot_be_written_over_or_moved_stops_the_document(
    root: Path, block: Callable[[Path], None], aside: bool
) -> None:
    (root / f"{DRAFT}.md").write_bytes(b"edited")
    block(root / f"{DRAFT}.docx")
    new_words(root)
    before = output(root)
    problems = build(root, Order(formats=EVERY, set_aside=aside)).problems
    assert (f"{DRAFT}.docx", "in-the-way") in [(problem.location.path, problem.code) for problem in problems]
    assert output(root) == before


def test_a_file_that_is_open_in_word_and_up_to_date_stops_nothing(root: Path) -> None:
    locked_by_word(root / f"{DRAFT}.docx")
    assert build(root).problems == ()
    new_words(root)
    (problem,) = build(root).problems
    assert problem.hint == "close it, and build again; if nobody has it open, delete ~$licy.docx"


def test_files_that_cannot_be_read_stop_the_document(root: Path) -> None:
    folder = root / "output/riverton/policy/draft"
    shutil.rmtree(folder)
    folder.symlink_to(folder)  # a folder that leads to itself: nothing in it can be read
    problems = build(root, Order(formats=("word", "markdown"))).problems
    assert [problem.code for problem in problems] == ["in-the-way", "in-the-way"]
    assert problems[0].message.startswith("cannot be read: ")


# Setting aside -------------------------------------------------------------------------------------------

ASIDE = Order(formats=EVERY, set_aside=True)
DAY = 1_796_299_200  # 3 December 2026, midday


def edit(root: Path, suffix: str = ".docx", content: bytes = b"edited") -> None:
    file = root / f"{DRAFT}{suffix}"
    file.write_bytes(content)
    os.utime(file, (DAY, DAY))


def test_edited_files_are_set_aside_with_their_day_and_the_draft_is_built(root: Path) -> None:
    edit(root)
    edit(root, ".body.html", b"<p>edited")
    new_words(root)
    outcome = build(root, ASIDE)
    aside = ("output/riverton/policy/draft/edited/policy-2026-12-03.docx",
             "output/riverton/policy/draft/edited/policy-2026-12-03.body.html")  # fmt: skip
    assert (outcome.problems, only(outcome).set_aside, len(only(outcome).changed)) == ((), aside, 5)
    assert [output(root)[name] for name in aside] == [b"edited", b"<p>edited"]
    assert build(root).problems == ()


def test_what_was_set_aside_is_never_written_over(root: Path) -> None:
    for content in (b"one", b"two", b"three"):
        edit(root, content=content)
        assert build(root, ASIDE).problems == ()
    kept = {name.rpartition("/")[2]: content for name, content in output(root).items() if "/edited/" in name}
    assert kept == {
        "policy-2026-12-03.docx": b"one",
        "policy-2026-12-03-2.docx": b"two",
        "policy-2026-12-03-3.docx": b"three",
    }


def test_nothing_is_set_aside_when_nothing_was_edited(root: Path) -> None:
    new_words(root)
    assert only(build(root, ASIDE)).set_aside == ()
    assert not (root / "output/riverton/policy/draft/edited").exists()


def test_what_was_set_aside_is_moved_back_when_the_draft_cannot_be_written(root: Path) -> None:
    edit(root)
    before = output(root)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))  # as a disk that is full
    try:
        (problem,) = build(root, ASIDE).problems
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert problem.code == "cannot-write"
    assert output(root) == before


def test_a_file_where_the_folder_would_be_is_told_and_nothing_is_moved(root: Path) -> None:
    edit(root)
    write(root, "output/riverton/policy/draft/edited", b"in the way")
    before = output(root)
    (problem,) = build(root, ASIDE).problems
    assert problem.code == "cannot-set-aside"
    assert output(root) == before


def test_a_check_says_what_was_edited_and_writes_nothing(root: Path) -> None:
    edit(root)
    new_words(root)
    before = output(root)
    outcome = build(root, Order(formats=EVERY, write=False))
    assert [problem.code for problem in outcome.problems] == ["edited-since"]
    assert output(root) == before


# Somebody saves while we build ---------------------------------------------------------------------------


def test_a_file_that_is_saved_between_our_look_and_our_writing_is_kept(tmp_path: Path) -> None:
    one, two = tmp_path / "a.md", tmp_path / "b.md"
    one.write_bytes(b"old")
    two.write_bytes(b"saved by somebody just now")
    with pytest.raises(Exception, match=r"somebody saved the file while it was being built; nothing was changed"):
        write_over({one: b"new", two: b"new"}, {one: b"old", two: b"old"})
    assert (one.read_bytes(), two.read_bytes()) == (b"old", b"saved by somebody just now")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md", "b.md"]


def test_a_file_that_appears_where_none_was_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"somebody's")
    with pytest.raises(Exception, match="somebody saved the file"):
        write_over({tmp_path / "a.md": b"new"}, {tmp_path / "a.md": None})
    assert (tmp_path / "a.md").read_bytes() == b"somebody's"


# LibreOffice ---------------------------------------------------------------------------------------------


@pytest.mark.office
def test_a_draft_that_libreoffice_saved_keeps_its_name_and_counts_as_edited(root: Path, office: Office) -> None:
    file = root / f"{DRAFT}.docx"
    saved = office.saved(file, "docx").read_bytes()
    before, after = (word_mark.mark_in_parts(read_parts(content, "")) for content in (file.read_bytes(), saved))
    assert before == after
    assert before is not None
    assert (before.name, before.stage) == ("riverton/policy", "draft")
    file.write_bytes(saved)
    (problem,) = build(root).problems
    assert problem.message.startswith("was edited since it was built")
    assert file.read_bytes() == saved
