"""What is listened to in an old policy: its sentences, the cells of its rows, and what stands beside a label."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from policybuilder.adopt.old_policy import OldPassage
from policybuilder.checks.prose import sentences_of
from policybuilder.errors import Location, Problems
from policybuilder.library.library import Library
from policybuilder.library.parameters import Parameter
from policybuilder.library.schema import SoundModel
from policybuilder.library.sounds import Classes, Sound, Spoken, sound, with_classes
from policybuilder.library.sounds_like import SoundsLike, control_type

_ADDRESS = re.compile(r"\S@\S|https?://")
_FEW = 3
"""So many words with an address among them are no sentence of their own."""
_ITEM = re.compile(r"\(?\b([a-h]|i{1,3}|iv|v)\)\s+")
_RUN_IN = re.compile(r"([A-Z][\w'’-]*(?: [\w'’-]+){0,4})[:?] +(?=\S)")
_GOES_ON = re.compile(
    r"(?:It|They|This|These|That|Those|He|She|Do (?:this|that|it))\b(?! (?:policy|procedure|document)\b)"
)
"""A sentence that begins so is of what the one before it names."""
_A_POST = re.compile(
    r"\b(?:Officer|Manager|Director|Owner|Guardian|Lead|Group|Board|Team|Committee|Panel|Executive|Clerk|Services?|Head"
    r"|Chief|SIRO|DPO|Unit|Solicitor|Secretary|Leader|Cabinet|Forum)\b"
)
_BEFORE = (";", ":", ",", ".", " and", " or")
_OPENS, _CLOSES = re.compile(r"(?:^|(?<=[\s(]))['‘](?=[A-Z])"), re.compile(r"(?<=[.!?\w])['’](?=$|[\s.,;:)])")
"""Quotation marks of one stroke, round a sentence."""
_FEWEST_ITEMS = 2
_LONGEST_POST = 8
_HOW = "docs/clauses.md says how it is written"
LABEL_AND_VALUE = 2
"""How many cells a row of a control table has."""


@dataclass(frozen=True)
class Listener:
    """An ear for one way in which a decision is said. Facts of the document itself have no parameter."""

    name: str
    type: str
    entry: SoundModel
    sound: Sound
    words: tuple[str, ...] = ()
    unless: tuple[Sound, ...] = ()
    parameter: Parameter | None = None
    it: tuple[Sound, ...] = ()

    def is_said_otherwise(self, spoken: Spoken, text: str) -> bool:
        """Return whether a sentence holds words with which it says something else."""
        if any(word in text for word in self.words):
            return True
        return any(other.heard(spoken) is not None for other in self.unless)

    def is_the_question(self, answer: str) -> bool:
        """Return whether an answer is what was asked for: a SIRO is nobody who "is the SIRO"."""
        return any(each.heard(Spoken.of(answer)) is not None for each in self.it)


def listeners(library: Library, sounds: SoundsLike, problems: Problems) -> tuple[Listener, ...]:
    """Return what can be heard of each parameter, and of a document's owner, approving body and days.

    A pattern that cannot be read is noted in `problems`.
    """
    found = []
    known = library.reference.parameters.values()
    entries: list[tuple[str, str, SoundModel, Parameter | None, Location]] = [
        (each.name, each.type, entry, each, each.location) for each in known for entry in each.sounds_like
    ]
    for key, control in sounds.control.items():
        entries += ((f"document.{key}", control_type(key), entry, None, place) for entry, place in control)
    for name, type, entry, parameter, place in entries:
        try:
            it = tuple(_of(says, sounds.classes) for says in (entry.says, *entry.also) if entry.shape)
            said = sounds.said(entry)
        except ValueError as error:
            problems.add(place, _unheard(name, entry.says, error), "sounds-like", _HOW)
            continue
        for each in said:
            words = tuple(word.lower() for word in each.unless if "<" not in word)
            for says in (each.says, *each.also):
                try:
                    made = sound(with_classes(says, sounds.classes), type)
                    unless = tuple(_of(word, sounds.classes) for word in each.unless if "<" in word)
                except ValueError as error:
                    problems.add(place, _unheard(name, says, error), "sounds-like", _HOW)
                else:
                    found.append(Listener(name, type, each, made, words, unless, parameter, it))
    return tuple(found)


def _unheard(name: str, says: str, error: ValueError) -> str:
    return f'{name}: "{says}" cannot be heard: {error}'


def _of(words: str, classes: Classes) -> Sound:
    return sound(with_classes(words, classes), "text")


class Ears:
    """Finds, by the words that a pattern needs, which of many patterns a sentence can hold."""

    def __init__(self, listeners: Sequence[Listener]) -> None:
        self.listeners = listeners
        self.needing: dict[str, list[int]] = defaultdict(list)
        self.always: list[int] = []
        self.of: dict[str, list[int]] = defaultdict(list)
        self.items: list[int] = []
        for at, listener in enumerate(listeners):
            groups = listener.sound.needed
            if listener.sound.takes_items:
                self.items.append(at)
            elif listener.entry.of:
                for id in listener.entry.of:
                    self.of[id].append(at)
            elif not groups:
                self.always.append(at)
            else:
                for word in groups[0]:
                    self.needing[word].append(at)

    def near(self, spoken: Spoken, said: Iterable[str]) -> Iterator[tuple[int, Listener]]:
        """Yield the patterns that may be heard in a sentence of a passage that says some clauses, each with its rank.

        They come in their order. Whether a sentence holds all the words that one needs is not known yet.
        """
        found = set(self.always).union(*(self.needing[word] for word in self.needing.keys() & spoken.beginnings))
        found.update(*(self.of[id] for id in said if id in self.of))
        yield from ((at, self.listeners[at]) for at in sorted(found))

    def of_items(self, spoken: Spoken) -> list[tuple[int, Listener]]:
        """Return the patterns that may be heard of an item below what stands above its list, each with its rank."""
        near = ((at, self.listeners[at]) for at in self.items)
        return [(at, listener) for at, listener in near if listener.sound.may_be_heard(spoken)]


def sentences(passage: OldPassage) -> list[str]:
    """Return the sentences of a passage; a row is one."""
    if passage.kind in ("row", "header"):
        return [passage.text]
    return [sentence.text for sentence in sentences_of(passage.text)]


def spoken_parts(passage: OldPassage, labels: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield what is listened to in a passage, each with what stands above it.

    These are its sentences, each label of a line with what stands beside it, and the cells of a row below the names of
    their columns.
    """
    above = " ".join(part for part in (passage.heading, passage.lead) if part)
    if passage.kind in ("row", "header"):
        named = " ".join(passage.columns) if len(passage.cells) == LABEL_AND_VALUE else ""
        over = f"{above} {named}".strip()
        yield from ((over, text) for text in _duties_of_row(passage) or (passage.text,))
        beside = f"{above} {passage.cells[0]}".strip() if passage.cells and passage.columns else ""
        yield from ((beside, text) for text in _cells(passage))
        return
    if ";" not in passage.text and (run_in := _RUN_IN.match(passage.text)):
        # "Own phones: not for AI": a heading that stands in the line.
        for said in sentences_of(passage.text[run_in.end() :]):
            yield f"{above} {run_in[0]}".strip(), said.text
    for lead, part in _typed_items(passage.text):
        over = f"{above} {lead}".strip()
        asked = ""
        for text in _labelled(part, labels):
            before = ""
            for sentence in _with_addresses(_whole_quotations(sentence.text for sentence in sentences_of(text))):
                leads = _GOES_ON.match(sentence) and before != asked
                around = " ".join(each for each in (over, asked, before if leads else "") if each)
                yield from ((around, each) for each in _duties(sentence))
                before = sentence
                if sentence.endswith("?"):
                    asked = sentence


def items(passage: OldPassage) -> list[tuple[str, str]]:
    """Return the items that a passage is or holds, "We use it to: draft; shorten", each with what stands above it."""
    above = " ".join(part for part in (passage.heading, passage.lead) if part)
    if passage.kind == "item":
        return [(above, passage.text)]
    lead, colon, said = passage.text.partition(":")
    parts = [re.sub(r"^(?:and|or)\s+", "", part.strip()) for part in said.split(";") if part.strip()]
    if passage.kind != "paragraph" or not colon or len(parts) < _FEWEST_ITEMS:
        return []
    return [(f"{above} {lead}".strip(), part) for part in parts]


def _typed_items(text: str) -> list[tuple[str, str]]:
    """Return the items that somebody typed within a paragraph, "a) …; b) …", each with what leads into them."""
    found = [
        each for each in _ITEM.finditer(text) if each.start() == 0 or text[: each.start()].rstrip().endswith(_BEFORE)
    ]
    if len(found) < _FEWEST_ITEMS or found[0][1] not in ("a", "i"):
        return [("", text)]
    ends = [*(each.start() for each in found[1:]), len(text)]
    lead = text[: found[0].start()].strip()
    items = [(lead, text[each.end() : end].strip()) for each, end in zip(found, ends, strict=True)]
    return [("", lead), *items] if lead else items


def _duties(sentence: str) -> list[str]:
    """Return "Head of ICT: keeps the list; may stop a tool" as the sentence that each duty is of that post."""
    post, _, said = sentence.partition(": ")
    parts = [part.strip() for part in said.split(";") if part.strip()]
    if len(parts) < _FEWEST_ITEMS or not post[:1].isupper() or len(post.split()) > _LONGEST_POST:
        return [sentence]
    return [f"{post}: {part}" for part in parts]


def _duties_of_row(passage: OldPassage) -> list[str]:
    """Return "Head of ICT | Keeps the list. May stop a tool" as a row for each duty; nothing where it has only one."""
    if len(passage.cells) != LABEL_AND_VALUE or not _A_POST.search(passage.cells[0]):
        return []
    post, said = passage.cells
    parts = [part.strip() for each in sentences_of(said) for part in each.text.split(";") if part.strip()]
    if len(parts) < _FEWEST_ITEMS or len(post.split()) > _LONGEST_POST:
        return []
    return [f"{post} | {part}" for part in parts]


def _whole_quotations(sentences: Iterable[str]) -> list[str]:
    """Return sentences, those together that stand between one pair of quotation marks."""
    found: list[str] = []
    for sentence in sentences:
        if found and _is_in_quotation(found[-1]):
            found[-1] = f"{found[-1]} {sentence}"
        else:
            found.append(sentence)
    return found


def _is_in_quotation(text: str) -> bool:
    opened, closed = len(_OPENS.findall(text)), len(_CLOSES.findall(text))
    return text.count("“") > text.count("”") or text.count('"') % 2 == 1 or opened > closed


def _with_addresses(sentences: Iterable[str]) -> list[str]:
    """Return sentences, each with what only gives an address after it: "The Clerk advises. Contact: a@b.example"."""
    found: list[str] = []
    for sentence in sentences:
        if found and _ADDRESS.search(sentence) and len(sentence.split()) <= _FEW:
            found[-1] = f"{found[-1]} {sentence}"
        else:
            found.append(sentence)
    return found


def _cells(passage: OldPassage) -> Iterator[str]:
    cells = [cell for cell in passage.cells if cell]
    if len(passage.cells) <= LABEL_AND_VALUE:
        return
    if len(passage.columns) == len(passage.cells):
        yield from (f"{name}: {cell}" for name, cell in zip(passage.columns, passage.cells, strict=True) if cell)
    elif len(cells) % LABEL_AND_VALUE == 0:
        yield from (f"{cells[at]}: {cells[at + 1]}" for at in range(0, len(cells), LABEL_AND_VALUE))


def _labelled(text: str, labels: Iterable[str]) -> list[str]:
    """Return a line such as "Owner: Head of ICT Version: 2" as what stands beside each label."""
    if text.count(":") < LABEL_AND_VALUE:
        return [text]
    label = "|".join(re.escape(each) for each in sorted(labels, key=len, reverse=True))
    if not label:
        return [text]
    starts = [found.start() for found in re.finditer(rf"(?<!\w)(?:{label})\s*:", text, re.IGNORECASE)]
    if len(starts) < LABEL_AND_VALUE:
        return [text]
    ends = [*starts[1:], len(text)]
    first = [text[: starts[0]]] if text[: starts[0]].strip() else []
    return [*first, *(text[start:end].strip(" ,;|") for start, end in zip(starts, ends, strict=True))]
