"""`doctor`: what may be in the way of a build, said without changing anything."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from policybuilder.lifecycle import doctor
from policybuilder.lifecycle.doctor import Diagnosis, examine
from policybuilder.version import VERSION
from tests.workspaces import tiny, write

TODAY = date(2026, 11, 27)


def found(root: Path | None) -> dict[str, Diagnosis]:
    return {each.subject: each for each in examine(root, TODAY)}


def test_a_workspace_that_can_be_built_in_has_nothing_wrong(tmp_path: Path) -> None:
    root = tiny(tmp_path)
    before = sorted(path for path in root.rglob("*"))
    said = found(root)
    assert [each for each in said.values() if each.state == "wrong"] == []
    assert VERSION in said["policybuilder"].found
    assert "click" in said["packages"].found
    assert said["today"].found == "27 November 2026"
    assert "1 profile" in said["workspace"].found
    assert sorted(path for path in root.rglob("*")) == before


def test_no_workspace_is_a_note_and_a_wrong_one_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert found(None)["workspace"].state == "note"
    assert found(tmp_path / "nowhere")["workspace"].state == "wrong"


def test_copies_and_what_a_stopped_run_left_are_named(tmp_path: Path) -> None:
    root = tiny(tmp_path)
    write(root, "profiles/riverton-LAPTOP7.yaml", "")
    write(root, "output/riverton/policy/draft/.policybuilder-x1", "")
    said = found(root)
    assert said["copy"].state == "wrong"
    assert said["copy"].found.startswith("profiles/riverton-LAPTOP7.yaml looks like a copy of riverton.yaml")
    assert "output/riverton/policy/draft/.policybuilder-x1" in said["left behind"].found


@pytest.mark.parametrize("folder", ["OneDrive - Riverton Council", "Dropbox"])
def test_a_folder_that_is_synchronised_is_said(tmp_path: Path, folder: str) -> None:
    said = found(tiny(tmp_path / folder))
    assert said["synchronised"].state == "note"
    assert folder in said["synchronised"].found


def test_a_folder_that_onedrive_names_is_said_whatever_it_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path))
    assert found(tiny(tmp_path / "papers"))["synchronised"].found.endswith("OneDrive")


def test_an_output_that_leads_elsewhere_is_said(tmp_path: Path) -> None:
    root = tiny(tmp_path / "workspace")
    (tmp_path / "share").mkdir()
    (root / "output").symlink_to(tmp_path / "share")
    assert str(tmp_path / "share") in found(root)["output/"].found


def test_a_package_that_is_older_than_it_may_be_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.metadata, "requires", lambda _: ["click >= 99", "notthere >= 1", 'x; extra == "dev"'])
    said = found(tiny(tmp_path))
    assert said["click"].found.endswith("is older than 99")
    assert said["notthere"].state == "wrong"
    assert "x" not in said
