"""Commands in any order, with a person's own edits between them: nothing approved changes and nothing typed is lost."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.workspaces import base, clause, shell, template, write

SAID = ("--by", "Cabinet", "--date", "today")
WHY = ("--reason", "So moved.", "--as", "Cabinet", "--yes")
PROFILE = """\
id: riverton
# What the council decided.
council: {name: Riverton Council, short_name: Riverton, nation: england, type: district}
extends: [alliance]
parameters:
  contact: The digital team
documents:
  policy:
    owner: Head of Digital
    approver: Cabinet
    review_date: 2099-01-01
"""


class Person:
    """Somebody who does one thing after another in a small workspace, and looks at what became of it each time."""

    def __init__(self, run: Run, root: Path, seed: int) -> None:
        """Set the workspace up. What the person does is the same for the same `seed`."""
        self.type, self.root, self.any, self.number = run, root, random.Random(seed), 0
        self.profile, self.document = root / "profiles/riverton.yaml", root / "output/riverton/policy"
        self.frozen: dict[Path, bytes] = {}
        self.edited: dict[Path, bytes] = {}
        self.notes: list[str] = []
        shell(root)
        body = "You must ask {{ contact }}.\n\n- Keep it for {{ days }} days.\n- Tell people.\n"
        clause(root, "care", body, parameters="[contact, days]")
        clause(root, "telling", "You should tell people. It helps them.\n", level="recommended")
        template(root, "care", "telling")
        base(root, "parameters: {days: 20}\n")
        write(root, "profiles/riverton.yaml", PROFILE)

    def files(self) -> dict[Path, bytes]:
        found = (path for path in self.root.rglob("*") if path.is_file() and ".policybuilder" not in path.parts)
        return {path: path.read_bytes() for path in found}

    def run(self, *words: str, writes: bool = True) -> tuple[int, str]:
        """Run a command, and look at everything that must hold after any."""
        before = self.files()
        result = self.type(*words)
        after = self.files()
        assert result.exit_code in (0, 1), (words, result.output)
        # A build keeps what it could make; every other command that is refused leaves all as it was.
        if not writes or (result.exit_code and words[0] not in ("build", "update")):
            assert after == before, words
        assert {path: after.get(path) for path in self.frozen} == self.frozen, words
        assert set(self.edited.values()) <= set(after.values()), words
        text = after[self.profile].decode()
        assert all(note in text for note in self.notes), words
        self.frozen |= {p: c for p, c in after.items() if re.fullmatch(r"\d+\.\d+(-withdrawn)?", p.parent.name)}
        return result.exit_code, result.stdout

    # What a person may do ---------------------------------------------------------------------------------------

    def builds(self) -> None:
        if not self.run("build", *self.any.choice([(), ("--set-aside",)]))[0]:
            assert self.run("build", "--check", writes=False)[0] == 0

    def makes_the_paper(self) -> None:
        self.run("build", "--for-committee")

    def approves(self) -> None:
        code, said = self.run("approve", "riverton", "policy", "--dry-run", "--no-paper", "On screen", writes=False)
        found = re.search(r"@(\d+\.\d+)", said)
        paper = self.any.choice([("--no-paper", "On screen"), ("--since-paper", "As the vote went"), ()])
        code, _ = self.run("approve", "riverton", "policy", "--version", found[1] if found else "1.0", *SAID, *paper)
        if not code:
            said = self.run("compare", "riverton@approved", "riverton", writes=False)[1]
            assert "Nothing has changed" in said or "1 change: 1 editorial" in said
        self.looks_at_what_stands()

    def withdraws(self) -> None:
        self.run(
            "withdraw", "riverton", "policy", self.any.choice(["1.0", "1.1", "2.0"]), *SAID, "--reason", "In error"
        )
        self.looks_at_what_stands()

    def looks_at_what_stands(self) -> None:
        code, said = self.run("history", "riverton", "--json", writes=False)
        listed = [] if code else json.loads(said)["result"]
        standing = [each["version"] for each in listed if each["state"] == "approved"]
        code, shown = self.run("show", "riverton@approved", "--path", writes=False)
        assert (code == 0) == bool(standing)
        assert not standing or Path(shown.strip()).parent.name == standing[0]
        assert not listed or self.run("verify", writes=False)[0] == 0

    def amends(self) -> None:
        id = self.any.choice(["care", "telling"])
        code, words = self.run("amend", "riverton", id, "--show", writes=False)
        if code:
            return
        self.number += 1
        new = self.any.choice([f"{words}\nIt is rule {self.number}.\n", re.sub("must|should", "may", words, count=1)])
        before = self.profile.read_bytes()
        if not self.run("amend", "riverton", id, "--text", new, *WHY)[0]:
            assert self.run("amend", "riverton", id, "--show", writes=False)[1].split() == new.split()
            if self.any.random() < 0.3:
                assert self.run("undo", "riverton", "--yes")[0] == 0
                assert self.profile.read_bytes() == before

    def leaves_out(self) -> None:
        self.run("amend", "riverton", "telling", self.any.choice(["--exclude", "--include"]), *WHY)

    def undoes(self) -> None:
        self.run("undo", "--yes", *self.any.choice([(), ("--dry-run",)]))

    def updates(self) -> None:
        self.run("update", "--yes")
        self.run("settle", "riverton", "telling", "--keep", self.any.choice(["ours", "library"]))

    def types_in_the_profile(self) -> None:
        self.number += 1
        text = self.profile.read_text("utf-8")
        if self.any.random() < 0.5:
            self.notes.append(f"# note {self.number}.")
            text = text.replace("documents:\n", f"{self.notes[-1]}\ndocuments:\n")
        else:
            text = re.sub(r"contact: .*", f"contact: Team {self.number}", text)
        self.profile.write_text(text, encoding="utf-8")

    def types_in_a_draft(self) -> None:
        file = self.document / "draft" / self.any.choice(["policy.md", "policy.html"])
        if file.exists():
            self.number += 1
            self.edited[file] = file.read_bytes() + f"\nMine {self.number}.\n".encode()
            file.write_bytes(self.edited[file])

    def gets_a_newer_library(self) -> None:
        self.number += 1
        body = f"You should always tell people. It helps them. It is news {self.number}.\n"
        changes = ", ".join(
            f"{{version: 1.{each}.0, date: 2026-11-22, kind: minor, why: Clearer}}"
            for each in range(self.number, -1, -1)
        )
        clause(self.root, "telling", body, level="recommended", version=f"1.{self.number}.0", changes=f"[{changes}]")

    def gets_another_base(self) -> None:
        self.number += 1
        base(self.root, f"parameters: {{days: {20 + self.number}}}\n")


DOES: tuple[Callable[[Person], None], ...] = (
    Person.builds, Person.makes_the_paper, Person.approves, Person.withdraws, Person.amends, Person.amends,
    Person.leaves_out, Person.undoes, Person.updates, Person.types_in_the_profile, Person.types_in_a_draft,
    Person.gets_a_newer_library, Person.gets_another_base,
)  # fmt: skip


def goes_on(run: Run, root: Path, seed: int, steps: int) -> None:
    person = Person(run, root, seed)
    for _ in range(steps):
        person.any.choice(DOES)(person)


def test_in_any_order_nothing_approved_changes_and_nothing_typed_is_lost(run: Run, root: Path) -> None:
    goes_on(run, root, 7, steps=8)


@pytest.mark.rest
@pytest.mark.parametrize("seed", range(20, 26))
def test_so_it_is_in_more_orders(run: Run, root: Path, seed: int) -> None:
    goes_on(run, root, seed, steps=25)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 160))
def test_so_it_is_in_many_orders(run: Run, root: Path, seed: int) -> None:
    goes_on(run, root, seed, steps=40)
