"""`--ignore` in a redline: what differs in that alone is not marked, counted, and never called proven as a whole."""

from __future__ import annotations

import io
from collections.abc import Collection
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result
from hypothesis import strategies as st

from policybuilder.cli import main
from policybuilder.redline import accept_all, redline, reject_all
from policybuilder.redline.ignored import ABOUT, without
from policybuilder.redline.result import PROVEN, PROVEN_BUT, Redline
from policybuilder.sequences.ignorable import Ignorable
from tests.new_docx import new_docx
from tests.properties import holds_for_any

OLD = ["The Council must keep it.", "Ask  the owner.", "Say it plainly.", "Nothing here changes."]
NEW = ["The council must keep it.", "Ask the owner.", "Say it aloud.", "Nothing here changes."]


def word(texts: Collection[str], bold: int = -1) -> bytes:
    """Return a Word file with a paragraph for each text, one of them bold."""
    document = new_docx()
    for number, text in enumerate(texts):
        document.add_paragraph().add_run(text).bold = True if number == bold else None
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def paragraphs(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]


def made(ignore: Collection[Ignorable], old: bytes = word(OLD), new: bytes = word(NEW, bold=3)) -> Redline:
    return without(redline(old, new), ignore)


@pytest.mark.parametrize(
    ("ignore", "changes", "rejected"),
    [
        ((), (3, 3, 1), OLD),
        (("case",), (2, 2, 1), [NEW[0], *OLD[1:]]),
        (("whitespace",), (2, 2, 1), [OLD[0], NEW[1], *OLD[2:]]),
        (("formatting",), (3, 3, 0), OLD),
        (("formatting", "whitespace", "case"), (1, 1, 0), [*NEW[:2], *OLD[2:]]),
    ],
)
def test_what_differs_in_that_alone_is_not_marked_and_the_rest_is(
    ignore: Collection[Ignorable], changes: tuple[int, int, int], rejected: list[str]
) -> None:
    done = made(ignore)
    assert paragraphs(accept_all(done.content)) == NEW
    assert paragraphs(reject_all(done.content)) == rejected
    assert done.counts.formatting == changes[2]
    assert done.counts.insertions <= changes[0]
    assert done.counts.deletions <= changes[1]


def test_a_redline_from_which_something_is_left_out_is_proven_but_for_that() -> None:
    done = made(("case", "formatting"))
    assert done.verdict.word == PROVEN_BUT
    assert done.verdict.places == (ABOUT,)
    assert "1 in case; 1 in formatting: not marked" in str(done.notes[-1])


def test_where_nothing_differs_in_that_the_verdict_is_as_it_was() -> None:
    done = made(("case",), word(["One."]), word(["Two."]))
    assert done.verdict.word == PROVEN
    assert done.notes == ()


def test_words_that_changed_otherwise_too_are_marked_whole() -> None:
    done = made(("case",), word(["Tell the Owner."]), word(["Tell the tenant."]))
    assert paragraphs(reject_all(done.content)) == ["Tell the Owner."]


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def test_the_command_says_what_it_left_out(tmp_path: Path) -> None:
    for name, content in (("old.docx", word(OLD)), ("new.docx", word(NEW))):
        (tmp_path / name).write_bytes(content)
    files = (str(tmp_path / "old.docx"), str(tmp_path / "new.docx"))
    result = run("redline", *files, "-o", str(tmp_path / "out.docx"), "--ignore", "case,whitespace")
    assert result.exit_code == 0, result.output
    assert f"note: {ABOUT}: 1 in case; 1 in whitespace: not marked" in result.stdout
    assert f"proven but for {ABOUT}: elsewhere accept all = new, reject all = old" in result.stdout
    assert "is not known" in run("redline", *files, "-o", "x.docx", "--ignore", "colour").stderr
    assert run("redline", *files, files[0], "--verify", "--ignore", "case").exit_code == 2


TEXTS = st.lists(st.text(st.sampled_from("aAbB c  "), min_size=1, max_size=8), min_size=1, max_size=4)


@holds_for_any(6, 150, old=TEXTS, new=TEXTS)
def test_accepting_all_gives_the_new_words_and_rejecting_all_the_old_ones_but_for_what_is_ignored(
    old: list[str], new: list[str]
) -> None:
    done = made(("whitespace", "case"), word(old), word(new))
    assert paragraphs(accept_all(done.content)) == paragraphs(word(new))
    folded = [
        "".join("".join(text.split()).casefold() for text in side)
        for side in (paragraphs(reject_all(done.content)), old)
    ]
    assert folded[0] == folded[1]
