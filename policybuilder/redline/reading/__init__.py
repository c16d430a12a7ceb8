"""A Word file as the redline reads it: blocks, tokens, and keys by which two of them are the same."""
