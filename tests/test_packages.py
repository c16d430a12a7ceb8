"""What is installed is the whole program: every room that is in the folder is named for the wheel."""

from __future__ import annotations

import configparser
from pathlib import Path

from policybuilder.readings import IN_PLACE

ROOT = Path(__file__).parent.parent


def test_every_room_ships() -> None:
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    named = {name for name in setup["options"]["packages"].split() if ".built_in." not in name}
    rooms = {".".join(path.parent.relative_to(ROOT).parts) for path in (ROOT / "policybuilder").rglob("__init__.py")}
    assert named == rooms


def test_what_is_no_python_ships_with_its_room() -> None:
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    patterns = setup["options.package_data"]
    for path in sorted((ROOT / "policybuilder").rglob("*")):
        if not path.is_file() or path.suffix in (".py", ".pyc") or "built_in" in path.parts or path == IN_PLACE:
            continue
        room = path.parent
        while not (room / "__init__.py").is_file():
            room = room.parent
        wanted = patterns.get(".".join(room.relative_to(ROOT).parts), "")
        assert any(path.relative_to(room).match(each.strip()) for each in wanted.split(",")), path
