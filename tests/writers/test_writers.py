from __future__ import annotations

import subprocess
import sys

import pytest

from policybuilder import document_json
from policybuilder.lifecycle.built_file import SUFFIXES
from policybuilder.readers import READERS
from policybuilder.writers import (
    FORMATS,
    INEXACT_FORMATS,
    KEPT_FORMATS,
    SHELL_FORMATS,
    USUAL_FORMATS,
    WRITERS,
    writers_of,
)
from tests.writers.sample import sample


def test_the_formats() -> None:
    assert {name: writer.suffix for name, writer in WRITERS.items()} == {
        "word": ".docx",
        "markdown": ".md",
        "html": ".html",
        "html-body": ".body.html",
        "html-style": ".body.css",
        "text": ".txt",
        "pdf": ".pdf",
        "json": ".json",
    }


def test_what_lists_formats_is_made_of_the_table() -> None:
    assert FORMATS == ("word", "markdown", "html", "style", "text", "pdf", "json")
    assert INEXACT_FORMATS == ("pdf",)
    assert {"word", "pdf"} == SHELL_FORMATS
    assert KEPT_FORMATS == ("word", "markdown", "html", "json")
    assert USUAL_FORMATS == ("word", "markdown", "html")
    assert SUFFIXES == {"word": ".docx", "html": ".html", "markdown": ".md", "text": ".txt", "pdf": ".pdf"}
    assert writers_of(("html", "word")) == ("html", "html-body", "word")
    read = {reader.suffixes[0] for reader in READERS.values()}
    assert {f".{writer.suffix.rpartition('.')[2]}" for writer in WRITERS.values() if writer.is_kept} <= read


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
