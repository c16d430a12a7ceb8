"""Make a folder that runs policybuilder on machines without Python: `python packaging/bundle.py --into dist`.

The folder is for the system that it is made on: make it on Windows for Windows. It is made in an environment of its
own, from the wheel of this checkout, so that what is bundled is what is installed elsewhere. What it needs comes from
the package index, or with `--wheels FOLDER` from a folder of wheels (packaging/wheels.py) and from nowhere else. Who
has the wheel of this checkout already gives it with `--wheel FILE`.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
NEEDS = ("pyinstaller>=6.10,<7",)
DATA = ("policybuilder", "govuk_frontend_jinja", "docx", "docxtpl")
"""Packages with files beside their modules that are read at run time."""
RECORDS = ("policybuilder", "flask", "flask-wtf", "govuk-frontend-jinja", "waitress", "pypdf")
"""Distributions whose version, with those that they need, is asked for at run time: `doctor` does."""


def main() -> None:
    """Make the bundle, and say where it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=Path("dist"), help="the folder that gets policybuilder/")
    parser.add_argument("--wheels", type=Path, help="take every package from this folder of wheels")
    parser.add_argument("--wheel", type=Path, help="the wheel of this checkout, if it was made before")
    asked = parser.parse_args()
    source = (asked.wheel or HERE.parent).resolve()
    with tempfile.TemporaryDirectory() as made:
        folder = bundle(Path(made), source, asked.into.resolve(), asked.wheels and asked.wheels.resolve())
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"{folder}: {size / 1_000_000:.0f} MB")


def bundle(made: Path, source: Path, into: Path, wheels: Path | None) -> Path:
    """Return the folder of the bundle; `made` is for what is only needed on the way, `source` a checkout or wheel."""
    python = environment(made / "environment", source, wheels)
    where = "import policybuilder, pathlib; print(pathlib.Path(policybuilder.__file__).parent)"
    package = Path(output(python, "-c", where, cwd=made))
    digest = made / "program.sha256"
    digest.write_text(program_digest(package), encoding="utf-8")
    run(
        python,
        "-m",
        "PyInstaller",
        str(HERE / "start.py"),
        *("--name", "policybuilder", "--onedir", "--console", "--noconfirm", "--clean", "--log-level", "WARN"),
        *("--distpath", str(into), "--workpath", str(made / "work"), "--specpath", str(made)),
        *("--collect-submodules", "policybuilder"),
        *(word for name in DATA for word in ("--collect-data", name)),
        *(word for name in RECORDS for word in ("--recursive-copy-metadata", name)),
        *("--add-data", f"{digest}:policybuilder"),
        *("--exclude-module", "tkinter"),
        cwd=made,
    )
    return into / "policybuilder"


def environment(folder: Path, program: Path, wheels: Path | None) -> str:
    """Return the Python of an environment with the program of a checkout or wheel and what makes the bundle."""
    venv.create(folder, with_pip=True)
    python = str(folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))
    source = ["--no-index", "--find-links", str(wheels)] if wheels else []
    quiet = ["--quiet", "--disable-pip-version-check"]
    what = f"policybuilder[web,pdf] @ {program.as_uri()}" if not wheels else "policybuilder[web,pdf]"
    run(python, "-m", "pip", "install", *quiet, *source, what, *NEEDS, cwd=folder)
    return python


def program_digest(package: Path) -> str:
    """Return what tells this program from any other: no module lies in a bundle as a file of its own."""
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def run(*words: str, cwd: Path) -> None:
    """Run a command, and end with what it said where it fails."""
    if subprocess.run(words, cwd=cwd).returncode:
        sys.exit(f"failed: {' '.join(words[:4])} …")


def output(*words: str, cwd: Path) -> str:
    """Return what a command prints."""
    return subprocess.run(words, cwd=cwd, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    main()
