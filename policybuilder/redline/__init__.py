"""Real tracked changes between any two Word files.

    from policybuilder.redline import redline, verify

    result = redline(old, new, author="Democratic Services", date="2026-11-22T09:00:00Z")
    result.content, result.counts, result.verdict, result.notes

The law: accept all gives the new document, reject all the old one. Whether it holds is looked at before anything is
given out, and the verdict says so.
"""

from policybuilder.redline.engine import redline
from policybuilder.redline.proving.accept import accept_all, reject_all
from policybuilder.redline.proving.verify import verify
from policybuilder.redline.result import Break, Counts, Note, Redline, Verdict

__all__ = ["Break", "Counts", "Note", "Redline", "Verdict", "accept_all", "redline", "reject_all", "verify"]
