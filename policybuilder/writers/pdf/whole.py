"""Whether a PDF holds all the words of the Word file that it was made of.

A layout may lose some without a word: LibreOffice 7 drew rows of a table below the foot of the page. Nobody would look
for them, so each PDF is held against its source.
"""

from __future__ import annotations

import unicodedata

from policybuilder.ooxml.names import w
from policybuilder.ooxml.package import open_word_text

_LOOKED_FOR = 24
"""How many letters of a paragraph are looked for: so many stand on its first line, which no page break parts."""


def words_lost(word: bytes, shown: str) -> tuple[str, ...]:
    """Return the paragraphs of a Word file's text that do not stand in the words of a PDF, in the file's order.

    `shown` are the words of the PDF, page by page, a paragraph's in their order.
    """
    file = open_word_text(word, "document.docx")
    held = _plain(shown)
    lost = []
    for paragraph in file.seen(file.main).iter(w("p")):
        own = (node for node in paragraph.iter(w("t"), w("tab")) if next(node.iterancestors(w("p"))) is paragraph)
        words = "".join("\t" if node.tag == w("tab") else node.text or "" for node in own)
        # A tab may be a row of points, as in a contents list.
        if any(_plain(piece)[:_LOOKED_FOR] not in held for piece in words.split("\t")):
            lost.append(words)
    return tuple(lost)


def _plain(words: str) -> str:
    """Return words as they are the same in both: without spaces, hyphens that a line break adds, and ligatures."""
    kept = unicodedata.normalize("NFKC", words)
    return "".join(letter for letter in kept if not letter.isspace() and letter not in "-\u00ad\u2010\u2011\u200b")
