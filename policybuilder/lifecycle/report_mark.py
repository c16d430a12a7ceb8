"""Whether a report still is as this program wrote it, known from the file alone.

A person may write notes into a comparison, a coverage table or a redline, and the command that made it may be run
again. Text, Markdown and HTML end in a line with a digest of what stands before it. A Word file needs none: the same
parts are packed in the same way here, and by no program that people edit with.
"""

from __future__ import annotations

import hashlib
import re

from policybuilder.errors import PolicyBuilderError
from policybuilder.ooxml.zip import read_parts, write_parts

_COMMENT = b"\n<!-- policybuilder-report %s -->\n"
_LINES = {"markdown": _COMMENT, "html": _COMMENT, "text": b"\n[policybuilder-report %s]\n"}
_MARK = re.compile(rb"\n(?:<!-- |\[)policybuilder-report ([0-9a-f]{64})(?: -->|\])\s*\Z")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def with_report_mark(content: bytes, format: str) -> bytes:
    """Return a report in a format as it is written to a file: with its mark, where such a file can have one."""
    line = _LINES.get(format)
    return content + line % _digest(content) if line else content


def may_be_edited(content: bytes, suffix: str) -> bool:
    """Return whether a file can hold what a person wrote: it is not, or no longer, a report as it was written.

    Of JSON nobody can know, and nobody writes notes into it.
    """
    if suffix.lower() == ".docx":
        try:
            return write_parts(read_parts(content, "")) != content
        except PolicyBuilderError:
            return True
    if suffix.lower() == ".json":
        return False
    # Version control and editors change line ends without anybody having edited a word.
    plain = content.removeprefix(_BYTE_ORDER_MARK).replace(b"\r\n", b"\n")
    mark = _MARK.search(plain)
    return mark is None or mark[1] != _digest(plain[: mark.start()])


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest().encode()
