"""How a wheel is made, and a checkout installed in place.

As setuptools does it, with what the program itself needs at hand, for setup.py runs it.
"""

from __future__ import annotations

import configparser
from pathlib import Path
from typing import Any

from setuptools import build_meta
from setuptools.build_meta import *  # noqa: F403


def get_requires_for_build_wheel(config_settings: Any = None) -> list[str]:
    """Return what has to be installed to do either: what the program needs to read its library."""
    settings = configparser.ConfigParser()
    settings.read(Path(__file__).parent / "setup.cfg", encoding="utf-8")
    needed = settings["options"]["install_requires"].strip().splitlines()
    return [*build_meta.get_requires_for_build_wheel(config_settings), *needed]


get_requires_for_build_editable = get_requires_for_build_wheel
