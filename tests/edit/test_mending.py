"""A line that cannot be read is proposed as it was meant, and only where the file reads with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.edit.mending import ProposedLine, proposed_line, with_line
from policybuilder.edit.proposal import write
from policybuilder.edit.undo import last_changes, write_undo
from policybuilder.errors import PolicyBuilderError
from tests.workspaces import library, profile, tiny

SLIPS = (
    ("parameters:\n\tdays: 30\n", "  days: 30"),
    ("parameters:\n\u00a0\u00a0days: 30\n", "  days: 30"),
    ("parameters:\n  days:30\n", "  days: 30"),
    ("parameters:\n  days 30\n", "  days: 30"),
    ("parameters:\n  days = 30\n  motto: Onward\n", "  days: 30"),
    ("parameters:\n  motto: Council: onward\n", '  motto: "Council: onward"'),
    ('parameters:\n  motto: "Onward\n  days: 30\n', '  motto: "Onward"'),
    ("parameters:\n  motto: @council\n", '  motto: "@council"'),
    ('parameters:\n  motto: "Onward" they say\n', "  motto: 'Onward\" they say'"),
    ("parameters:\n  “days”: 30\n", "  days: 30"),
    ("parameters:\n  uses:\n    – drafting\n    – planning\n", "    - drafting"),
    ("parameters:\n  days: 30\n   motto: Onward\n", "  motto: Onward"),
    ("parameters:\n  dayz: 30\n", "  days: 30"),
    ("tools: {agents: pilots}\n", "tools: {agents: pilot}"),
    ("parameters:\n  days: “30”\n", "  days: 30"),
    ("paramters: {days: 30}\n", "parameters: {days: 30}"),
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tiny(tmp_path)


def proposals(root: Path) -> list[ProposedLine]:
    """Return what is proposed for each problem of the profile, where anything is."""
    known = library(root)
    with pytest.raises(PolicyBuilderError) as error:
        known.profile("riverton")
    return [line for problem in error.value.problems if (line := proposed_line(known, problem))]


@pytest.mark.parametrize(("text", "proposed"), SLIPS, ids=[str(number) for number in range(len(SLIPS))])
def test_the_line_is_proposed_as_it_was_meant(root: Path, text: str, proposed: str) -> None:
    profile(root, text)
    assert proposed in [line.proposed for line in proposals(root)]


@pytest.mark.parametrize(
    "text",
    [
        "parameters:\n  days: 30\n  days: 60\n",  # which of the two is meant, nobody can tell
        "parameters:\n  days: soon\n",
        "parameters:\n  days: 9000\n",
        "parameters:\n  zebra_crossings: 30\n",
    ],
)
def test_what_nobody_can_guess_is_not_guessed(root: Path, text: str) -> None:
    profile(root, text)
    assert proposals(root) == []


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_lines_put_in_one_by_one_give_a_file_that_reads_and_undo_gives_the_one_before(root: Path, ends: str) -> None:
    path = profile(root, "# ours\nparameters:\n  days:30   # as agreed\n  motto: Council: onward\n")
    typed = path.read_text(encoding="utf-8").replace("\n", ends).encode()
    path.write_bytes(typed)
    for _ in range(2):
        write(with_line(library(root), proposals(root)[0]), "mend riverton 1", "2026-12-01")
    read = library(root).profile("riverton")
    assert (read.settings["days"].value, read.settings["motto"].value) == (30, "Council: onward")
    mended = typed.replace(b"days:30", b"days: 30").replace(b"Council: onward", b'"Council: onward"')
    assert path.read_bytes() == mended
    for _ in range(2):
        write_undo(last_changes(library(root), "riverton"))
    assert path.read_bytes() == typed


def test_a_line_of_a_file_that_changed_meanwhile_is_not_put_in(root: Path) -> None:
    path = profile(root, "parameters:\n  days:30\n")
    (line,) = proposals(root)
    path.write_text(path.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    with pytest.raises(PolicyBuilderError, match="changed since"):
        with_line(library(root), line)
