"""PDF files as councils publish them -> a document, with the extra `pdf`."""
