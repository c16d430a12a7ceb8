"""Proof that a redline says what its two sources say; nothing here writes a mark."""
