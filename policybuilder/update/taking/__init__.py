"""Edits of a Word file that came back, found, proposed as changes of the profile, proved and written."""
