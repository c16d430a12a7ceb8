"""The colours of a Word file's theme: what a colour is that a style names by its place in the theme alone."""

from __future__ import annotations

from collections.abc import Mapping
from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass, field

from lxml import etree

from policybuilder.ooxml.names import DRAWING, w
from policybuilder.ooxml.package import WordFile
from policybuilder.writers.word.shell.contrast import is_colour

_PLACES = {
    "dark1": "dk1", "light1": "lt1", "dark2": "dk2", "light2": "lt2", "hyperlink": "hlink",
    "followedHyperlink": "folHlink", **{f"accent{number}": f"accent{number}" for number in range(1, 7)},
}  # fmt: skip
_MAPPED = {
    "text1": ("t1", "dark1"), "background1": ("bg1", "light1"), "text2": ("t2", "dark2"),
    "background2": ("bg2", "light2"),
}  # fmt: skip
"""What settings may exchange, and what each is where they do not (ECMA-376 part 1, 17.15.1.20)."""


@dataclass(frozen=True)
class Theme:
    """The fonts and colours of a theme, by the names that styles call them."""

    fonts: Mapping[str, str] = field(default_factory=dict)
    colours: Mapping[str, str] = field(default_factory=dict)

    def colour(self, node: etree._Element | None, plain: str = "val", themed: str = "theme") -> str:
        """Return a colour that an element gives, as it stands or by its place in the theme; "auto" or "" for neither.

        `plain` names the attribute that holds it, `themed` what the names of those begin with that name the place,
        how much lighter it is, and how much darker.
        """
        if node is None:
            return ""
        stated = node.get(w(plain), "")
        place = node.get(w("themeColor" if themed == "theme" else themed), "")
        known = self.colours.get(place, "")
        if is_colour(stated) or not known:
            return stated
        tint, shade = (_share(node.get(w(f"{themed}{kind}"))) for kind in ("Tint", "Shade"))
        return _lit(known, tint, shade)


def _share(digits: str | None) -> float:
    try:
        return int(digits or "FF", 16) / 255
    except ValueError:
        return 1.0


def _lit(colour: str, tint: float, shade: float) -> str:
    """Return a colour made lighter and darker, as ECMA-376 part 1, 17.3.2.6 says: by its luminance alone."""
    hue, light, full = rgb_to_hls(*(int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)))
    light = (light * tint + (1 - tint)) * shade
    return "".join(f"{round(channel * 255):02X}" for channel in hls_to_rgb(hue, light, full))


def read_theme(file: WordFile) -> Theme:
    """Return the theme of a Word file; an empty one where it has none."""
    part = file.one("theme")
    if not part:
        return Theme()
    root = file.seen(part)
    settings = file.one("settings")
    mapping = file.seen(settings).find(w("clrSchemeMapping")) if settings else None
    return Theme(_fonts(root), _colours(root, mapping))


def _fonts(root: etree._Element) -> Mapping[str, str]:
    drawing = f"{{{DRAWING}}}"
    found = {}
    for kind, prefix in (("majorFont", "major"), ("minorFont", "minor")):
        latin = root.find(f".//{drawing}{kind}/{drawing}latin")
        if latin is not None:
            for script in ("HAnsi", "Ascii"):
                found[f"theme:{prefix}{script}"] = latin.get("typeface", "")
    return found


def _colours(root: etree._Element, mapping: etree._Element | None) -> Mapping[str, str]:
    drawing = f"{{{DRAWING}}}"
    scheme = root.find(f".//{drawing}clrScheme")
    found: dict[str, str] = {}
    for name, place in _PLACES.items() if scheme is not None else ():
        node = scheme.find(f"{drawing}{place}")  # type: ignore[union-attr]
        for colour in node if node is not None else ():
            stated = colour.get("val", "")
            stated = stated if is_colour(stated) else colour.get("lastClr", "")
            if is_colour(stated):
                found[name] = stated.upper()
    for name, (setting, usual) in _MAPPED.items():
        meant = usual if mapping is None else mapping.get(w(setting), usual)
        if meant in found:
            found[name] = found[meant]
    return found
