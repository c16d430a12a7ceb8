"""What is written as HTML, whichever page it stands on: blocks and inlines, the frame of a page, the base style sheet.

Policies, comparisons and coverages are written with it. Every text in it is inert, and no page fetches anything.
"""
