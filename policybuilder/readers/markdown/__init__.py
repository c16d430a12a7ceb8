"""Markdown -> blocks of a clause (`blocks`, and `html` where that is not enough), or a whole policy (`document`)."""
