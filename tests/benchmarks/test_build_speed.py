"""How fast policies are built, beside pandoc making a .docx of the same policy's Markdown in the same run."""

from __future__ import annotations

import io
import os
import resource
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import policybuilder
from policybuilder.document import Document, word_count
from policybuilder.library.library import Library
from policybuilder.lifecycle.cache import spare_collector
from policybuilder.resolution import resolve
from tests.benchmarks.conftest import LONG, in_turns, seconds
from tests.benchmarks.workspaces import every_council

Finding = Callable[[str], None]
PROGRAM = [sys.executable, "-m", "policybuilder"]


def run(*words: str, cwd: Path, cache: Path) -> None:
    """Run the program in a process of its own."""
    environment = {**os.environ, "POLICYBUILDER_CACHE": str(cache)}
    subprocess.run([*PROGRAM, *words], cwd=cwd, env=environment, check=True, capture_output=True)


@pytest.fixture(scope="module")
def library(long_policy: Path) -> Library:
    return policybuilder.load(long_policy)


@pytest.fixture(scope="module")
def document(library: Library) -> Document:
    return resolve(library, "long", LONG)


@pytest.fixture(scope="module")
def markdown_file(document: Document, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pandoc") / "policy.md"
    path.write_bytes(policybuilder.write(document, "markdown"))
    return path


def test_help_against_bare_python(tmp_path: Path, finding: Finding) -> None:
    bare, help = in_turns(
        lambda: subprocess.run([sys.executable, "-c", "pass"], check=True),
        lambda: run("--help", cwd=tmp_path, cache=tmp_path),
        rounds=10,
    )
    finding(f"--help: {1000 * (help - bare):.0f} ms above bare Python ({1000 * bare:.0f} ms)")


def test_cold_build_against_pandoc(
    long_policy: Path, markdown_file: Path, pandoc: str, document: Document, tmp_path: Path, finding: Finding
) -> None:
    cache = tmp_path / "cache"
    output = long_policy / "output"

    def build() -> None:
        shutil.rmtree(output, ignore_errors=True)
        shutil.rmtree(long_policy / ".policybuilder", ignore_errors=True)
        run("build", "long", "--format", "word", cwd=long_policy, cache=cache)

    first = seconds(build)
    ours, theirs = in_turns(
        build,
        lambda: subprocess.run([pandoc, str(markdown_file), "-o", str(tmp_path / "p.docx")], check=True),
        rounds=7,
    )
    words = f"{word_count(document):,} words to Word, whole process"
    finding(f"{words}: {ours:.2f} s, pandoc {theirs:.2f} s, ratio {ours / theirs:.2f}; first run ever {first:.2f} s")


def test_warm_build_against_pandoc(
    library: Library, markdown_file: Path, pandoc: str, tmp_path: Path, finding: Finding
) -> None:
    def build() -> None:
        policybuilder.write(resolve(library, "long", LONG), "word", library)

    build()
    spare_collector()
    ours, theirs = in_turns(
        build,
        lambda: subprocess.run([pandoc, str(markdown_file), "-o", str(tmp_path / "p.docx")], check=True),
        rounds=9,
    )
    times = f"{theirs / ours:.1f} times its speed"
    finding(f"warm, one document: {1000 * ours:.0f} ms, pandoc {1000 * theirs:.0f} ms, {times}")


def test_word_against_zipping(library: Library, document: Document, finding: Finding) -> None:
    content = policybuilder.write(document, "word", library)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}

    def zip_parts() -> None:
        with zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in parts.items():
                archive.writestr(name, part)

    writing, zipping = in_turns(lambda: policybuilder.write(document, "word", library), zip_parts, rounds=15)
    times = f"{writing / zipping:.1f} times"
    finding(f"Word writing: {1000 * writing:.0f} ms, zipping the parts {1000 * zipping:.0f} ms, {times}")


def test_other_formats(document: Document, finding: Finding) -> None:
    for name in ("markdown", "html", "json"):
        least = min(seconds(lambda name=name: policybuilder.write(document, name)) for _ in range(5))
        finding(f"{name}: {1000 * least:.0f} ms")


ALL = ("generative-ai-policy", "ai-governance-policy", "staff-guide")


@pytest.mark.parametrize(("councils", "documents"), [(95, ALL[:1]), (382, ALL[:1]), (382, ALL)])
def test_every_council(councils: int, documents: tuple[str, ...], tmp_path: Path, finding: Finding) -> None:
    root = every_council(tmp_path / "all", councils, documents)
    cache = tmp_path / "cache"
    first = seconds(lambda: run("build", cwd=root, cache=cache))
    again = seconds(lambda: run("build", cwd=root, cache=cache))
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    count = len(list((root / "profiles").glob("*.yaml")))
    what = "one document each" if len(documents) == 1 else f"{len(documents)} documents each"
    finding(
        f"{count} councils, {what}, Word, Markdown and HTML: {first:.1f} s ({1000 * first / count:.0f} ms a council), "
        f"again {again:.2f} s ({first / again:.0f} times faster); at most {memory:.0f} MB a process"
    )
