"""A person's YAML, changed and kept theirs: comments, order, blank lines and quotes stay as they were typed."""
