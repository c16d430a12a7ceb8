"""The command: what it writes, says and ends with."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from policybuilder.cli.redline import command
from policybuilder.errors import PolicyBuilderError
from tests.redline.test_pairs import FOLDER

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
    assert "not proven" in answer.output
    assert "should be" in answer.output


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
