"""How words that came and words that went look where a change is plain formatting, so that paper and PDF keep it.

One is underlined and the other struck through: no reader has to tell colours apart. Each colour has 6.5 to 1 and more
on its ground and on white; the ground keeps the words legible on a dark band.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ChangeLook:
    """How a change looks: the colours of words and ground, the name and value of its line, and this in words."""

    how: str
    colour: str
    ground: str
    line: tuple[str, str]


CAME = ChangeLook("underlined, blue", "1F4E9E", "E3ECF9", ("u", "single"))
WENT = ChangeLook("struck through, red", "A3001E", "FBE6E9", ("strike", "1"))
