"""Tests of the readers of authored files."""
