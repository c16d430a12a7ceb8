"""The examples of rules, each laid into a tiny workspace, so that a rule meets it as `check` would show it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from policybuilder.checks import check
from policybuilder.checks.rule import Rule
from policybuilder.errors import Problem
from tests.workspaces import PARAMETERS, base, clause, library, profile, reference, shell, template, write

ROLES = """\
  roles.dpo:
    {type: role, group: roles, question: Who is the DPO?, ask: Chief Executive, label: Data Protection Officer,
     default: Data Protection Officer, rationale: Usual.}
  roles.exception_approver:
    {type: role, group: roles, question: Who approves exceptions?, ask: Chief Executive, label: approver of exceptions,
     default: Director of Resources, rationale: Usual.}
  roles.minor_change_delegate:
    {type: role, group: roles, question: Who approves minor changes?, ask: Chief Executive, label: delegate,
     default: Director of Resources, rationale: Usual.}
  roles.minor_change_consultee:
    {type: role, group: roles, question: Who is consulted?, ask: Chief Executive, label: consultee,
     default: Head of Legal, rationale: Usual.}
  retention_transcripts_days:
    {type: integer, unit: days, group: use, question: How long?, ask: Records manager,
     label: transcript retention period, default: 60, rationale: Enough.}
  document_author: {type: text, group: use, question: Who?, ask: a, label: author, default: null, rationale: r}
  equality_record: {type: text, group: use, question: Where?, ask: a, label: equality, default: null, rationale: r}
  consultation_log:
    {type: table, group: use, question: Who?, ask: a, label: consultation, default: [], columns: {who: Who},
     rationale: r}
  review_months:
    {type: integer, unit: months, group: use, question: How often?, ask: Anyone, label: months between reviews,
     default: 12, rationale: A year.}
  listed_tools:
    {type: table, group: use, question: Which tools?, ask: Head of Digital, label: tools, default: [],
     columns: {name: Tool, use: Use}, rationale: Usual.}
follows:
  - {id: agents-listed, table: listed_tools, when: tools.agents != 'none', unless: "'Agent' in row.name",
     row: {name: Agents, use: Taking steps}}
"""

STALE = """\
article-22: {names: [Article 22], instead: Articles 22A to 22D, why: They replaced it., as_at: 2026-11-22, source: own}
bing-chat: {names: [Bing Chat], instead: a public chatbot, why: It was renamed., as_at: 2026-11-22, source: own}
framework:
  {names: [Generative AI Framework for HMG], instead: the AI Playbook, why: It was replaced., as_at: 2026-11-22,
   source: own}
wcag: {names: [WCAG 2.1], instead: WCAG 2.2, why: 2.2 is monitored., as_at: 2026-11-22, source: own}
"""


def workspace(root: Path) -> Path:
    """Write the reference files and word lists that examples rest on, and return the folder."""
    reference(root)
    shell(root)
    write(root, "clauses/parameters.yaml", PARAMETERS + ROLES)
    write(root, "clauses/stale.yaml", STALE)
    write(
        root,
        "clauses/avoided_words.yaml",
        "leverage: use\nshall: must\nin order to: to\nfoster: {instead: help, unless: [foster carers]}\n",
    )
    write(root, "clauses/abbreviations.yaml", "AI: artificial intelligence\nPDF: a kind of file\n")
    return root


def lay(root: Path, rule: Rule, example: Any) -> None:
    """Lay an example into a workspace: a text is a clause's body, or a profile's where the rule looks at councils."""
    parts = example if isinstance(example, dict) else {}
    body = (
        example
        if isinstance(example, str) and rule.looks_at != "council"
        else parts.get("body", "You must take care.\n")
    )
    front = {key: parts[key] for key in ("applies_when", "frameworks", "says") if key in parts}
    used = [name for name in ("roles.siro", "tools.agents", "days") if name in f"{body}{front}"]
    clause(root, "care", body, **front, **({"parameters": f"[{', '.join(used)}]"} if used else {}))
    listed = ["care"]
    if "definitions" in parts:
        clause(root, "words", parts["definitions"] + "\n", topic="definitions")
        listed.append("words")
    if "other_definitions" in parts:
        clause(root, "more-words", parts["other_definitions"] + "\n", topic="definitions")
        template(root, "more-words", id="strategy")
    if "clause" in parts:
        clause(root, parts["clause"])
    if "other_says" in parts:
        tested = {"parameters": "[tools.agents]"} if "tools.agents" in parts["other_says"] else {}
        clause(root, "more-care", "You must take more care.\n", says=parts["other_says"], **tested)
        listed.append("more-care")
    made = template(root, *listed)
    if "reading_age" in parts:
        made.write_text(made.read_text() + f"reading_age: {parts['reading_age']}\n")
    text = example if isinstance(example, str) and rule.looks_at == "council" else parts.get("profile", "")
    document = parts.get("document", "{}")
    if "own_words" in parts:
        text += f"parameters: {{retention_transcripts_days: {parts['retention']}}}\n"
        document = (
            "{amend: [{clause: care, place: append, base: 1.0.0, reason: Asked for by staff, "
            f"text: {parts['own_words']}}}]}}"
        )
    if "amend" in parts or "amend_says" in parts:
        amending = parts.get("amend", "{place: append, text: Take care twice.}").strip("{}")
        declared = f", says: {parts['amend_says']}" if "amend_says" in parts else ""
        reason = "" if "reason:" in amending else "reason: Asked for by staff, "
        document = f"{{amend: [{{clause: care, base: 1.0.0, {reason}{amending}{declared}}}]}}"
    if "base" in parts:
        base(root, f"documents: {{policy: {{amend: [{parts['base']}]}}}}\n")
        text += "extends: [alliance]\n"
    if "sounds_like" in parts:
        write(root, "clauses/sounds_like.yaml", parts["sounds_like"] + "\n")
    profile(root, text, documents=f"{{policy: {document}}}")


def found(root: Path, rule: Rule, example: Any) -> tuple[Problem, ...]:
    """Return what `check` reports of a rule in a workspace that holds an example."""
    lay(workspace(root), rule, example)
    every = check(library(root))
    # An example that cannot be read shows nothing: the rest of the run has to be sound.
    unreadable = [problem for problem in every if problem.severity == "error" and problem.code not in (rule.id, *ALSO)]
    assert not unreadable, "\n".join(map(str, unreadable))
    return tuple(problem for problem in every if problem.code == rule.id)


ALSO = ("flattened-list", "unreadable-markdown", "wrong-nation")
"""What a failing example may raise beside its own rule when the document is made."""
