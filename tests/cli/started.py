"""What tests of `init` type and read."""

from __future__ import annotations

import re
from pathlib import Path

from policybuilder.library.strict_yaml import read_yaml
from tests.cli.conftest import Run

ONE = ("--document", "generative-ai-policy")
QUESTIONS = 11
"""Four without a default, and the tools that the generative-AI policy asks about."""
ALL_QUESTIONS = 13
"""As many when all documents are made."""


def written(folder: Path, id: str) -> dict[str, object]:
    text = (folder / f"profiles/{id}.yaml").read_text(encoding="utf-8")
    content = read_yaml(text, f"profiles/{id}.yaml").plain()
    assert isinstance(content, dict)
    return content


def lines(*answers: str) -> str:
    return "\n".join(answers) + "\n"


def profile_of(folder: Path, id: str = "hounslow") -> str:
    return (folder / f"profiles/{id}.yaml").read_text(encoding="utf-8")


def open_points(run: Run) -> set[str]:
    """Return the names that a paper of the council is refused for."""
    return set(re.findall(r'error: (?:nobody has looked at )?"([a-z_.]+)"', run("build", "--final").stderr))


REQUIRED = {"ai_contact_email", "dpo_email", "foi_team_email", "incident_contact"}
