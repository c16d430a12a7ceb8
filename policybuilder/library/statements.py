"""Statements of law: what a policy relies on a law for, as at a day, and the lines that sign one off."""

from __future__ import annotations

import hashlib
import json
import textwrap
from collections.abc import Iterable, Iterator

from policybuilder.library.schema import LawModel

SIGN_OFFS = "law_checked"
"""The key of a profile, or of a base, that holds its sign-offs."""
_LETTERS = 12
_WIDTH = 110


def statement(entry: LawModel) -> str:
    """Return what is signed off: the day that the library states the law as at, and its note, on one line."""
    return f"{entry.as_at.isoformat()}: {' '.join(entry.note.split())}"


def statement_digest(entry: LawModel) -> str:
    """Return the first twelve hexadecimal letters of a statement's SHA-256: another note or day, another digest."""
    return digest_of(statement(entry))


def digest_of(text: str) -> str:
    """Return the digest of a statement's text, however its lines were folded."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:_LETTERS]


def lines_to_sign(id: str, entry: LawModel, indent: str = "  ") -> Iterator[str]:
    """Yield the lines of a profile that sign a statement off, to go below `law_checked:`.

    The role, the day and what was read are left empty: nobody signs by pasting, because the profile is refused until
    they are filled in.
    """
    yield f'{indent}{id}: {{role: , date: , read: "",'
    said = f"note: {statement_digest(entry)}, says: {json.dumps(statement(entry), ensure_ascii=False)}}}"
    # The lines of a text in quotes are read as one.
    inner = f"{indent}  "
    yield from textwrap.wrap(
        said, _WIDTH, initial_indent=inner, subsequent_indent=inner, break_long_words=False, break_on_hyphens=False
    )


def block_to_sign(entries: Iterable[tuple[str, LawModel]]) -> str:
    """Return the lines that sign several statements off, with the key that they stand below."""
    return "\n".join([f"{SIGN_OFFS}:", *(line for id, entry in entries for line in lines_to_sign(id, entry))])
