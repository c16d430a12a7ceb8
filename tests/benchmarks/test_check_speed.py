"""How long `check` takes over everything that ships: cold, in a process of its own, nothing cached."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import policybuilder
from policybuilder.checks.readability import reading_age, syllables
from policybuilder.checks.rules import RULES
from policybuilder.checks.run import CheckRun
from policybuilder.document import word_count
from policybuilder.errors import Problems
from policybuilder.library.workspace import built_in_root
from policybuilder.resolution import documents_of, resolve
from tests.benchmarks.conftest import in_turns, seconds

Finding = Callable[[str], None]


def test_check_of_the_shipped_library_and_its_councils(finding: Finding) -> None:
    root = built_in_root()
    library = policybuilder.load(root)
    councils = [id for id in library.profile_files if not library.profile(id).front.base]
    documents = sum(len(documents_of(library, id)) for id in councils)
    command = [sys.executable, "-m", "policybuilder", "check"]
    bare, whole = in_turns(
        lambda: subprocess.run([sys.executable, "-c", "pass"], check=True),
        lambda: subprocess.run(command, cwd=root, check=False, capture_output=True),
        rounds=5,
    )
    size = f"{len(library.clause_files)} clauses, {len(councils)} councils, {documents} documents, {len(RULES)} rules"
    finding(f"check, cold: {whole:.2f} s ({size}); bare Python {bare:.2f} s")


def test_what_the_rules_cost(finding: Finding) -> None:
    library = policybuilder.load(built_in_root())
    clauses = list(library.every_clause(Problems()))
    run = CheckRun(library, RULES)
    start = time.process_time()
    run.look_at_clauses(clauses)
    finding(f"rules over {len(clauses)} clauses: {1000 * (time.process_time() - start):.0f} ms of one core")


def test_what_a_reading_age_costs(finding: Finding) -> None:
    library = policybuilder.load(built_in_root())
    id = next(id for id in library.profile_files if not library.profile(id).front.base)
    document = resolve(library, id, documents_of(library, id)[0])
    syllables.cache_clear()
    took = []
    for _ in range(2):
        start = time.process_time()
        reading_age(document)
        took.append(1000 * (time.process_time() - start))
    words = f"{word_count(document):,} words"
    finding(f"reading age of {words}: {took[0]:.0f} ms, {took[1]:.0f} ms when the words have been met before")


def test_check_of_an_existing_policy(finding: Finding, tmp_path: Path) -> None:
    library = policybuilder.load(built_in_root())
    id = next(id for id in library.profile_files if not library.profile(id).front.base)
    document = resolve(library, id, documents_of(library, id)[0])
    policy = tmp_path / "policy.md"
    policy.write_bytes(policybuilder.write(document, "markdown"))
    command = [sys.executable, "-m", "policybuilder", "check", str(policy)]
    took = min(
        seconds(lambda: subprocess.run(command, cwd=tmp_path, check=False, capture_output=True)) for _ in range(3)
    )
    finding(f"check of an existing policy of {word_count(document):,} words: {took:.2f} s")
