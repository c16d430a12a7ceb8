"""Real tracked changes between any two Word files.

    from policybuilder.redline import redline, verify

    result = redline(old, new, author="Democratic Services", date="2026-11-22T09:00:00Z")
    result.content, result.counts, result.notes

The law: accept all gives the new document, reject all the old one. It is proven before anything is given out.
"""

from policybuilder.redline.accept import accept_all, reject_all
from policybuilder.redline.engine import redline
from policybuilder.redline.result import Counts, Note, Redline
from policybuilder.redline.verify import Break, Verdict, verify

__all__ = ["Break", "Counts", "Note", "Redline", "Verdict", "accept_all", "redline", "reject_all", "verify"]
