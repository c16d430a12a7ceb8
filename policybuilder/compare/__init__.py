"""(Document, Document) -> Comparison: what changed, why, how much, and who must approve it."""

from policybuilder.compare.changes import ClauseChange, Comparison, Edit, Reason, Weighing
from policybuilder.compare.documents import compare
from policybuilder.compare.marked import new_document, old_document

__all__ = ["ClauseChange", "Comparison", "Edit", "Reason", "Weighing", "compare", "new_document", "old_document"]
