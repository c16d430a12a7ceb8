"""Authored files as checked objects: strict YAML with locations, schemas, workspace, councils."""
