"""HTML -> headings and blocks; pages that were built here -> a document."""
