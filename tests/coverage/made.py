"""A small workspace whose council answers some items of a framework, and leaves others open in every way there is."""

from __future__ import annotations

from pathlib import Path

from tests.workspaces import clause, profile, reference, template

FRAMEWORKS = """\
playbook:
  title: AI Playbook
  source: own knowledge
  items:
    P1: Know AI
    P2:
      title: Use it lawfully and fairly
      parts: {law: How a use meets the law, fair: How a use is fair}
    P3: Buy it well
    P4: Say where it is used
    P5: Stop it in time
    P6: Ask the public
    P7: {title: Register it abroad, out_of_reach: "Only a regulator keeps that register."}
    P8: Train everyone
    P9: Watch the weather
socitm-v1-attention:
  title: Socitm's sample policy
  source: own knowledge
  items: {A1: Purpose}
"""


def small(root: Path, *, based_on: str = "none") -> Path:
    """Write the workspace of Riverton, which has one of two documents, and return its folder."""
    reference(root, frameworks=FRAMEWORKS)
    clause(root, "care", frameworks='{playbook: {P1: "Says what AI is.", P2/law: "Names the law | that applies."}}')
    clause(root, "fair", level="recommended", frameworks='{playbook: {P2/fair: "Forbids bias."}}')
    clause(root, "buying", applies_when="functions.social_care", frameworks='{playbook: {P3: "Says who buys."}}')
    clause(root, "open", frameworks='{playbook: {P4: "Says when to tell people."}}')
    clause(root, "stopping", frameworks='{playbook: {P5: "Says who stops a tool."}}')
    clause(root, "asking", frameworks='{playbook: {P6: "Says whom to ask."}}')
    clause(root, "training", frameworks="{playbook: [P8], socitm-v1-attention: {A1: Says what for.}}")
    template(root, "care", "fair", "buying", "open", appendices="[training]")
    template(root, "stopping", id="governance")
    exclude = "{exclude: [{clause: open, reason: Another policy says so}]}"
    profile(root, f"depth: essential\nbased_on: {based_on}\n", documents=f"{{policy: {exclude}}}")
    return root
