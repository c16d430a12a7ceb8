"""How long history and verify take with 200 approved versions of a long policy."""

from __future__ import annotations

import json
import shutil
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from policybuilder.library.library import open_library
from policybuilder.library.workspace import built_in_root, open_workspace
from policybuilder.lifecycle.approve import Approval, approve
from policybuilder.lifecycle.manifests import digest_of, manifest_bytes
from policybuilder.lifecycle.records import read_records
from policybuilder.lifecycle.verify import verify_document

VERSIONS = 200


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one policy approved for real, and its version copied, manifest by manifest, to 200 versions."""
    root = tmp_path_factory.mktemp("many")
    for name in ("clauses", "templates", "profiles"):
        shutil.copytree(built_in_root() / name, root / name)
    approval = Approval("1.0", "Cabinet", date(2026, 12, 8), no_paper="Measured only")
    now = datetime(2026, 12, 20, tzinfo=UTC)
    done = approve(open_library(open_workspace(root)), "riverton", "generative-ai-policy", approval, now, "0")
    record = done.record
    for minor in range(1, VERSIONS):
        before = digest_of((done.folder.parent / record.version / "manifest.json").read_bytes())
        record = replace(record, version=f"1.{minor}", previous=record.version, previous_manifest=before)
        folder = shutil.copytree(done.folder, done.folder.parent / record.version)
        (folder / "manifest.json").write_bytes(manifest_bytes(record))
    return root


def test_history_and_verify_of_200_versions(many: Path) -> None:
    times = {}
    start = time.perf_counter()
    records = read_records(many, "riverton", "generative-ai-policy")
    times["history"] = time.perf_counter() - start
    assert len(records.versions) == VERSIONS
    start = time.perf_counter()
    found = verify_document(many, "riverton", "generative-ai-policy")
    times["verify"] = time.perf_counter() - start
    assert found.problems == ()
    print(json.dumps({"files": found.files, **{name: round(taken, 2) for name, taken in times.items()}}))
    assert sum(times.values()) < 2
