"""A document as PDF: its Word file laid out by LibreOffice, with the page numbers that are true there.

The Word file estimates the pages of its contents list, because only a layout knows them. Here there is one: the pages
are read from it, put into the list, and laid out again.
"""

from __future__ import annotations

from policybuilder.document import Document
from policybuilder.files.office import as_pdf
from policybuilder.writers import Written
from policybuilder.writers.own_mark import mark_for, marked
from policybuilder.writers.pdf.finish import finished, pages_in
from policybuilder.writers.word.write import write_pages

_MOST_LAYOUTS = 3
"""A page number has as many digits as another, so that the second layout is the last, as a rule."""


def write_pdf(document: Document, shell: bytes) -> Written:
    """Return the document as a tagged PDF, with the number of its pages.

    Raises PolicyBuilderError where LibreOffice or pypdf is not there, and what `write_word` does.
    """
    word = write_pages(document, shell).content
    made = as_pdf(word)
    for _ in range(_MOST_LAYOUTS - 1):
        count, starts = pages_in(made)
        again = write_pages(document, shell, starts=starts).content
        if again == word:
            break
        word, made = again, as_pdf(again)
    content = finished(made, document.control_day("date"))
    return Written(marked(content, mark_for(document), ".pdf"), count)
