"""The formats of built files that the page gives, in words, and those that are made where somebody asks for them."""

FORMATS = {"docx": "Word", "pdf": "PDF", "html": "Web page", "md": "Markdown", "txt": "Plain text"}
"""By the ending of the file."""
ASKED = {"pdf": "pdf", "text": "txt"}
"""The ending of each format that is made only where somebody asks for it, or had it made before."""
