"""The cache of a library: used while everything is as it was, and never missed when it is gone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from policybuilder.library.library import open_library
from policybuilder.lifecycle import cache
from policybuilder.lifecycle.cache import open_cached
from policybuilder.readings import READINGS
from policybuilder.resolution import resolve
from tests.workspaces import alone, clause, profile, tiny


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("POLICYBUILDER_CACHE", str(tmp_path / "cache"))
    cache.cache_folder.cache_clear()
    tmp_path.chmod(0o700)
    root = tiny(tmp_path / "workspace")
    yield root
    cache.cache_folder.cache_clear()
    READINGS.forget()


def use(root: Path) -> int:
    """Resolve a workspace's policy as a new process would, keep what was read, and return how much had to be read."""
    READINGS.forget()
    library, keep = open_cached(alone(root))
    resolve(library, "riverton", "policy")
    keep()
    return READINGS.made


def test_what_was_read_is_known_the_next_time(root: Path) -> None:
    assert use(root) > 5
    assert use(root) == 0


def test_a_document_is_the_same_with_and_without_the_cache(root: Path) -> None:
    clause(root, "care", "Ask {{ contact }}:\n\n- {{ uses | listed }}\n", parameters="[contact, uses]")
    use(root)
    READINGS.forget()
    cached = resolve(open_cached(alone(root))[0], "riverton", "policy")
    assert READINGS.made == 0
    READINGS.forget()
    assert cached == resolve(open_library(alone(root)), "riverton", "policy")


@pytest.mark.parametrize("path", ["clauses/about/care.md", "clauses/parameters.yaml", "templates/policy.yaml"])
def test_only_what_has_changed_is_read_anew(root: Path, path: str) -> None:
    use(root)
    (root / path).write_bytes((root / path).read_bytes() + b"\n")
    assert use(root) == 1
    assert use(root) == 0


def test_what_is_no_longer_there_leaves_the_cache(root: Path, tmp_path: Path) -> None:
    use(root)
    (cached,) = (tmp_path / "cache").iterdir()
    clause(root, "care", "Take much care of everything.\n")
    use(root)
    assert b"much care" in cached.read_bytes()
    clause(root, "care", "Take care.\n")
    use(root)
    assert b"much care" not in cached.read_bytes()


def test_a_profile_that_has_changed_is_read_anew(root: Path) -> None:
    use(root)
    profile(root, "depth: full\n")
    library, _ = open_cached(alone(root))
    assert library.profile("riverton").front.depth == "full"


def test_a_profile_that_has_become_wrong_is_told(root: Path) -> None:
    use(root)
    profile(root, "depth: deep\n")
    library, _ = open_cached(alone(root))
    with pytest.raises(Exception, match="is not one of the choices"):
        library.profile("riverton")


def test_a_damaged_cache_is_none(root: Path, tmp_path: Path) -> None:
    use(root)
    for file in (tmp_path / "cache").iterdir():
        file.write_bytes(file.read_bytes()[:-1] + b"x")
    assert use(root) > 5
    assert use(root) == 0


def test_a_cache_that_holds_a_program_does_not_run_it(root: Path, tmp_path: Path) -> None:
    use(root)
    (cached,) = (tmp_path / "cache").iterdir()
    cached.write_bytes(b"cposix\nsystem\n(S'touch taken'\ntR.")
    assert use(root) > 5
    assert not Path("taken").exists()


@pytest.mark.skipif(os.name == "nt", reason="modes are a matter of POSIX")
@pytest.mark.parametrize("writable", ["cache", "."])
def test_a_folder_in_which_others_can_write_is_not_trusted(root: Path, tmp_path: Path, writable: str) -> None:
    use(root)
    (tmp_path / writable).chmod(0o777)
    assert use(root) > 5


@pytest.mark.skipif(os.name == "nt", reason="modes are a matter of POSIX")
def test_a_file_that_others_can_write_is_not_trusted(root: Path, tmp_path: Path) -> None:
    use(root)
    (cached,) = (tmp_path / "cache").iterdir()
    cached.chmod(0o666)
    assert use(root) > 5


@pytest.mark.skipif(os.name == "nt", reason="pipes in folders are a matter of POSIX")
def test_a_pipe_in_place_of_the_cache_stops_nothing(root: Path, tmp_path: Path) -> None:
    use(root)
    (cached,) = (tmp_path / "cache").iterdir()
    cached.unlink()
    os.mkfifo(cached)
    assert use(root) > 5


def test_a_cache_that_cannot_be_written_is_no_error(root: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(b"in the way")
    assert use(root) > 5
    assert use(root) > 5


@pytest.mark.skipif(os.name == "nt", reason="asks for a home as POSIX does")
def test_a_user_without_a_home_has_no_cache(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("POLICYBUILDER_CACHE")
    monkeypatch.setattr(Path, "home", no_home)
    cache.cache_folder.cache_clear()
    assert use(root) > 5
    assert use(root) > 5


def test_the_cache_is_the_users_own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("POLICYBUILDER_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    cache.cache_folder.cache_clear()
    assert cache.cache_folder() == tmp_path / "policybuilder"
    monkeypatch.setattr("sys.platform", "darwin")
    cache.cache_folder.cache_clear()
    assert cache.cache_folder() == Path.home() / "Library/Caches/policybuilder"
    cache.cache_folder.cache_clear()
