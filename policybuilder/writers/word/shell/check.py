"""What a council's own Word file lacks to be a shell, and how a document in it would read; prepare.py makes it one."""

from __future__ import annotations

from collections.abc import Iterator

from policybuilder.errors import Location, PolicyBuilderError, Problem, in_reading_order
from policybuilder.labels import labels_for
from policybuilder.ooxml.names import w
from policybuilder.ooxml.package import WordFile, macro_problems, open_word_file
from policybuilder.writers.word.shell.active import active_problems, carried, scanned
from policybuilder.writers.word.shell.art import art_problems
from policybuilder.writers.word.shell.contrast import contrast, is_colour
from policybuilder.writers.word.shell.fields import fields_of
from policybuilder.writers.word.shell.inherited import framed
from policybuilder.writers.word.shell.look import Look
from policybuilder.writers.word.shell.numbering import read_numbering
from policybuilder.writers.word.shell.own_words import own_word_problems, words_brought
from policybuilder.writers.word.shell.private import private_problems
from policybuilder.writers.word.shell.ready import TEXT_STYLES, style_problems
from policybuilder.writers.word.shell.sections import margins_of, section_of, section_problems, slot_of
from policybuilder.writers.word.shell.settings import compatibility, default_language, is_policys_language
from policybuilder.writers.word.shell.style_sheet import is_on, read_look
from policybuilder.writers.word.shell.tag_check import part_name, tag_problems
from policybuilder.writers.word.shell.theme import read_theme

_PREPARE = "`policybuilder shell prepare` puts it right"


def check_shell(shell: bytes, name: str) -> tuple[Problem, ...]:
    """Return everything that is wrong with a Word file as a shell, located at `name`, in reading order.

    An error stops a document from being written in it; a warning is about how the document will read or open.
    """
    try:
        file = open_word_file(shell, name)
    except PolicyBuilderError as error:
        return error.problems
    found: list[Problem] = []
    try:
        found += macro_problems(file)
        found += active_problems(scanned(file))
        look, numbering = read_look(file), read_numbering(file)
        found += tag_problems(file)
        found += style_problems(look, numbering, name, labels_for(default_language(file)))
        found += _language_problems(file)
        found += _reading_problems(file, look)
        found += _page_problems(file)
        found += _date_problems(file)
        found += own_word_problems(file, look, numbering)
        found += section_problems(file)
        found += art_problems(file)
        found += _opening_problems(file)
        found += private_problems(file)
    except PolicyBuilderError as error:
        found += error.problems
    return tuple(in_reading_order(found))


def shell_brings(shell: bytes, name: str) -> tuple[str, ...]:
    """Return the pictures and links that a Word file brings into every document; nothing for one that is damaged."""
    try:
        return carried(scanned(open_word_file(shell, name)))
    except PolicyBuilderError:
        return ()


def shell_words(shell: bytes, name: str) -> tuple[str, ...]:
    """Return the words of its own that a Word file brings into every document; nothing for one that is damaged."""
    try:
        return words_brought(open_word_file(shell, name))
    except PolicyBuilderError:
        return ()


def _warning(file: WordFile, message: str, code: str, hint: str = _PREPARE) -> Problem:
    return Problem(Location(file.name), message, code, hint, "warning")


def _language_problems(file: WordFile) -> Iterator[Problem]:
    """Yield where the text is not marked as British English (or Welsh): spelling and screen readers go by it."""
    code = "shell-language"
    language = default_language(file)
    if not is_policys_language(language):
        yield _warning(file, f'the text is marked as "{language or "no language"}", not as British English', code)
    others = {node.get(w("val"), "") for part in file.text_parts for node in file.seen(part).iter(w("lang"))} - {
        "",
        "en-GB",
        "cy-GB",
    }
    foreign = sorted(other for other in others if other.startswith("en-"))
    if foreign:
        yield _warning(file, f"some text is marked as {', '.join(foreign)}, not as British English", code)


def _reading_problems(file: WordFile, look: Look) -> Iterator[Problem]:
    """Yield what makes the document hard to read: no page numbers, small text, pale text or headings."""
    main = file.seen(file.main)
    section = section_of(slot_of(main), main)
    margins = margins_of(file, section).values() if section is not None else ()
    printed = [main, *(file.seen(part) for part in dict.fromkeys(margins) if part)]
    fields = [node.text or "" for tree in printed for node in tree.iter(w("instrText"))]
    fields += [node.get(w("instr"), "") for tree in printed for node in tree.iter(w("fldSimple"))]
    if not any(field.split()[:1] == ["PAGE"] for field in fields):
        message = "no page numbers: the contents list gives pages that the reader cannot find"
        yield _warning(file, message, "shell-page-numbers", "add a page number to the footer in Word")
    yield from _frame_problems(file, look)
    body = look.text.get("policy paragraph", look.default)
    if body.size < _READABLE:
        message = f"the text is {body.size:g} point; 12 is the usual least for public documents"
        yield _warning(file, message, "shell-small-text", "set the Normal style to 12 point in Word")
    headings = {f'the style "{name.capitalize()}"': look.text.get(name) for name in _HEADINGS}
    paper = _paper(file)
    for what, style in {"the text": body, **headings}.items():
        if style is None or not (is_colour(style.colour) or paper != _WHITE):
            continue
        large = style.size >= 18 or (style.bold and style.size >= 14)  # WCAG 2.2, "large scale"
        behind = style.fill if is_colour(style.fill) else paper
        ratio, least = contrast(style.colour if is_colour(style.colour) else _BLACK, behind), 3.0 if large else 4.5
        if ratio < least:
            ground = "white" if behind == _WHITE else f"the colour behind it ({behind})"
            message = f"the colour of {what} has a contrast of {ratio:.1f} to 1 on {ground}"
            hint = f"WCAG 2.2 level AA needs {least:g} to 1 for text of this size; choose a darker colour in Word"
            yield _warning(file, message, "shell-contrast", hint)


def _frame_problems(file: WordFile, look: Look) -> Iterator[Problem]:
    """Yield that styles stand in a frame: what is set in them is laid over other text, and never over two pages."""
    names = {look.ids[name]: name for name in TEXT_STYLES if name in look.ids}
    part = file.one("styles")
    found = [names[id] for id in framed(file.seen(part), names)] if part else []
    if not found:
        return
    shown = ", ".join(f'"{name.capitalize()}"' for name in found[:3]) + (" and others" if len(found) > 3 else "")
    message = f"paragraphs of the styles {shown} stand in a frame, which lies over other text and ends with its page"
    yield _warning(file, message, "shell-frame", _PREPARE)


_READABLE = 12
_HEADINGS = ("heading 1", "heading 2", "heading 3", "title")
_WHITE, _BLACK = "FFFFFF", "000000"


def _paper(file: WordFile) -> str:
    """Return the colour of the pages, as Word shows them on the screen."""
    background, settings = file.seen(file.main).find(w("background")), file.one("settings")
    is_shown = bool(settings) and is_on(file.seen(settings).find(w("displayBackgroundShape")))
    colour = read_theme(file).colour(background, "color") if is_shown else ""
    return colour.upper() if is_colour(colour) else _WHITE


def _date_problems(file: WordFile) -> Iterator[Problem]:
    """Yield the fields that print when a file was made, saved or printed: a policy is not, it is written anew."""
    for part in file.text_parts:
        for field in fields_of(file.seen(part)):
            if field.moment:
                what = f"the field {field.name}, in {part_name(part)}, prints when the file was {field.moment}"
                shows = "the document's date, or 1 January 2000 while it has none"
                if field.moment == "printed":
                    shows = "nothing until somebody prints it"
                yield _warning(file, f"{what}: in a policy, {shows}", "shell-date", _DATE_HINT)


_DATE_HINT = "put the tag {{ date }} in its place"


def _page_problems(file: WordFile) -> Iterator[Problem]:
    for node in file.seen(file.main).iter(w("pgSz")):
        if (node.get(w("w")), node.get(w("h"))) in (("12240", "15840"), ("15840", "12240")):
            yield _warning(file, "the page is US Letter, not A4", "shell-page-size", "choose A4 in Word (Layout, Size)")


def _opening_problems(file: WordFile) -> Iterator[Problem]:
    """Yield what Word would do on opening that a reader does not expect."""
    if compatibility(file) < 15:
        yield _warning(file, "Word opens the file in compatibility mode", "shell-compatibility")
    settings = file.one("settings")
    main = file.seen(file.main)
    if any(True for _ in main.iter(w("ins"), w("del"), w("moveFrom"), w("moveTo"))):
        hint = "accept or reject them in Word: they would stand in every document"
        yield _warning(file, "the file has tracked changes", "shell-tracked-changes", hint)
    protection = file.seen(settings).find(w("documentProtection")) if settings else None
    if protection is not None and protection.get(w("enforcement")) in ("1", "true"):
        hint = "take the protection off in Word, or nobody can fill in or review the document"
        yield _warning(file, "editing is restricted", "shell-protected", hint)
