"""A document as a tagged PDF: the Word file, laid out by LibreOffice, and what a reader of it needs put right."""
