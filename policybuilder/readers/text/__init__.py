"""Plain text -> a document: lines put together as paragraphs and items, headings known as they are typed."""
