"""Workspaces for measuring: one long policy, and a profile for every council of the register."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from policybuilder.document import word_count
from policybuilder.library.councils import load_councils
from policybuilder.library.library import open_library
from policybuilder.library.workspace import built_in_root, open_workspace
from policybuilder.resolution import resolve

LONG = "long-policy"
PROFILE = """\
id: {id}
council: {{name: "{name}", short_name: "{short_name}", nation: {nation}, type: {type}}}
depth: {depth}
documents:
{documents}
"""


def long_workspace(root: Path, words: int) -> Path:
    """Return a workspace whose one policy has about `words` words: the library's clauses, as often as it takes."""
    (root / "profiles").mkdir(parents=True)
    (root / "templates").mkdir()
    copies = root / "clauses" / "copies"
    copies.mkdir(parents=True)
    sources = sorted((built_in_root() / "clauses").glob("*/*.md"))
    _write_template(root, [path.stem for path in sources])
    _write_profile(root)
    once = word_count(resolve(open_library(open_workspace(root)), "long", LONG))
    ids = [path.stem for path in sources]
    for copy in range(2, 2 + round(words / once - 1 + 0.499)):
        for path in sources:
            id = f"{path.stem}-{copy}"
            text = re.sub(r"^id: .*$", f"id: {id}", path.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
            (copies / f"{id}.md").write_text(text, encoding="utf-8")
            ids.append(id)
            if len(ids) / len(sources) * once > words:
                break
    _write_template(root, ids)
    return root


def _write_template(root: Path, ids: list[str]) -> None:
    sections = [ids[start : start + 7] for start in range(0, len(ids), 7)]
    lines = [
        f"id: {LONG}",
        "title: A long policy",
        "version: 1.0.0",
        "shell: word/policy.docx",
        "purpose: For measuring.",
        "sections:",
    ]
    for number, clauses in enumerate(sections, start=1):
        lines.append(f"  - {{id: part-{number}, title: Part {number}, clauses: [{', '.join(clauses)}]}}")
    (root / "templates" / f"{LONG}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _write_profile(root: Path) -> None:
    text = PROFILE.format(
        id="long",
        name="London Borough of Longford",
        short_name="Longford",
        nation="england",
        type="london-borough",
        depth="full",
        documents=_documents((LONG,)),
    )
    (root / "profiles" / "long.yaml").write_text(text, encoding="utf-8")


def _documents(ids: tuple[str, ...]) -> str:
    return "\n".join(f'  {id}: {{version: "0.1"}}' for id in ids)


def every_council(root: Path, most: int = 0, documents: tuple[str, ...] = ("generative-ai-policy",)) -> Path:
    """Return a workspace with a profile for each principal council of the register (or the first `most`)."""
    (root / "profiles").mkdir(parents=True)
    library = open_library(open_workspace(root))
    councils = load_councils(library.workspace, library.reference.facts, date(2026, 11, 22))
    principal = [council for council in councils if council.type != "combined-authority"]
    for council in principal[: most or None]:
        text = PROFILE.format(
            id=council.id,
            name=council.official_name,
            short_name=council.short_name,
            nation=council.nation,
            type=council.type,
            depth="standard",
            documents=_documents(documents),
        )
        (root / "profiles" / f"{council.id}.yaml").write_text(text, encoding="utf-8")
    return root
