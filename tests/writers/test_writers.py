from __future__ import annotations

import subprocess
import sys

import pytest

from policybuilder import document_json
from policybuilder.writers import WRITERS
from tests.writers.sample import sample


def test_the_formats() -> None:
    assert {name: writer.suffix for name, writer in WRITERS.items()} == {
        "word": ".docx",
        "markdown": ".md",
        "html": ".html",
        "html-body": ".body.html",
        "json": ".json",
    }


@pytest.mark.parametrize("name", [name for name, writer in WRITERS.items() if not writer.has_shell])
def test_a_format_gives_the_same_bytes_each_time(name: str) -> None:
    written = WRITERS[name].write(sample())
    assert written
    assert written == WRITERS[name].write(sample())


def test_json_gives_the_document_back() -> None:
    assert document_json.loads(WRITERS["json"].write(sample())) == sample()


def test_the_registry_imports_no_writer_until_one_is_used() -> None:
    code = "import sys, policybuilder.writers; print(*sorted(m for m in sys.modules if 'policybuilder.writers' in m))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["policybuilder.writers"]
