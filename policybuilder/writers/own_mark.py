"""The mark of a built file: which document it is, and the SHA-256 of its own content.

So it is known from a file alone, on any machine and without a record of what was built, whether somebody changed it
since. Markdown and HTML hold it in a comment at their end, plain text in a line in square brackets, PDF in a remark,
JSON in a member beside the document; a Word file holds it in a part of its own (word/mark.py). No clock and no machine
has a part in it: the same content has the same mark.

A digest covers everything but itself. Line ends and a byte-order mark do not count, because version control and
editors change them without anybody having edited a word.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, fields, replace
from urllib.parse import quote, unquote

from policybuilder.document import Document
from policybuilder.inert import one_line
from policybuilder.strict_json import read_json

NO_DIGEST = "0" * 64
"""What stands in a digest's place while it is worked out."""

_COMMENT = re.compile(rb"^\n?<!-- policybuilder-built (\S+(?: \S+)*) -->\n?", re.MULTILINE)
_REMARK = re.compile(rb"^%policybuilder-built (\S+(?: \S+)*)\n", re.MULTILINE)
_STYLE = re.compile(rb"^/\* policybuilder-built (\S+(?: \S+)*) \*/\n?", re.MULTILINE)
_LINE = re.compile(rb"^\n?\[policybuilder-built (\S+(?: \S+)*)\]\n?", re.MULTILINE)
_MEMBER = re.compile(rb'^ "policybuilder-built": (\{[^\n]*\}),\n', re.MULTILINE)
_DIGEST = re.compile(rb'(?:digest=|"digest": ")([0-9a-f]{64})')
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Mark:
    """What a built file says of itself. `stage` is that of the document, `digest` the SHA-256 of its content."""

    profile: str
    document: str
    version: str
    stage: str
    digest: str = NO_DIGEST

    @property
    def name(self) -> str:
        """The document's name, as on the command line."""
        return f"{self.profile}/{self.document}"


_NAMES = tuple(item.name for item in fields(Mark))


def mark_for(document: Document) -> Mark:
    """Return the mark of a document's files, without a digest."""
    return Mark(document.profile, document.id, one_line(document.control_text("version")), document.stage)


def mark_from(entries: dict[str, str]) -> Mark | None:
    """Return the mark that some entries hold, or None when one is missing. What a later program added is let be."""
    if not all(isinstance(entries.get(name), str) for name in _NAMES):
        return None
    return Mark(**{name: entries[name] for name in _NAMES})


def marked(content: bytes, mark: Mark, suffix: str) -> bytes:
    """Return the bytes of a Markdown, HTML, text or JSON file with its mark."""
    blank = _with_line(content, mark, suffix)
    return _with_line(content, replace(mark, digest=_digest(_plain(blank))), suffix)


def unmarked(content: bytes, suffix: str) -> bytes:
    """Return the bytes of a Markdown, HTML, text or JSON file as they would be without a mark."""
    found = _found(content, suffix)
    return content if found is None else content[: found.start()] + content[found.end() :]


def mark_in(content: bytes, suffix: str) -> Mark | None:
    """Return the mark that a Markdown, HTML, text or JSON file holds, or None."""
    found = _found(_plain(content), suffix)
    if found is None:
        return None
    try:
        if suffix == ".json":
            entries = read_json(found[1])
        else:
            pairs = (word.partition("=") for word in found[1].decode().split())
            entries = {name: unquote(text) for name, _, text in pairs}
    except ValueError:
        return None
    return mark_from(entries)


def is_as_built(content: bytes, suffix: str) -> bool:
    """Return whether a Markdown, HTML, text or JSON file is as it was when it was marked."""
    content = _plain(content)
    found, mark = _found(content, suffix), mark_in(content, suffix)
    if found is None or mark is None:
        return False
    digest = _DIGEST.search(content, found.start(), found.end())
    if digest is None:
        return False
    return _digest(content[: digest.start(1)] + NO_DIGEST.encode() + content[digest.end(1) :]) == mark.digest


def _found(content: bytes, suffix: str) -> re.Match[bytes] | None:
    """Return where the mark stands: the last one, should a person have copied one into the text."""
    found = list(
        {".json": _MEMBER, ".txt": _LINE, ".css": _STYLE, ".pdf": _REMARK}.get(suffix, _COMMENT).finditer(content)
    )
    return found[-1] if found else None


def _with_line(content: bytes, mark: Mark, suffix: str) -> bytes:
    entries = {name: getattr(mark, name) for name in _NAMES}
    if suffix == ".json":
        # After the brace that opens the whole: readers of earlier releases look at `format` and `document` alone.
        line = f' "policybuilder-built": {json.dumps(entries)},\n'
        return content[:2] + line.encode() + content[2:]
    # Two hyphens in a row would end the comment in some readers, and so does nothing that is percent-encoded.
    words = (f"{name}={quote(text, safe='').replace('--', '%2D%2D')}" for name, text in entries.items())
    if suffix == ".pdf":
        # A remark of PDF, behind everything whose place the file itself counts.
        at = content.rindex(b"startxref")
        return content[:at] + f"%policybuilder-built {' '.join(words)}\n".encode() + content[at:]
    if suffix == ".css":
        return content + f"/* policybuilder-built {' '.join(words)} */\n".encode()
    if suffix == ".txt":
        return content + f"\n[policybuilder-built {' '.join(words)}]\n".encode()
    # In Markdown a line straight below a table or a list would be a part of it for some readers.
    before = b"\n" if suffix == ".md" else b""
    return content + before + f"<!-- policybuilder-built {' '.join(words)} -->\n".encode()


def _plain(content: bytes) -> bytes:
    return content.removeprefix(_BYTE_ORDER_MARK).replace(b"\r\n", b"\n")


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
