"""What a Word file says about itself: its language, its settings, its kind and its properties part."""

from __future__ import annotations

from lxml import etree

from policybuilder.labels import ENGLISH, labels_for
from policybuilder.ooxml.elements import as_bytes
from policybuilder.ooxml.names import CONTENT_TYPE, CORE_PROPERTIES, MAIN_TYPE, PACKAGE_RELATION, w
from policybuilder.ooxml.order import RUN, SETTINGS, put
from policybuilder.ooxml.package import LINKS, WordFile, part_named, relationships_of, relationships_part
from policybuilder.ooxml.zip import TYPES

_CORE = "docProps/core.xml"
_CORE_KIND = f"{PACKAGE_RELATION}/metadata/core-properties"
_CORE_END = "/metadata/core-properties"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_NO_PROPERTIES = as_bytes(etree.Element(f"{{{CORE_PROPERTIES}}}coreProperties", nsmap={"cp": CORE_PROPERTIES}))
_WORD = "http://schemas.microsoft.com/office/word"


# Language ------------------------------------------------------------------------------------------------


def default_language(file: WordFile) -> str:
    """Return the language that the file's text is in where nothing else is said, such as "en-GB"; else nothing."""
    part = file.one("styles")
    if not part:
        return ""
    node = file.seen(part).find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('lang')}")
    return "" if node is None else node.get(w("val"), "")


def is_policys_language(language: str) -> bool:
    """Return whether a shell may be marked with a language: British English, Welsh, or one that has labels."""
    return language in ("en-GB", "cy-GB") or labels_for(language) is not ENGLISH


def in_language(file: WordFile, language: str) -> dict[str, bytes]:
    """Return the styles and settings that make a language the file's own, as changed parts.

    Text that is marked as another language than English or Welsh stays so.
    """
    changed = {}
    if part := file.one("styles"):
        root = file.tree(part)
        _default_run(root).set(w("val"), language)
        _relabel(root, language)
        changed[part] = as_bytes(root)
    if part := file.one("settings"):
        root = file.tree(part)
        for node in root.iter(w("themeFontLang")):
            node.set(w("val"), language)
        changed[part] = as_bytes(root)
    return changed


def text_in_language(file: WordFile, language: str) -> dict[str, bytes]:
    """Return the parts whose words are marked as another English, marked as `language` instead."""
    changed = {}
    for part in file.text_parts:
        root = file.tree(part)
        if _relabel(root, language):
            changed[part] = as_bytes(root)
    return changed


def _relabel(root: etree._Element, language: str) -> bool:
    changed = False
    for node in root.iter(w("lang")):
        marked = node.get(w("val"), "")
        if marked != language and marked[:3] in ("en-", "cy-"):
            node.set(w("val"), language)
            changed = True
    return changed


def _default_run(styles: etree._Element) -> etree._Element:
    """Return the `w:lang` of the defaults, made where there is none: defaults first, `w:lang` late in its sequence."""
    defaults = styles.find(w("docDefaults"))
    if defaults is None:
        defaults = etree.Element(w("docDefaults"))
        styles.insert(0, defaults)
    run_default = _first_child(defaults, "rPrDefault")
    run = _first_child(run_default, "rPr")
    found = run.find(w("lang"))
    if found is None:
        found = etree.Element(w("lang"))
        put(run, found, RUN)
    return found


def _first_child(parent: etree._Element, name: str) -> etree._Element:
    found = parent.find(w(name))
    if found is None:
        found = etree.Element(w(name))
        parent.insert(0, found)
    return found


# Settings ------------------------------------------------------------------------------------------------


def quiet(file: WordFile) -> dict[str, bytes]:
    """Return the settings without those that make Word ask the reader something on opening."""
    part = file.one("settings")
    if not part:
        return {}
    root = file.tree(part)
    asking = [node for name in ("updateFields", "mailMerge") for node in root.findall(w(name))]
    for node in asking:
        root.remove(node)
    return {part: as_bytes(root)} if asking else {}


def compatibility(file: WordFile) -> int:
    """Return which Word's layout the file asks for: 15 is Word 2013 and later, less is "compatibility mode"."""
    part = file.one("settings")
    if not part:
        return 12
    for node in file.seen(part).iter(w("compatSetting")):
        value = node.get(w("val"), "")
        if node.get(w("name")) == "compatibilityMode" and value.isdigit():
            return int(value)
    return 12


def modern(file: WordFile) -> dict[str, bytes]:
    """Return the settings that take a file out of compatibility mode, as changed parts."""
    part = file.one("settings")
    if not part or compatibility(file) >= _MODERN:
        return {}
    root = file.tree(part)
    compat = root.find(w("compat"))
    if compat is None:
        compat = etree.Element(w("compat"))
        put(root, compat, SETTINGS)
    setting = next((n for n in compat.iter(w("compatSetting")) if n.get(w("name")) == "compatibilityMode"), None)
    if setting is None:
        setting = etree.SubElement(compat, w("compatSetting"))
        setting.set(w("name"), "compatibilityMode")
        setting.set(w("uri"), _WORD)
    setting.set(w("val"), str(_MODERN))
    return {part: as_bytes(root)}


_MODERN = 15


# Kind and properties -------------------------------------------------------------------------------------


def core_part(file: WordFile) -> str:
    """Return the name of the properties part, whether or not the file has one yet."""
    links = relationships_of(file, "")
    return next((link.target for link in links if link.kind.endswith(_CORE_END)), _CORE).lstrip("/")


def as_document(file: WordFile) -> dict[str, bytes]:
    """Return what makes a file a document with properties, whatever it was (.dotx, .dotm without macros)."""
    core = core_part(file)
    types = file.tree(TYPES)
    overrides = {node.get("PartName", "").lower(): node for node in types.iter(f"{{{CONTENT_TYPE}}}Override")}
    changed = {} if core in file.parts else {core: _NO_PROPERTIES}
    main = overrides.get(f"/{file.main}".lower())
    if main is not None and main.get("ContentType") != MAIN_TYPE:
        main.set("ContentType", MAIN_TYPE)
        changed[TYPES] = as_bytes(types)
    if f"/{core}".lower() not in overrides:
        add_override(types, core, _CORE_TYPE)
        changed[TYPES] = as_bytes(types)
    links = file.tree(LINKS)
    own = [node for node in links if node.get("Type", "").endswith(_CORE_END)]
    if not own:
        add_relationship(links, _CORE_KIND, core)
        changed[LINKS] = as_bytes(links)
    for node in own:
        if node.get("Type") != _CORE_KIND:
            node.set("Type", _CORE_KIND)  # LibreOffice 24.2 writes another, and a package may have but one
            changed[LINKS] = as_bytes(links)
    return changed


def without_old_styles(file: WordFile) -> dict[str, bytes | None]:
    """Return what takes out Word 2010's second copy of the styles, which must else be kept the same as the first."""
    links_part = relationships_part(file.main)
    links, types = file.tree(links_part), file.tree(TYPES)
    changed: dict[str, bytes | None] = {}
    for link in file.relationships:
        if link.kind == _OLD_STYLES:
            part = part_named(file.parts, file.main, link.target)
            changed[part] = None
            _drop(links, "Id", link.id)
            _drop(types, "PartName", f"/{part}")
    return {**changed, links_part: as_bytes(links), TYPES: as_bytes(types)} if changed else {}


_OLD_STYLES = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"


def _drop(root: etree._Element, attribute: str, value: str) -> None:
    for node in [node for node in root if node.get(attribute) == value]:
        root.remove(node)


def add_override(types: etree._Element, part: str, kind: str) -> None:
    """Add a part's content type to the tree of `[Content_Types].xml`."""
    added = etree.SubElement(types, f"{{{CONTENT_TYPE}}}Override")
    added.set("PartName", f"/{part}")
    added.set("ContentType", kind)


def add_relationship(links: etree._Element, kind: str, target: str) -> str:
    """Add a link to the tree of a relationships part and return its id."""
    taken = {node.get("Id") for node in links}
    number = 1
    while f"rId{number}" in taken:
        number += 1
    added = etree.SubElement(links, f"{{{PACKAGE_RELATION}}}Relationship")
    added.set("Id", f"rId{number}")
    added.set("Type", kind)
    added.set("Target", target)
    return f"rId{number}"
