"""Any .docx policy -> Document.

`read` reads the whole; `styles`, `lines` and `fields` say what its paragraphs are, `parts` opens the file.
"""
