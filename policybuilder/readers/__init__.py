"""Text formats -> document content."""
