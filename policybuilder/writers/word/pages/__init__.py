"""How much room words take (`measure`), and on which page each heading of a document will stand (`headings`)."""
