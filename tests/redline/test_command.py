"""The command: what it writes, says and ends with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from policybuilder.cli.redline import command
from policybuilder.errors import PolicyBuilderError
from tests.redline.test_pairs import FOLDER
from tests.redline.word import bookmark, docx, p, raw

OLD, NEW = (str(FOLDER / f"word-replaced.{side}.docx") for side in ("old", "new"))


def run(*words: str) -> Result:
    return CliRunner().invoke(command, list(words))


def test_it_writes_a_redline_and_counts_the_changes(tmp_path: Path) -> None:
    output = tmp_path / "redline.docx"
    answer = run(OLD, NEW, "-o", str(output), "--author", "Clerk", "--date", "2026-11-22T09:00:00Z")
    assert answer.exit_code == 0
    assert "1 insertion, 1 deletion, 0 moves, 0 changed cells, 0 formatting changes" in answer.output
    assert "proven: accept all = new, reject all = old" in answer.output
    assert run("--verify", OLD, NEW, str(output)).exit_code == 0


def test_the_redline_is_as_readable_as_any_new_file_and_the_only_one_left(tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("as any new file")
    run(OLD, NEW, "-o", str(tmp_path / "redline.docx"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other.txt", "redline.docx"]
    modes = {path.stat().st_mode for path in tmp_path.iterdir()}
    assert len(modes) == 1


def test_a_redline_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file, not a folder")
    answer = run(OLD, NEW, "-o", str(taken / "redline.docx"))
    assert isinstance(answer.exception, PolicyBuilderError)
    assert "cannot be written" in str(answer.exception)
    assert list(tmp_path.iterdir()) == [taken]


def test_verify_ends_with_one_where_the_redline_does_not_hold(tmp_path: Path) -> None:
    output = tmp_path / "redline.docx"
    run(OLD, NEW, "-o", str(output))
    answer = run("--verify", NEW, OLD, str(output))
    assert answer.exit_code == 1
    assert answer.output.startswith("  note: not proven at paragraph 1: accept all: should be ")
    assert f"{output}: not proven at paragraph 1\n" in answer.output


def written(folder: Path, old: bytes, new: bytes) -> tuple[str, str, str]:
    """Write two sides to a folder; return their names and that of a redline beside them."""
    names = [folder / name for name in ("old.docx", "new.docx", "redline.docx")]
    for name, content in zip(names, (old, new), strict=False):
        name.write_bytes(content)
    return str(names[0]), str(names[1]), str(names[2])


# The file does not say where such a link leads, so it cannot be written as a field.
UNUSUAL = raw('<w:hyperlink r:id="rIdNowhere"><w:r><w:t>An unusual link</w:t></w:r></w:hyperlink>')
KEPT = p("These words stay as they are.")


@pytest.mark.parametrize(
    ("old", "new", "word", "places", "line"),
    [
        (docx(KEPT), docx(KEPT, p("More.")), "proven", [], "proven: accept all = new, reject all = old"),
        (
            docx(p(bookmark("a", "One."), " Two.")),
            docx(p("One. ", bookmark("a", "Two."))),
            "proven but for",
            ["bookmarks"],
            "proven but for bookmarks: elsewhere accept all = new, reject all = old",
        ),
        (docx(KEPT, p(UNUSUAL), KEPT), docx(KEPT, KEPT), "not proven", ["paragraph 2"], "not proven at paragraph 2"),
    ],
)
def test_the_three_verdicts_are_the_same_when_written_and_when_proven_from_outside(
    tmp_path: Path, old: bytes, new: bytes, word: str, places: list[str], line: str
) -> None:
    names = written(tmp_path, old, new)
    made, proven = run(*names[:2], "-o", names[2]), run("--verify", *names)
    assert made.output.splitlines()[-1] == line
    assert proven.output.splitlines()[-1] == f"{names[2]}: {line}"
    assert made.exit_code == proven.exit_code == (word == "not proven")
    for answer in (run(*names[:2], "-o", names[2], "--json"), run("--verify", *names, "--json")):
        said = json.loads(answer.output)["result"]
        assert (said["verdict"], said["places"]) == (word, places)
        assert answer.exit_code == (word == "not proven")


def test_what_is_not_proven_is_written_all_the_same_and_says_so_first(tmp_path: Path) -> None:
    old, new, output = written(tmp_path, docx(KEPT, p(UNUSUAL), KEPT), docx(KEPT, KEPT))
    answer = run(old, new, "-o", output)
    assert answer.output.splitlines()[1].startswith("  note: not proven at paragraph 2: accept all: ")
    assert Path(output).exists()


def test_strict_writes_nothing_that_is_not_proven_and_everything_else(tmp_path: Path) -> None:
    old, new, output = written(tmp_path, docx(KEPT, p(UNUSUAL), KEPT), docx(KEPT, KEPT))
    answer = run(old, new, "-o", output, "--strict")
    assert isinstance(answer.exception, PolicyBuilderError)
    assert "could not be proven: accept all: paragraph 2" in str(answer.exception)
    assert not Path(output).exists()
    old, new = (str(FOLDER / f"bookmark-moved-elsewhere.{side}.docx") for side in ("old", "new"))
    assert run(old, new, "-o", output, "--strict").exit_code == 0


def test_it_says_what_could_not_be_tracked(tmp_path: Path) -> None:
    old, new = (str(FOLDER / f"bookmark-moved-elsewhere.{side}.docx") for side in ("old", "new"))
    assert "note: bookmarks" in run(old, new, "-o", str(tmp_path / "x.docx")).output


@pytest.mark.parametrize("words", [(OLD, NEW), ("--verify", OLD, NEW), (OLD, NEW, "-o", "x.docx", "--date", "soon")])
def test_words_that_make_no_sense_are_a_usage_error(words: tuple[str, ...]) -> None:
    assert run(*words).exit_code == 2


def test_a_missing_file_is_named() -> None:
    answer = run("no-such.docx", NEW, "-o", "x.docx")
    assert isinstance(answer.exception, PolicyBuilderError)
    assert "no-such.docx" in str(answer.exception)
