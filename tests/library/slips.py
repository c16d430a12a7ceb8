"""A profile that slips of the hand are tried on, and what is said of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from policybuilder.errors import PolicyBuilderError, Problem
from policybuilder.library.library import Library, open_library
from policybuilder.library.profiles import read_profile
from policybuilder.library.workspace import open_workspace

ROOT = Path(__file__).parents[2]
PROFILE = """\
id: norbury

council:
  name: Norbury District Council
  short_name: Norbury
  nation: england
  type: district
  functions:
    cctv: true                      # CCTV in public places

depth: standard

tools:
  # May people use AI agents?
  # agents: none
  public_tools: prohibited

roles:
  siro: Director of Resources

parameters:
  # What is the corporate plan called?
  # corporate_plan_name:

  # Who is bound by the policy?
  people_in_scope:
    - employees
    - agency workers
    - contractors

  dpo_email: dpo@norbury.example
  # incident_contact: foi@norbury.example
  exception_max_months: 6

documents:
  generative-ai-policy:
    # Which role owns the document?
    owner: Head of Digital
    approver: Cabinet
    version: "0.1"    # 0.x is a draft
    exclude:
      - clause: communications-and-images
        reason: Covered by the communications policy
      - clause: meeting-transcription
        reason: There is no tool for it
"""


@cache
def slips_library() -> Library:
    return open_library(open_workspace(ROOT))


def problems_of(text: str, shipped: Library) -> tuple[Problem, ...]:
    try:
        return read_profile("norbury.yaml", text, shipped.reference, shipped.template_files).warnings
    except PolicyBuilderError as error:
        return error.problems


def told(text: str, shipped: Library) -> list[str]:
    """Return what is said of a profile, a text a problem, as "7: error: …\\n  hint: …"."""
    return [str(problem).removeprefix("norbury.yaml:") for problem in problems_of(text, shipped)]


def slipped(*changes: tuple[str, str]) -> str:
    """Return the profile with some words of it replaced, each of which must be there once."""
    text = PROFILE
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text
