"""Commands that are killed, or run out of disk, or run two at once: what stands there then is old or new, and whole.

    python -m tests.trust.kills --times 200 --seed 7     kills, full disks and pairs, 200 of each
    python -m tests.trust.kills --seconds 20             as many as fit into 20 seconds

After each: every built file is as its own mark says, every approved version is as it was approved, and every profile
and what it last took of the library can be read. A profile that was being amended is the old one or the new one. A
command that ran out of disk has left nothing; what a kill left is gone when the command has run again.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import os
import random
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from policybuilder.cli import main
from policybuilder.errors import PolicyBuilderError
from policybuilder.files.temporaries import TEMPORARY
from policybuilder.library import workspace
from policybuilder.library.strict_yaml import read_yaml
from policybuilder.lifecycle.lock import NAME
from policybuilder.lifecycle.verify import verify_document
from policybuilder.ooxml.zip import read_parts
from policybuilder.writers import own_mark
from policybuilder.writers.word import mark as word_mark
from tests import workspaces
from tests.lifecycle import story

BUILT_IN = workspace.built_in_root


@dataclass(frozen=True)
class Usual:
    """How many seconds a command takes undisturbed, and how many steps at files."""

    seconds: float
    steps: int


AMEND = ["amend", "riverton", "keeping", "--document", "policy", "--reason", "A trial.", "--as", "Cabinet", "--yes"]


class Place:
    """A workspace in which commands run, each in a process of its own, and how often its clause was changed."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        """Write a workspace that is ready to be approved."""
        self.root, self.shelf, self.chance = folder / "workspace", folder / "built-in", chance
        self.new = folder / "new"
        story.workspace(self.root)
        documents = "{policy: {owner: Head of Digital, approver: Cabinet, date: 2024-12-01}}"
        story.decide(self.root, documents=documents)
        workspaces.shell(self.shelf)
        self.new.mkdir()
        self.said = folder / "said.txt"
        self.times = 0

    def commands(self) -> dict[str, list[str]]:
        """Return the commands that write, with words that each is right with now."""
        day = date.today().isoformat()  # that of the papers, too
        policy = story.folder(self.root)
        number = max((int(path.name.partition(".")[0]) for path in policy.glob("[0-9]*")), default=0) + 1
        paper = ["--since-paper", "A trial"] if (policy / "paper").exists() else ["--no-paper", "A trial"]
        approve = ["approve", "riverton", "policy", "--by", "Cabinet", "--date", day, "--version", f"{number}.0"]
        return {
            "build": ["build"],
            "paper": ["build", "--for-committee"],
            "approve": [*approve, *paper],
            "coverage": ["coverage", "riverton", "-o", "coverage.html"],
            "amend": [*AMEND, "--text", f"You must keep it for {{{{ days }}}} days. You must ask {self.times} times."],
            "update": ["update", "--yes"],
            "init": ["init", "--council", "hounslow", "--yes", "--profile", f"hounslow-{self.times}"],
        }

    def change(self) -> None:
        """Change the clause, so that there is something to write."""
        self.times += 1
        workspaces.clause(self.root, "care", f"You must take care, for the {self.times}th time.\n")

    def start(self, words: list[str], disk: int | None = None, dies_at: int = 0) -> int:
        """Start a command in a process of its own, and return its number.

        It writes no file of more than `disk` bytes, and is killed before its `dies_at`th step at files, counted from 1.
        """
        pid = os.fork()
        if pid:
            return pid
        try:
            os.setpgrp()
            said = os.open(self.said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            for stream in (1, 2):
                os.dup2(said, stream)
            os.chdir(self.new if words[0] == "init" else self.root)
            os.environ["POLICYBUILDER_CACHE"] = str(self.root.parent / "cache")
            if words[0] != "init":
                workspace.built_in_root = lambda: self.shelf  # type: ignore[assignment]
            steps = _count_steps(dies_at)
            if disk is not None:
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (disk, disk))
            main.main(words, standalone_mode=True, prog_name="policybuilder")
        except SystemExit as ended:
            (self.root.parent / "steps.txt").write_text(str(len(steps)))
            (self.root.parent / "loaded.txt").write_text("\n".join(sys.modules))
            os._exit(ended.code if isinstance(ended.code, int) else 0)
        finally:
            os._exit(99)

    def run(self, words: list[str], disk: int | None = None, dies_at: int = 0) -> int:
        """Run a command to its end and return its exit code; see `start`."""
        return os.waitstatus_to_exitcode(os.waitpid(self.start(words, disk, dies_at), 0)[1])

    def load(self) -> None:
        """Load what the last command loaded, so that the next ones start at once."""
        for name in (self.root.parent / "loaded.txt").read_text().splitlines():
            with contextlib.suppress(ImportError):
                importlib.import_module(name)

    def profile(self) -> bytes:
        """Return the council's profile."""
        return (self.root / "profiles/riverton.yaml").read_bytes()

    # What must hold -------------------------------------------------------------------------------------

    def wrong(self) -> Iterator[str]:
        """Yield what is half written, altered or not as it was approved."""
        for path in (self.root / "output").rglob("*"):
            if path.is_file() and not path.name.startswith((".", TEMPORARY)) and not _is_whole(path):
                yield f"{path.relative_to(self.root)} is half written"
        if any((self.root / "output/riverton/policy").glob("[0-9]*")):
            yield from map(str, verify_document(self.root, "riverton", "policy").problems)
        own = (self.root / folder for folder in ("profiles", "library-seen"))
        for path in (each for folder in (self.new / "profiles", *own) for each in folder.glob("*.yaml")):
            try:
                read_yaml(path.read_text(), path.name)
            except PolicyBuilderError as error:
                yield str(error)

    def left(self) -> Iterator[str]:
        """Yield what a command left that is no result of it."""
        for path in (*self.root.rglob("*"), *self.new.rglob("*")):
            if path.name.startswith(TEMPORARY) or path.name == NAME:
                yield f"{path.relative_to(self.root.parent)} was left behind"


def _is_whole(path: Path) -> bool:
    content = path.read_bytes()
    if path.suffix == ".docx":
        try:
            return word_mark.is_as_built_parts(read_parts(content, path.name))
        except PolicyBuilderError:
            return False
    if path.suffix in (".md", ".html") or (path.suffix == ".json" and b"policybuilder-built" in content):
        return b"policybuilder-built" not in content or own_mark.is_as_built(content, path.suffix)
    return bool(content)


_STEPS = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.chmod", "tempfile.mkstemp"})


def _count_steps(dies_at: int) -> list[str]:
    """Return a list that holds each step at files from now on; this process is killed before one of them."""
    steps: list[str] = []

    def note(event: str, values: tuple[object, ...]) -> None:
        flags = values[2] if event == "open" else 0
        if event in _STEPS or (isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)):
            steps.append(event)
            if len(steps) == dies_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(note)
    return steps


# What is done --------------------------------------------------------------------------------------------


def kill_at_a_step(place: Place, name: str, usual: Usual) -> None:
    """Kill a command between two of its steps at files, and let the same command run to its end."""
    words, before = place.commands()[name], place.profile()
    place.run(words, dies_at=place.chance.randint(1, usual.steps))
    _after_a_kill(place, name, words, before)


def kill_at_any_time(place: Place, name: str, usual: Usual) -> None:
    """Kill a command at some moment, be it within a step, and let the same command run to its end."""
    words, before = place.commands()[name], place.profile()
    pid = place.start(words)
    time.sleep(place.chance.uniform(0, usual.seconds))
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    _after_a_kill(place, name, words, before)


def _after_a_kill(place: Place, name: str, words: list[str], before: bytes) -> None:
    _told(place.wrong())
    if name == "amend":
        killed = place.profile()
        place.run(words)
        _told([] if killed in (before, place.profile()) else ["the profile is neither the old one nor the new one"])
    place.change()
    place.run(place.commands()[name])
    _told([*place.wrong(), *place.left()])


def fill_the_disk(place: Place, name: str, usual: Usual) -> None:
    """Let a command run out of disk at some size of file: what it could not write is as it was, and nothing is left."""
    place.run(place.commands()[name], disk=int(10 ** place.chance.uniform(0, 5.5)))
    _told([*place.wrong(), *place.left()])


def two_at_once(place: Place, name: str, usual: Usual) -> None:
    """Run a command twice at once, and then see that each is done or was refused."""
    words = place.commands()[name]
    first = place.start(words)
    time.sleep(place.chance.uniform(0, usual.seconds / 4))
    codes = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in (first, place.start(words))]
    _told([*place.wrong(), *place.left(), *(f"ended with {code}" for code in codes if code not in (0, 1))])


DEEDS: dict[str, Callable[[Place, str, Usual], None]] = {
    "kill at a step": kill_at_a_step,
    "kill at any time": kill_at_any_time,
    "full disk": fill_the_disk,
    "two at once": two_at_once,
}


def _told(wrong: object) -> None:
    found = list(wrong)  # type: ignore[call-overload]
    if found:
        raise AssertionError("\n".join(found))


def tried(times: int, seconds: float, seed: int) -> dict[str, int]:
    """Do each deed so many times, or for so many seconds, and return how often each was done. Raises AssertionError."""
    chance, done = random.Random(seed), dict.fromkeys(DEEDS, 0)
    workspace.built_in_root()  # known before the processes fork
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder), chance)
        usual: dict[str, Usual] = {}
        for name in place.commands():
            place.change()
            code = place.run(place.commands()[name])
            if code:
                raise AssertionError(f"{name} ended with {code} undisturbed: {place.said.read_text()}")
            place.load()
        for name in place.commands():
            place.change()
            start = time.monotonic()
            place.run(place.commands()[name])
            usual[name] = Usual(time.monotonic() - start, int((Path(folder) / "steps.txt").read_text()))
        ends = time.monotonic() + seconds
        for number in range(times):
            for deed, do in DEEDS.items():
                if time.monotonic() > ends:
                    return done
                name = chance.choice(list(usual))
                place.change()
                try:
                    do(place, name, usual[name])
                except AssertionError as error:
                    raise AssertionError(f"{deed} {number} of {name} (seed {seed}):\n{error}") from None
                done[deed] += 1
    return done


def _main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--times", type=int, default=10**6)
    asked.add_argument("--seconds", type=float, default=10**6)
    asked.add_argument("--seed", type=int, default=1)
    words = asked.parse_args()
    done = tried(words.times, words.seconds, words.seed)
    print(", ".join(f"{count} × {deed}" for deed, count in done.items()) + ": old or new, and whole")
    return 0


if __name__ == "__main__":
    sys.exit(_main())
