"""A document as PDF: its Word file laid out by LibreOffice, with the page numbers that are true there.

The Word file estimates the pages of its contents list, because only a layout knows them. Here there is one: the pages
are read from it, put into the list, and laid out again.
"""

from __future__ import annotations

from policybuilder.document import Document
from policybuilder.errors import Location, fail
from policybuilder.files.office import as_pdf
from policybuilder.writers import Written
from policybuilder.writers.own_mark import mark_for, marked
from policybuilder.writers.pdf.finish import finished, pages_in, words_in
from policybuilder.writers.pdf.whole import words_lost
from policybuilder.writers.word.write import write_pages

_MOST_LAYOUTS = 3
"""A page number has as many digits as another, so that the second layout is the last, as a rule."""


def write_pdf(document: Document, shell: bytes) -> Written:
    """Return the document as a tagged PDF, with the number of its pages.

    Raises PolicyBuilderError where LibreOffice or pypdf is not there, where words are lost, and what `write_word` does.
    """
    word = write_pages(document, shell).content
    made = as_pdf(word)
    for _ in range(_MOST_LAYOUTS - 1):
        count, starts = pages_in(made)
        again = write_pages(document, shell, starts=starts).content
        if again == word:
            break
        word, made = again, as_pdf(again)
    if lost := words_lost(word, words_in(made)):
        message = f"LibreOffice left {len(lost)} paragraphs of the document out of the PDF, the first “{lost[0][:60]}”"
        hint = "save the Word file as a PDF in Word: docs/pdf.md"
        raise fail(Location("LibreOffice"), message, "incomplete-pdf", hint)
    content = finished(made, document.control_day("date"))
    return Written(marked(content, mark_for(document), ".pdf"), count)
