"""`adopt`: an old policy reported and taken over, as a person types it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.adopt.expected import policies
from tests.adopt.made import file_of
from tests.cli.conftest import Run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with an old policy beside it, in which the commands run."""
    content, _ = file_of(policies()[10])
    (tmp_path / "work").mkdir()
    (tmp_path / "old.txt").write_bytes(content)
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


def test_a_refusal_writes_nothing_and_a_report_needs_no_workspace(run: Run, folder: Path) -> None:
    refused = run("adopt", "../old.txt", "--council", "hounslow", "--yes", "--ours", "99")
    assert refused.exit_code == 1
    assert "no passage has the number 99" in refused.output
    backwards = run("adopt", "../old.txt", "--council", "hounslow", "--yes", "--ours", "9-7")
    assert "--ours 9-7 goes backwards: write 7-9" in backwards.output
    twice = run("adopt", "../old.txt", "--council", "hounslow", "--yes", "--ours", "3", "--library", "1-4")
    assert "passage 3 is named twice" in twice.output
    assert run("adopt", "../old.txt").stdout.startswith("Upper Wendle Parish Council")
    misspelt = run("adopt", "../old.txt", "--council", "hounslo", "--yes")
    assert "did you mean hounslow" in misspelt.output
    odd = run("adopt", "../old.txt", "-o", "report.odt")
    assert "not written as .odt: choose one of text, markdown, html, word, json" in odd.output
    assert list(folder.iterdir()) == []


@pytest.mark.rest
def test_the_words_of_each_passage_that_is_named_are_shown_before_anything_is_written(run: Run, folder: Path) -> None:
    shown = run("adopt", "../old.txt", "--council", "hounslow", "--ours", "3", "--both", "5")
    passages = [line.text for line in policies()[10].text if line.kind != "h"]
    printed = " ".join(shown.output.split())
    assert f'our words for passage 3, "{" ".join(passages[2].split()[:8])}' in printed
    assert f'both for passage 5, "{" ".join(passages[4].split()[:8])}' in printed
    assert "Aborted" in printed
    assert list(folder.iterdir()) == []


def test_a_workspace_is_written_with_profile_draft_report_and_comparison(run: Run, folder: Path) -> None:
    done = run("adopt", "../old.txt", "--council", "hounslow", "--document", "generative-ai-policy", "--yes")
    assert done.exit_code == 0, done.output
    for file in ("profiles/hounslow.yaml", "adopted/hounslow/report.html", "adopted/hounslow/old-to-new.html"):
        assert (folder / file).is_file(), file
    assert (folder / "output/hounslow/generative-ai-policy/draft").is_dir()
    again = run("adopt", "../old.txt", "--council", "hounslow", "--yes")
    assert again.exit_code == 1
    assert "adopt FILE --profile hounslow" in again.output
    (folder / "other.md").write_text("# AI\n\n## Review\n\nThis policy will be reviewed every six months.\n")
    changed = run("adopt", "other.md", "--profile", "hounslow", "--document", "generative-ai-policy", "--yes")
    assert changed.exit_code == 0, changed.output
    assert "review_months: 6\n" in (folder / "profiles/hounslow.yaml").read_text(encoding="utf-8")
