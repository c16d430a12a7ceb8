"""The same in Python: `import policybuilder` gives load, resolve, write and check."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import policybuilder
from policybuilder.errors import PolicyBuilderError

ROOT = Path(__file__).parent.parent


@pytest.mark.rest
def test_a_policy_is_loaded_resolved_and_written_as_often_as_wanted() -> None:
    library = policybuilder.load(ROOT)
    for _ in range(2):
        document = policybuilder.resolve(library, "riverton", "generative-ai-policy")
        assert policybuilder.write(document, "word", library).startswith(b"PK")
    assert document.council.name == "London Borough of Riverton"
    assert policybuilder.write(document, "markdown").startswith(b"---\ntitle:")
    assert policybuilder.check(library, ["riverton"]) == ()


def test_a_format_that_does_not_exist_names_those_that_do() -> None:
    document = policybuilder.resolve(policybuilder.load(ROOT), "slievebrae", "generative-ai-policy")
    with pytest.raises(PolicyBuilderError, match=r"(?s)unknown format 'odt'.*the formats are word, markdown"):
        policybuilder.write(document, "odt")


def test_a_folder_that_is_no_workspace_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(PolicyBuilderError, match="no workspace here"):
        policybuilder.load(tmp_path)


def test_importing_the_package_imports_none_of_the_work() -> None:
    code = "import sys, policybuilder; print(sorted(m for m in sys.modules if m.startswith('policybuilder.')))"
    shown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "['policybuilder.version']"
