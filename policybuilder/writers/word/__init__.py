"""A document as a Word file, in a council's own shell.

`write` puts the pieces together: `body` and `words` are the clauses as WordprocessingML, `parts` what they add to other
parts of the file, `styles` and `front` what a shell is given, `mark` how a built file is known again. `shell` reads
a council's own Word file and makes a shell of it; `pages` says on which page each heading will stand.
"""
