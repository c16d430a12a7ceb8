"""Words as people paste them from Word, a PDF or a mail, as they would have typed them.

What cannot be seen goes: soft hyphens, joiners, marks of direction. A line break of Word's own is a line; a bullet is
the mark of an item. Quotes, dashes and spaces that do not break stay: they are how good English is set.
"""

from __future__ import annotations

import re
import unicodedata

# Word's bullets are signs of a symbol font, which stand in the private use area; "o" with a tab is one, too.
_BULLET = re.compile(r"^[ \t\xa0]*(?:[•·▪▫‣◦●○■□➢✓✔\uf000-\uf0ff][ \t\xa0]*|[-–—*][ \t\xa0]+|o\t[ \t\xa0]*)")
_NUMBER = re.compile(r"^[ \t\xa0]*(?:\d{1,2}|[a-z])[.)][ \t\xa0]+")
_ITEM = re.compile(r"^[ \t]*(?:[•·▪▫‣◦●○■□➢✓✔\uf000-\uf0ff][ \t\xa0]*|(?:[–—]|o)\t[ \t\xa0]*)")
_SHOWN = 30
"""How many characters before a sign tell where it stands."""
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def pasted_line(text: str) -> str:
    """Return words on one line, with single spaces, without a bullet before them."""
    return " ".join(_BULLET.sub("", _seen(text), count=1).split())


def pasted_lines(text: str) -> list[str]:
    """Return the lines that have words, each like `pasted_line`; numbers before them go where every line has one."""
    lines = [line for line in _seen(text).split("\n") if line.strip()]
    if all(_NUMBER.match(line) for line in lines):
        lines = [_NUMBER.sub("", line) for line in lines]
    return [line for line in map(pasted_line, lines) if line]


def pasted_text(text: str) -> str:
    """Return the words of a clause, in which a line with a bullet is an item of a list, as `- item`."""
    made: list[str] = []
    for line in _seen(text).split("\n"):
        item = _ITEM.match(line)
        if item and made and made[-1].strip() and not made[-1].startswith("- "):
            made.append("")  # a list stands apart from the words that lead to it
        made.append(f"- {line[item.end() :]}" if item else line)
    return "\n".join(made)


def symbol_words(text: str) -> str:
    """Return what is wrong with a text that holds a sign of a symbol font, which no other font has; "" for any other.

    A bullet before a line is none: `pasted_text` and `pasted_line` know it.
    """
    at = next((at for at, each in enumerate(text) if unicodedata.category(each) == "Co"), -1)
    if at < 0:
        return ""
    before = " ".join(text[:at].split())[-_SHOWN:]
    where = f"after “{before}”" if before else "at the beginning"
    return f"A sign of a symbol font, such as an arrow, stands {where}: take it out, or type it anew"


def _seen(text: str) -> str:
    """Return a text with plain line ends, without what cannot be seen."""
    plain = _LINE_ENDS.sub("\n", text)
    return "".join(each for each in plain if each in "\n\t" or unicodedata.category(each) not in ("Cc", "Cf"))
