"""Tiny libraries in a folder, a line each, for tests of whatever reads authored files.

`tiny(tmp_path)` is the whole of a small, right workspace; the other functions add a file to it or replace one. A
file's text is given as it would be typed, because lines and columns are part of what is tested.
"""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from policybuilder.library.library import Library, open_library
from policybuilder.library.workspace import Layer, Workspace, built_in_root

PARAMETERS = """\
groups: {use: Using AI, roles: Who does what}
parameters:
  contact: {type: text, group: use, question: Whom may staff ask?, ask: Head of Digital, label: contact for questions}
  motto:
    {type: text, group: use, question: What is the motto?, ask: Anyone, label: motto, default: null, rationale: Rare.}
  days:
    {type: integer, unit: days, minimum: 1, maximum: 365, group: use, question: How long?, ask: Records manager,
     label: retention period, default: 30, rationale: A month is enough.}
  uses:
    {type: list, group: use, question: What may staff do?, ask: Head of Digital, label: permitted uses,
     default: [drafting, summarising], rationale: Both are common.}
  tools.agents:
    {type: choice, group: use, question: Are agents used?, ask: Head of Digital, label: use of agents, default: none,
     rationale: Start small., options: {none: No agents, pilot: "A pilot: under supervision", permitted: Permitted}}
  tools.transcription:
    {type: boolean, group: use, question: Are meetings transcribed?, ask: Head of Digital, label: transcription,
     default: false, rationale: Off is safer.}
  roles.siro:
    {type: role, group: roles, question: Who is the SIRO?, ask: Chief Executive, label: SIRO,
     default: Director of Resources, rationale: Usual.}
"""

TERMS = """\
access_act:
  {meaning: The Act on access to information, england: the FOI Act, wales: the FOI Act, scotland: FOISA,
   northern-ireland: the FOI Act, law: {england: [foia], wales: [foia], scotland: [foisa], northern-ireland: [foia]}}
welsh_law: {meaning: The Welsh measure, england: null, wales: the Measure, scotland: null, northern-ireland: null}
"""

LAW = """\
foia:
  {title: Freedom of Information Act 2000, cite: the Freedom of Information Act 2000, note: Gives access.,
   nations: [england, wales, northern-ireland], as_at: 2026-11-22, source: own knowledge, verified: no, check: All}
foisa:
  {title: Freedom of Information (Scotland) Act 2002, cite: FOISA, note: Gives access., nations: [scotland],
   as_at: 2026-11-22, source: https://www.legislation.example, verified: yes}
"""

FRAMEWORKS = "playbook: {title: AI Playbook, source: own knowledge, items: {P1: Know AI, P2: Use it lawfully}}\n"

FACTS = """\
functions: {social_care: Social care, planning: Planning}
nations:
  england: {label: England, language: en-GB}
  wales: {label: Wales, language: en-GB}
  scotland: {label: Scotland, language: en-GB}
  northern-ireland: {label: Northern Ireland, language: en-GB}
types:
  district:
    {label: District council, nations: [england], register: [Non-metropolitan district], functions: [planning]}
  unitary:
    {label: Unitary council, nations: [england], register: [Unitary authority], functions: [planning, social_care]}
  welsh: {label: Welsh council, nations: [wales], functions: [planning, social_care]}
  scottish: {label: Scottish council, nations: [scotland], functions: [planning, social_care]}
  ni-district: {label: Northern Ireland district council, nations: [northern-ireland], functions: [planning]}
"""


def write(root: Path, path: str, text: str | bytes) -> Path:
    """Write a file, with the folders it stands in, and return its path. The indentation of a text is removed."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else dedent(text).encode())
    return file


def clause(root: Path, id: str, body: str = "You must take care.\n", *, topic: str = "about", **front: str) -> Path:
    """Write a clause. `front` holds further keys of the front matter as YAML, or replaces the usual ones.

    The usual front matter is lines 2 to 6 of the file, further keys follow from line 7.
    """
    usual = {
        "id": id,
        "title": id.replace("-", " ").capitalize(),
        "version": "1.0.0",
        "level": "mandatory",
        "changes": "[{version: 1.0.0, date: 2026-11-22, kind: major, why: First version}]",
    }
    lines = [f"{key}: {value}" for key, value in {**usual, **front}.items()]
    return write(root, f"clauses/{topic}/{id}.md", "\n".join(["---", *lines, "---", dedent(body)]))


def template(root: Path, *clauses: str, id: str = "policy", appendices: str = "[]", sections: str = "") -> Path:
    """Write a template with the clauses in one section, or with `sections` as YAML."""
    one = f"[{{id: rules, title: The rules, clauses: [{', '.join(clauses)}]}}]"
    return write(
        root,
        f"templates/{id}.yaml",
        f"id: {id}\ntitle: AI policy\nversion: 1.0.0\nshell: word/policy.docx\npurpose: Sets the rules.\n"
        f"sections: {sections or one}\nappendices: {appendices}\n",
    )


def profile(
    root: Path,
    text: str = "",
    *,
    id: str = "riverton",
    nation: str = "england",
    type: str = "district",
    documents: str = "{policy: {}}",
) -> Path:
    """Write the profile of a council. `text` is further YAML, which starts on line 4 of the file."""
    council = f"{{name: Riverton Council, short_name: Riverton, nation: {nation}, type: {type}}}"
    return write(root, f"profiles/{id}.yaml", f"id: {id}\ncouncil: {council}\ndocuments: {documents}\n{dedent(text)}")


def base(root: Path, text: str = "", *, id: str = "alliance") -> Path:
    """Write a base profile that others extend. `text` is further YAML, which starts on line 3 of the file."""
    return write(root, f"profiles/{id}.yaml", f"id: {id}\nbase: true\n{dedent(text)}")


def reference(
    root: Path,
    *,
    parameters: str = PARAMETERS,
    terms: str = TERMS,
    law: str = LAW,
    frameworks: str = FRAMEWORKS,
    facts: str = FACTS,
) -> Path:
    """Write the reference files, and return the workspace."""
    texts = {"parameters": parameters, "terms": terms, "law": law, "frameworks": frameworks, "facts": facts}
    for name, text in texts.items():
        write(root, f"clauses/{name}.yaml", text)
    return root


def tiny(root: Path) -> Path:
    """Write a small workspace without problems, and return it: a clause, a template, a profile, the reference files."""
    reference(root)
    clause(root, "care")
    template(root, "care")
    profile(root)
    return root


def alone(root: Path) -> Workspace:
    """Return the workspace of a folder without the built-in library below it."""
    return Workspace((Layer(root, ""),), root)


def library(root: Path) -> Library:
    """Return the library of a folder without the built-in one below it."""
    return open_library(alone(root))


def shell(root: Path, path: str = "templates/word/policy.docx") -> Path:
    """Write the shipped Word shell into a workspace, for tests that stand alone and build or check Word files."""
    return write(root, path, (built_in_root() / "templates/word/policy.docx").read_bytes())
