"""A small workspace to approve policies in, and the days on which that happens."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from policybuilder.library.library import Library
from policybuilder.lifecycle.approve import Approval, Approved, approve
from tests import workspaces

NOW = datetime(2026, 12, 20, 9, 30, tzinfo=UTC)
DAY = date(2026, 12, 8)
TOOL = "0.1.0"

HISTORY = """\
  change_log:
    {type: table, group: use, question: What changed?, ask: Anyone, label: history, default: [], rationale: None yet.,
     columns: {version: Version, date: Date, summary: What changed, kind: Kind}}
  review_months:
    {type: integer, unit: months, group: use, question: How often?, ask: Anyone, label: months between reviews,
     default: 12, rationale: A year.}
  roles.minor_change_delegate:
    {type: role, group: roles, question: Who makes minor changes?, ask: Anyone, label: delegate, default: Head of
     Digital, rationale: Usual.}
  lgr.vesting_date:
    {type: date, group: use, question: When does the council end?, ask: Anyone, label: vesting day, default: null,
     rationale: Few know.}
"""

HISTORY_BODY = """\
You must use the current version. Minor changes are made by the {{ roles.minor_change_delegate }}.

{% if change_log %}
| Version | Date | What changed | Kind |
| --- | --- | --- | --- |
{% for row in change_log %}
| {{ row.version }} | {{ row.date | date }} | {{ row.summary }} | {{ row.kind }} |
{% endfor %}
{% endif %}
"""

DOCUMENTS = "{policy: {owner: Head of Digital, approver: Cabinet, date: 2026-12-01}}"


def workspace(root: Path) -> Path:
    """Write a workspace whose policy is ready to be approved, and return it."""
    workspaces.tiny(root)
    workspaces.reference(root, parameters=workspaces.PARAMETERS + HISTORY, law=LAW)
    workspaces.shell(root)
    body = "You must keep it for {{ days }} days. Ask {{ contact }}.\n"
    workspaces.clause(root, "keeping", body, parameters="[days, contact]", law="[foia]")
    workspaces.clause(
        root, "agents", "You must ask before you use an agent.\n", applies_when="tools.agents != 'none'",
        parameters="[tools.agents]",
    )  # fmt: skip
    workspaces.clause(root, "history", HISTORY_BODY, parameters="[change_log, roles.minor_change_delegate]")
    workspaces.template(root, "care", "keeping", "agents", "history")
    decide(root)
    return root


# The law is signed off before any day on which the tests can run.
LAW = workspaces.LAW.replace("as_at: 2026-11-22", "as_at: 2024-11-22")
NOTE = "d50a34ea6f0a"
SIGNED = f"""\
law_checked:
  foia: {{role: Head of Legal, date: 2024-12-03, read: The Act at legislation.gov.uk, note: {NOTE}}}
"""


def decide(root: Path, text: str = "parameters: {contact: the AI team}\n", documents: str = DOCUMENTS) -> None:
    """Write the council's profile, in which Legal has signed off the law that the policy rests on."""
    workspaces.profile(root, text + SIGNED, documents=documents)


def library(root: Path) -> Library:
    """Return the library as it is on the disk now."""
    return workspaces.library(root)


def approved(root: Path, version: str = "1.0", day: date = DAY, **more: Any) -> Approved:
    """Approve the policy by Cabinet; without a paper where none was made and nothing else is said of it."""
    if not (folder(root) / "paper").exists():
        more.setdefault("no_paper", "Decided on screen")
    dry_run = more.pop("dry_run", False)
    approval = Approval(version, more.pop("by", "Cabinet"), day, **more)
    return approve(library(root), "riverton", "policy", approval, NOW, TOOL, dry_run=dry_run)


def folder(root: Path) -> Path:
    """Return the folder of the policy's versions."""
    return root / "output/riverton/policy"
