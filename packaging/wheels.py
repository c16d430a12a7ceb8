"""Gather what an installation without the network needs: `python packaging/wheels.py --into wheels`.

The folder gets a wheel of this checkout and of every package that it needs, and wheels.txt, which names each with its
SHA-256. Give `--platform win_amd64 --python 3.12` to gather for another machine than this one. There:

    py -3.12 -m pip install --no-index --find-links wheels --require-hashes -r wheels/wheels.txt
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
EXTRAS = "web,pdf"


def main() -> None:
    """Gather the wheels, and say how many there are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=Path("wheels"))
    parser.add_argument("--platform", help="as pip names it, such as win_amd64; else this machine's")
    parser.add_argument("--python", help="such as 3.12; else this one's")
    parser.add_argument("--extras", default=EXTRAS)
    asked = parser.parse_args()
    into: Path = asked.into.resolve()
    into.mkdir(parents=True, exist_ok=True)
    pip("wheel", "--no-deps", "--wheel-dir", str(into), str(HERE.parent))
    (own,) = into.glob("policybuilder-*.whl")
    other = ["--platform", asked.platform] if asked.platform else []
    other += ["--python-version", asked.python] if asked.python else []
    pip("download", "--only-binary", ":all:", "--dest", str(into), *other, f"{own}[{asked.extras}]")
    wheels = sorted(into.glob("*.whl"))
    lines = [f"{path.name.split('-')[0]}=={path.name.split('-')[1]} --hash=sha256:{sha256(path)}\n" for path in wheels]
    (into / "wheels.txt").write_text("".join(lines), encoding="utf-8")
    size = sum(path.stat().st_size for path in wheels)
    print(f"{into}: {len(wheels)} wheels, {size / 1_000_000:.0f} MB")


def sha256(path: Path) -> str:
    """Return the digest of a file, as pip compares it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def pip(*words: str) -> None:
    """Run pip, and end where it fails."""
    command = [sys.executable, "-m", "pip", words[0], "--quiet", "--disable-pip-version-check", *words[1:]]
    if subprocess.run(command).returncode:
        sys.exit(f"failed: pip {words[0]}")


if __name__ == "__main__":
    main()
