"""The least version that a workspace needs: read before everything else, and said alone by a program that is older."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.library.library import open_library
from policybuilder.library.needs import check_needs, with_needs
from policybuilder.library.workspace import open_workspace
from policybuilder.version import LEAST, VERSION
from tests.saying import said
from tests.workspaces import clause, profile, template, tiny, write

HINT = "  hint: install the newer policybuilder, then run the command again; nothing is wrong with your files"


def told(text: str, program: str = "0.2.0") -> str:
    return said(lambda: check_needs(text, "policybuilder.yaml", program)).replace("policybuilder.yaml:", "")


@pytest.mark.parametrize("needed", ['"0.1"', '"0.2"', "0.2", '"0.2.0"', "'0.1.9'", '"0.0"'])
def test_a_program_that_is_new_enough_says_nothing(needed: str) -> None:
    assert told(f"needs: {needed}\n") == ""


@pytest.mark.parametrize("needed", ["0.3", "0.2.1", "0.10", "1.0", "1.0.0", "0.12.3"])
def test_an_older_program_says_update_first(needed: str) -> None:
    assert told(f'# Ours.\nneeds: "{needed}"\n') == (
        f"2:1: error: update first: this workspace needs policybuilder {needed} or later, and this is 0.2.0 "
        f"[update-first]\n{HINT}"
    )


def test_a_version_of_two_digits_is_more_than_one_of_one() -> None:
    assert told('needs: "0.9"', program="0.10.0") == ""
    assert "update first" in told('needs: "0.10"', program="0.9.5")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("", '1:1: error: the file says nothing [missing-key]\n  hint: write needs: "0.2"'),
        (
            "needs:\n",
            "1:7: error: needs: expected text, found nothing [wrong-type]\n  hint: write it, or take the line away",
        ),
        (
            "- needs\n",
            "1:1: error: the file: expected a mapping of key: value, found a list [wrong-type]\n"
            "  hint: write its keys, each with a colon: needs",
        ),
        (
            'needs: "0.2"\nneed: x\n',
            '2:1: error: unknown key "need" [unknown-key]\n  hint: did you mean "needs"?',
        ),
        (
            "needs: v0.2\n",
            '1:8: error: needs: "v0.2" is not written as it should be [wrong-text]\n'
            '  hint: write the version of policybuilder, such as "0.2"',
        ),
        (
            "needs: 2\n",
            '1:8: error: needs: "2" is not written as it should be [wrong-text]\n'
            '  hint: write the version of policybuilder, such as "0.2"',
        ),
        (
            "needs: 0.2\nneeds: 0.3\n",
            '2:1: error: the key "needs" is given twice [duplicate-key]\n'
            "  hint: it is first given on line 1; keep one of them",
        ),
    ],
)
def test_a_file_that_is_not_right_is_refused_at_its_line(text: str, answer: str) -> None:
    assert told(text) == answer


def test_a_key_that_only_a_newer_program_knows_is_no_matter_beside_its_version() -> None:
    answer = told('library: national\nneeds: "0.9"\n')
    assert "[update-first]" in answer
    assert "unknown-key" not in answer


# In a workspace -------------------------------------------------------------------------------------------


def newer(root: Path) -> Path:
    """Write a workspace whose profile, clause and template each have a key of a later version."""
    tiny(root)
    profile(root, "tone: plain")
    clause(root, "care", tone="plain")
    template(root, "care")
    write(root, "templates/policy.yaml", (root / "templates/policy.yaml").read_text() + "tone: plain\n")
    return root


def test_keys_of_a_later_version_are_not_called_unknown_where_the_workspace_says_what_it_needs(tmp_path: Path) -> None:
    newer(tmp_path)
    assert '"tone" [unknown-key]' in said(lambda: open_library(open_workspace(tmp_path)).profile("riverton"))
    write(tmp_path, "policybuilder.yaml", 'needs: "9.1"\n')
    assert said(lambda: open_library(open_workspace(tmp_path)).profile("riverton")) == (
        f"policybuilder.yaml:1:1: error: update first: this workspace needs policybuilder 9.1 or later, "
        f"and this is {VERSION} [update-first]\n{HINT}"
    )


def test_a_workspace_without_the_file_is_opened_as_before(tmp_path: Path) -> None:
    tiny(tmp_path)
    assert said(lambda: open_library(open_workspace(tmp_path)).profile("riverton")) == ""


# What init writes -----------------------------------------------------------------------------------------


def test_a_new_file_asks_for_what_reads_the_profiles_of_this_program() -> None:
    text = with_needs("", "policybuilder.yaml")
    assert told(text, program=VERSION) == ""
    assert text.endswith(f'needs: "{LEAST}"\n')


@pytest.mark.parametrize("text", ['needs: "0.1"', "needs: 0.1", "needs:   '0.1.4'"])
def test_a_file_that_asks_for_less_is_raised_and_the_rest_of_it_kept(text: str) -> None:
    raised = with_needs(f"# Ours.\n{text}   # since May\n", "policybuilder.yaml")
    assert raised.startswith("# Ours.\nneeds:")
    assert raised.endswith(f'"{LEAST}"   # since May\n')
    assert "0.1" not in raised


def test_a_file_that_asks_for_as_much_is_kept_to_the_letter() -> None:
    text = f"needs: '{VERSION}' # ours\n"
    assert with_needs(text, "policybuilder.yaml") == text


def test_what_this_program_writes_it_can_read() -> None:
    assert told(f"needs: {LEAST}", program=VERSION) == ""
