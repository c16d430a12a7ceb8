"""A clause and amendments of it, as a council and the library write them."""

from __future__ import annotations

from pathlib import Path

from tests.workspaces import clause as written

BODY = """\
One.

Ask {{ contact }} about:

- a
- b
    - c
- d

Three.

| What | Who |
| --- | --- |
| Tools | Digital |
| Data | Records |
"""

TABLE = "What\tWho\nTools\tDigital\nData\tRecords"

BRANCHES = """\
{% if tools.transcription %}
Record it.
{% else %}
Do not record it.
{% endif %}

Two.
"""

CHANGES = (
    "[{version: 1.1.0, date: 2026-11-23, kind: major, why: A new rule}, "
    "{version: 1.0.0, date: 2026-11-22, kind: major, why: First version}]"
)
NEWER = {"version": "1.1.0", "changes": CHANGES}


def clause(root: Path, id: str, body: str = "You must take care.\n", **front: str) -> None:
    """Write a clause that lists the parameters it uses."""
    used = [name for name in ("contact", "motto", "uses", "tools.transcription") if name in body]
    written(root, id, body, parameters=f"[{', '.join(used)}]", **front)


def entry(
    place: str, text: str = "Own.", *, was: str = "", number: int = 0, id: str = "care", at: str = "1.0.0"
) -> str:
    """Return one amendment as a person writes it below `amend:`."""
    lines = [f"- clause: {id}", f"  place: {place}", f"  base: {at}", "  reason: Asked for"]
    lines += [f"  paragraph: {number}"] * bool(number)
    for key, value in (("was", was), ("text", text)):
        if value:
            lines += [f"  {key}: |", *(f"    {line}".rstrip() for line in value.split("\n"))]
    return "".join(f"      {line}\n" for line in lines)


def amended(root: Path, *entries: str, more: str = "", extends: str = "") -> None:
    """Write the council's profile with amendments."""
    council = "{name: Riverton Council, short_name: Riverton, nation: england, type: district}"
    text = f"id: riverton\n{extends}council: {council}\n{more}documents:\n  policy:\n    amend:\n{''.join(entries)}"
    (root / "profiles/riverton.yaml").write_text(text, encoding="utf-8")


ASKED = "parameters: {contact: Help Desk}\n"
