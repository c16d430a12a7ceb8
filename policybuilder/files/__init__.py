"""Files: read through one door, and written whole or not at all."""
