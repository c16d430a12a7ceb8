"""Every screen of the tour has its picture in docs/screens, at both widths, or is named as one like another."""

from __future__ import annotations

import runpy
from pathlib import Path

from tests.web.tour import screens

DOCS = Path(__file__).parents[2] / "docs"
LARGEST = 100_000
"""How many bytes a picture may have."""


def test_every_screen_has_its_picture_and_each_picture_its_screen() -> None:
    made = runpy.run_path(str(DOCS / "screens/make.py"))
    shown, others = made["SHOWN"], made["AS_OTHERS"]
    names = {name for name, _ in screens()}
    assert names == shown.keys() | others.keys()
    assert not shown.keys() & others.keys()
    assert set(others.values()) <= shown.keys()
    wanted = {f"{name}-{width}.png" for name in shown for width in made["WIDTHS"]}
    pictures = {path.name: path.stat().st_size for path in (DOCS / "screens").glob("*.png")}
    assert pictures.keys() == wanted
    assert not [name for name, size in pictures.items() if size > LARGEST]
    assert all(f"(screens/{name})" in (DOCS / "screens.md").read_text(encoding="utf-8") for name in wanted)
