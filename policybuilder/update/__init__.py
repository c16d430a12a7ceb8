"""What comes back: edits made in Word, amendments from a meeting, a newer library; each becomes a list of changes."""
