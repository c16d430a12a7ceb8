"""Files are read through one door and written through few: no other module opens, moves or removes one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import policybuilder

PACKAGE = Path(policybuilder.__file__).parent

READ = {"read_bytes", "read_text", "open", "fdopen"}
WRITTEN = {
    *("write_bytes", "write_text", "touch", "rename", "renames", "link", "hardlink_to", "symlink", "symlink_to"),
    *("unlink", "remove", "rmdir", "removedirs", "rmtree", "copy2", "copyfile", "copytree", "move", "mkdtemp"),
    *("mkstemp", "NamedTemporaryFile", "TemporaryDirectory", "truncate", "chmod"),
}
_OF_LISTS_AND_ARCHIVES = {"remove", "open", "copy2", "link"}
"""Names that also belong to things that are no files."""

DOORS = {
    "files/read.py": "every file is read through it",
    "readings.py": "reads the one file that ships with the program, and lies below what reads the others",
    "program.py": "reads the digest that a bundle brings, and lies below what reads the others",
    "labels/__init__.py": "reads files that ship with the program, and lies below what reads the others",
    "lifecycle/doctor.py": "makes a file and removes it, to see whether that can be done",
    "files/office.py": "hands LibreOffice a file in a folder of its own, and takes one back",
    "files/write.py": "every file is written through it",
    "files/alone.py": "holds a folder, and reads nothing of it",
    "files/temporaries.py": "removes what a kill left",
    "lifecycle/frozen.py": "moves a version's folder into place as a whole",
    "lifecycle/lock.py": "makes the lock of a folder",
    "lifecycle/edited.py": "moves an edited file aside, never over anything",
    "lifecycle/shipped.py": "runs when the program is packed, in a folder of its own",
}


def at_files(path: Path) -> Iterator[str]:
    """Yield the calls of a module that open, move or remove a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id == "open":
            yield f"{node.lineno}: open"
        if isinstance(node.func, ast.Attribute) and node.func.attr in READ | WRITTEN:
            of = ast.unparse(node.func.value)
            if node.func.attr in _OF_LISTS_AND_ARCHIVES and not ("path" in of.lower() or of in ("os", "shutil", "io")):
                continue
            yield f"{node.lineno}: {of}.{node.func.attr}"


@pytest.mark.rest
def test_only_the_doors_touch_files() -> None:
    touching = {path.relative_to(PACKAGE).as_posix(): list(at_files(path)) for path in sorted(PACKAGE.rglob("*.py"))}
    assert {name: found for name, found in touching.items() if found and name not in DOORS} == {}
    assert [name for name in DOORS if not touching.get(name)] == [], "a door no longer"


@pytest.mark.parametrize(
    "line",
    [
        "Path('a').read_bytes()",
        "path.open('wb')",
        "open('a')",
        "os.open('a', 0)",
        "path.unlink()",
        "shutil.rmtree('a')",
        "os.remove('a')",
    ],
)
def test_a_call_that_touches_a_file_is_seen(tmp_path: Path, line: str) -> None:
    (tmp_path / "module.py").write_text(line)
    assert len(list(at_files(tmp_path / "module.py"))) == 1
