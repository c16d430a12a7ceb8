"""The plan written as tracked changes."""
