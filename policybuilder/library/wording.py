"""The words of a passage as they are compared: two texts have the same wording when a reader sees the same words.

How a line is wrapped, what marks an item, bold type, and what Word makes of quotation marks, dashes and spaces are no
part of the words. Placeholders and conditions are: they stand in the source as authored.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None),
        "…": "...",
    }
)
_TAG = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}|\{%[-+]?\s*(.*?)\s*[-+]?%\}|\{#.*?#\}", re.DOTALL)
_LINE_MARK = re.compile(r"^[ \t]*(?:(?:[-*+•·▪◦o]|\d{1,9}[.)])[ \t]+|#{1,6}[ \t]+|>[ \t]?)+", re.MULTILINE)
_RULE = re.compile(r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$", re.MULTILINE)
_LINK = re.compile(r"\[([^\[\]\n]*)\]\(([^()\s]*)\)")
_STRESS = re.compile(r"\*|(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>])")


@lru_cache(maxsize=8192)
def wording(text: str, *, links: bool = True) -> str:
    """Return a passage's words on one line, for comparison only. Without `links`, the targets of links are left out."""
    parts: list[str] = []
    at = 0
    flat = unicodedata.normalize("NFC", text)
    for tag in _TAG.finditer(flat):
        parts.append(_words(flat[at : tag.start()], links, at == 0 or flat[at - 1] == "\n"))
        inner = " ".join((tag[1] or tag[2] or "").translate(_SIGNS).replace('"', "'").split())
        parts.append(f"{{{{ {inner} }}}}" if tag[1] is not None else f" {{% {inner} %}} " if tag[2] is not None else "")
        at = tag.end()
    parts.append(_words(flat[at:], links, at == 0 or flat[at - 1] == "\n"))
    return " ".join("".join(parts).split())


def as_read(text: str) -> str:
    """Return words as printed, which hold no marks, on one line, for comparison only."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_SIGNS).split())


def _words(text: str, links: bool, at_line: bool) -> str:
    # A text that follows a tag on its line does not begin a line, so it starts with no mark of an item.
    lead, rest = ("", text) if at_line else _first_line(text)
    plain = _LINE_MARK.sub("", _RULE.sub("", rest))
    plain = _LINK.sub(r"\1 <\2>" if links else r"\1", f"{lead}{plain}")
    plain = _STRESS.sub("", _ESCAPED.sub(r"\1", plain).replace("|", " ").replace("`", ""))
    return plain.translate(_SIGNS)


def _first_line(text: str) -> tuple[str, str]:
    line, end, rest = text.partition("\n")
    return line + end, rest


def beginning(words: str, length: int = 60) -> str:
    """Return the beginning of a passage on one line, with an ellipsis where it is cut."""
    flat = " ".join(words.split())
    return flat if len(flat) <= length else flat[: flat.rfind(" ", length // 2, length)].rstrip(" ,;:.") + "…"


def likeness(first: str, second: str) -> float:
    """Return how alike two wordings are, word by word, from 0 to 1."""
    return difflib.SequenceMatcher(None, first.split(), second.split(), autojunk=False).ratio()


def spread(texts: Iterable[str]) -> Counter[str]:
    """Return in how many of some wordings each word stands."""
    return Counter(word for text in texts for word in set(_bare(text)))


def likeness_to(old: str, new: str, spread: Counter[str]) -> float:
    """Return how surely a wording has become another one, word by word, from 0 to 1.

    A word weighs far less, the more of the texts around have it (`spread`), and one that stayed weighs more than one
    that came: of two that are as like, what keeps more of the words that tell them apart is what became of it.
    """
    before, after = _bare(old), _bare(new)
    # Sentences may have changed places; a match in order would take the longest common phrase for the whole.
    kept = _weight((Counter(before) & Counter(after)).elements(), spread)
    of_old, of_new = _weight(before, spread), _weight(after, spread)
    if not of_old or not of_new:
        return 1.0 if of_old == of_new else 0.0
    return (2 * kept / (of_old + of_new) + kept / of_old) / 2


def _bare(wording: str) -> list[str]:
    return [word.strip(".,;:") for word in wording.split()]


def _weight(words: Iterable[str], spread: Counter[str]) -> float:
    return sum(1 / max(1, spread[word]) ** 2 for word in words)


def most_alike(first: str, second: str) -> float:
    """Return how alike two wordings can be at most, from the words that each has, whatever their order."""
    one, other = Counter(first.split()), Counter(second.split())
    size = one.total() + other.total()
    return 2 * (one & other).total() / size if size else 1.0


def differences(old: str, new: str, most: int = 4) -> str:
    """Return in a phrase what became what between two wordings, as in `"24 hours" became "12 hours"`."""
    before, after = old.split(), new.split()
    found: list[str] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        was, now = _short(before[a:b]), _short(after[c:d])
        if kind == "replace":
            found.append(f'"{was}" became "{now}"')
        elif kind == "delete":
            found.append(f'"{was}" is gone')
        elif kind == "insert":
            found.append(f'"{now}" is new')
    more = [f"{len(found) - most} more"] if len(found) > most else []
    return ", ".join([*found[:most], *more])


def _short(words: list[str], most: int = 14) -> str:
    return " ".join(words) if len(words) <= most else " ".join([*words[: most - 4], "…", *words[-3:]])


def in_yaml(words: str, indent: int, key: str = "was") -> str:
    """Return words as the lines of YAML to paste: `was: |` at an indentation, and the words below it."""
    margin = " " * indent
    lines = [f"{margin}  {line}".rstrip() for line in words.split("\n")]
    return "\n".join([f"{margin}{key}: |", *lines])
