"""How long `update --check` takes for many councils with amendments of their own, and how that grows."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import policybuilder
from policybuilder import api
from tests.benchmarks.conftest import in_turns
from tests.benchmarks.workspaces import amended_councils

Finding = Callable[[str], None]
COUNCILS, AMENDMENTS = 100, 10


def test_update_check_of_many_councils(finding: Finding, tmp_path: Path) -> None:
    root = amended_councils(tmp_path, COUNCILS, AMENDMENTS)
    library = policybuilder.load(root)
    councils = sorted(library.profile_files)
    assert sum(len(api.update(library, id, check=True).moved) for id in councils) == COUNCILS * AMENDMENTS
    command = [sys.executable, "-m", "policybuilder", "--workspace", str(root), "update", "--check"]
    bare, whole = in_turns(
        lambda: subprocess.run([sys.executable, "-c", "pass"], check=True),
        lambda: subprocess.run(command, check=False, capture_output=True),
        rounds=3,
    )
    size = f"{COUNCILS} councils, {AMENDMENTS} amendments each, all carried over"
    finding(f"update --check: {whole:.2f} s ({size}; goal 5); bare Python {bare:.2f} s")


def test_the_cost_grows_with_the_councils_and_no_faster(finding: Finding, tmp_path: Path) -> None:
    root = amended_councils(tmp_path, COUNCILS, AMENDMENTS)
    library = policybuilder.load(root)
    councils = sorted(library.profile_files)
    api.update(library, councils[0], check=True)
    took = []
    for most in (COUNCILS // 4, COUNCILS // 2, COUNCILS):
        start = time.process_time()
        for id in councils[:most]:
            api.update(library, id, check=True)
        took.append(f"{1000 * (time.process_time() - start) / most:.0f} ms for each of {most}")
    finding(f"update --check, a council: {', '.join(took)}")
