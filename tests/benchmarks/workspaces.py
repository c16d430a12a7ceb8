"""Workspaces for measuring: one long policy, and a profile for every council of the register."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from policybuilder.document import word_count
from policybuilder.library.body import read_body
from policybuilder.library.councils import load_councils
from policybuilder.library.library import Library, open_library
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


def amended_councils(root: Path, most: int, amendments: int = 10) -> Path:
    """Return a workspace of some councils, each with as many amendments written against an older library.

    The library has since changed the first sentence of each paragraph, and each council added a sentence of its own.
    """
    every_council(root, most)
    library = open_library(open_workspace(root))
    for file in sorted((root / "profiles").glob("*.yaml")):
        lines = [file.read_text(encoding="utf-8").replace(' {version: "0.1"}', "").rstrip(), "    amend:"]
        for source, words in _paragraphs(library, amendments):
            lines += [
                f"      - clause: {source}",
                "        place: replace",
                "        base: 0.9.0",
                "        was: |",
                f"          As it was once. {words}",
                f"        reason: {file.stem} asked for it.",
                "        text: |",
                f"          As it was once. {words} This is what {file.stem} adds.",
            ]
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return root


def _paragraphs(library: Library, most: int) -> list[tuple[str, str]]:
    """Return a paragraph of each of some clauses that every council's policy prints, on one line, with its clause."""
    found: list[tuple[str, str]] = []
    for id in library.template("generative-ai-policy").clause_ids():
        source = library.clause(id)
        if source.front.level == "optional" or source.front.applies_when:
            continue
        body = read_body(source.body)
        plain = (each for each in body.paragraphs if "{%" not in each.source and len(each.passages) == 1)
        stretch = next((each for each in plain if not any(body.passages[each.passages[0]].tests)), None)
        if stretch is not None:
            found.append((id, " ".join(stretch.source.split())))
        if len(found) == most:
            break
    return found
