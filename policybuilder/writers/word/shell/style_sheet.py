"""Reading how a Word file looks: its styles, everything inherited counted, and the room on its pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from lxml import etree

from policybuilder.ooxml.names import w
from policybuilder.ooxml.package import WordFile
from policybuilder.writers.word.shell.look import A4, Look, Page, TextStyle
from policybuilder.writers.word.shell.theme import Theme, read_theme


def read_look(file: WordFile) -> Look:
    """Return how the styles of a Word file look; an empty look when it has no styles."""
    part = file.one("styles")
    if not part:
        return Look({}, {}, {}, TextStyle(), {})
    # Checking and preparing ask several times; what two parts say of the look does not change.
    key = (file.parts[part], _theme_parts(file), file.is_strict)
    found = _KNOWN.get(key)
    if found is None:
        found = _read_look(file.seen(part), read_theme(file))
        if len(key[0]) + len(key[1]) <= _LARGEST_KNOWN:
            if len(_KNOWN) >= _MOST_KNOWN:
                _KNOWN.clear()
            _KNOWN[key] = found
    return found


def _theme_parts(file: WordFile) -> bytes:
    """Return what says how a theme is read: the theme, and the settings that exchange colours in it."""
    theme, settings = file.one("theme"), file.one("settings")
    return file.parts[theme] + (file.parts[settings] if settings else b"") if theme else b""


_KNOWN: dict[tuple[bytes, bytes, bool], Look] = {}
_MOST_KNOWN, _LARGEST_KNOWN = 8, 4 * 1024 * 1024


def _read_look(root: etree._Element, theme: Theme) -> Look:
    base = _changed(TextStyle(), root.find(f"{w('docDefaults')}/{w('rPrDefault')}"), theme)
    base = _changed(base, root.find(f"{w('docDefaults')}/{w('pPrDefault')}"), theme)
    nodes: dict[str, etree._Element] = {}
    ids: dict[str, str] = {}
    kinds: dict[str, str] = {}
    default = base
    for node in root.iter(w("style")):
        name_node = node.find(w("name"))
        if name_node is None:
            continue
        id, name = node.get(w("styleId"), ""), name_node.get(w("val"), "").lower()
        nodes[id] = node
        if name not in ids:
            ids[name], kinds[name] = id, node.get(w("type"), "paragraph")
        if kinds[name] == "paragraph" and node.get(w("default")) in ("1", "true"):
            default = _resolved(id, nodes, base, theme)
    text = {name: _resolved(id, nodes, base, theme) for name, id in ids.items() if kinds[name] == "paragraph"}
    tabs = {
        name: tuple(int(_number(tab, "pos", 0)) for tab in nodes[id].iterfind(f"{w('pPr')}/{w('tabs')}/{w('tab')}"))
        for name, id in ids.items()
    }
    return Look(ids, kinds, text, default, tabs)


def _resolved(id: str, nodes: Mapping[str, etree._Element], base: TextStyle, theme: Theme, depth: int = 0) -> TextStyle:
    node = nodes.get(id)
    if node is None or depth > 20:  # Word allows ten; a circle must end too
        return _with_theme_font(base, theme)
    parent = node.find(w("basedOn"))
    inherited = base if parent is None else _resolved(parent.get(w("val"), ""), nodes, base, theme, depth + 1)
    return _with_theme_font(_changed(inherited, node, theme), theme)


def _with_theme_font(style: TextStyle, theme: Theme) -> TextStyle:
    return replace(style, font=theme.fonts[style.font]) if style.font in theme.fonts else style


def is_on(node: etree._Element | None) -> bool:
    """Return whether an on-off element (`w:b`, `w:keepNext`) is there and not switched off."""
    return node is not None and node.get(w("val"), "1") not in ("0", "false", "off")


def _changed(style: TextStyle, node: etree._Element | None, theme: Theme) -> TextStyle:
    """Return the style with what one `w:style` (or default) sets itself."""
    if node is None:
        return style
    run, paragraph = node.find(w("rPr")), node.find(w("pPr"))
    if paragraph is not None:
        style = _changed_paragraph(style, paragraph, theme)
    if run is not None:  # after the paragraph: what lies behind the words lies before what is behind the paragraph
        style = _changed_run(style, run, theme)
    return style


def _changed_run(style: TextStyle, run: etree._Element, theme: Theme) -> TextStyle:
    changes: dict[str, object] = {}
    fonts, size, bold, colour, shading = (run.find(w(name)) for name in ("rFonts", "sz", "b", "color", "shd"))
    if fonts is not None:
        themed = fonts.get(w("asciiTheme"))
        font = f"theme:{themed}" if themed else fonts.get(w("ascii"))
        if font:
            changes["font"] = font
    if size is not None:
        changes["size"] = _number(size, "val", 2 * style.size) / 2
    if bold is not None:
        changes["bold"] = is_on(bold)
    if colour is not None:
        changes["colour"] = theme.colour(colour)
    if shading is not None:
        changes["fill"] = _fill(shading, theme)
    marker = run.find(w("highlight"))
    if marker is not None:
        changes["fill"] = HIGHLIGHTS.get(marker.get(w("val"), ""), "")
    return replace(style, **changes)  # type: ignore[arg-type]


HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "darkBlue": "000080", "darkCyan": "008080",
    "darkGray": "808080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000",
    "green": "00FF00", "lightGray": "C0C0C0", "magenta": "FF00FF", "red": "FF0000", "white": "FFFFFF",
    "yellow": "FFFF00",
}  # fmt: skip
"""The colours of Word's text markers (ECMA-376 part 1, 17.18.40)."""


def _changed_paragraph(style: TextStyle, paragraph: etree._Element, theme: Theme) -> TextStyle:
    changes: dict[str, object] = {}
    names = ("spacing", "ind", "keepNext", "pageBreakBefore", "numPr", "pBdr", "contextualSpacing", "shd")
    spacing, indent, keep, new_page, link, borders, contextual, shading = (paragraph.find(w(name)) for name in names)
    if spacing is not None:
        changes["before"] = _number(spacing, "before", 20 * style.before) / 20
        changes["after"] = _number(spacing, "after", 20 * style.after) / 20
        line = _number(spacing, "line", 0)
        if line and spacing.get(w("lineRule"), "auto") == "auto":
            changes["line"], changes["exact_line"] = line / 240, 0.0
        elif line:
            changes["exact_line"] = line / 20
    if indent is not None:
        left = "start" if indent.get(w("start")) else "left"
        changes["left"] = _number(indent, left, 20 * style.left) / 20
        changes["right"] = _number(indent, "right", 20 * style.right) / 20
    if keep is not None:
        changes["keep_next"] = is_on(keep)
    if borders is not None:
        changes["border"] = sum(
            _number(side, "sz", 0) / 8 + _number(side, "space", 0)
            for side in borders.iterchildren(w("top"), w("bottom"))
        )
    if shading is not None:
        changes["fill"] = _fill(shading, theme)
    if contextual is not None:
        changes["contextual"] = is_on(contextual)
    if new_page is not None:
        changes["new_page"] = is_on(new_page)
    if link is not None:
        number, level = link.find(w("numId")), link.find(w("ilvl"))
        if number is not None:
            changes["number_id"] = number.get(w("val"), "")
        changes["level"] = int(_number(level, "val", 0)) if level is not None else 0
    return replace(style, **changes)  # type: ignore[arg-type]


def _fill(shading: etree._Element, theme: Theme) -> str:
    """Return the colour that a `w:shd` lays behind the text; a solid one is that of its pattern."""
    is_solid = shading.get(w("val")) == "solid"
    fill = theme.colour(shading, "color") if is_solid else theme.colour(shading, "fill", "themeFill")
    return "" if fill == "auto" else fill


def _number(node: etree._Element, name: str, otherwise: float) -> float:
    text = node.get(w(name), "")
    # Anything else is "auto", or a length with a unit, which Word does not write.
    return float(text) if re.fullmatch(r"-?[0-9]{1,7}(\.[0-9]{1,7})?", text) else otherwise


def read_page(section: etree._Element | None) -> Page:
    """Return the room that a `w:sectPr` leaves for text; the shipped shell's where it does not say."""
    size = section.find(w("pgSz")) if section is not None else None
    margins = section.find(w("pgMar")) if section is not None else None
    if size is None or margins is None:
        return A4
    sides = _number(margins, "left", 1134) + _number(margins, "right", 1134) + _number(margins, "gutter", 0)
    width = _number(size, "w", 11906) - sides
    # A negative margin says that the text may not move for a tall header; the size is the same.
    height = _number(size, "h", 16838) - abs(_number(margins, "top", 1418)) - abs(_number(margins, "bottom", 1191))
    return Page(width / 20, height / 20)
