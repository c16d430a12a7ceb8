"""What the register answers to a name: a council, those that have the name in theirs, or why there is none.

One search for the prompt and for `--council`. Only a name of its own is an answer; everything else is a guess, and a
person chooses.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from policybuilder.errors import Location, fail
from policybuilder.library.councils import (
    EndedCouncil,
    Register,
    RegisteredCouncil,
    has_come,
    place_words,
    reorganisation_of,
    slug,
)
from policybuilder.library.schema import ReorganisationModel
from policybuilder.library.strict_yaml import shown
from policybuilder.library.values import written_date

Kind = Literal["exact", "several", "words", "near", "ended", "to-be", "elsewhere", "none"]
"""exact: the name of one council; several: of more than one. words: councils with these words in their names; near:
with words like these. ended, to-be: a council that is no longer, or not yet. elsewhere: a body of a type that the
register does not hold. none: nothing."""

_NEAR = 0.85
"""How alike two words are that may be the same with a slip: hounslaw is hounslow, falmouth is not plymouth."""
_LEAST = 5
"""How many letters a word has at least in which a slip is looked for."""
_PREFIX = 4
"""How many letters of a word's beginning are enough to look for the word."""


@dataclass(frozen=True)
class Found:
    """What a name stands for: the councils to choose from, a sentence where there is something to say, and a hint."""

    kind: Kind
    councils: tuple[RegisteredCouncil, ...] = ()
    said: str = ""
    hint: str = ""

    @property
    def only(self) -> RegisteredCouncil | None:
        """The council of an exact name, or the only one that has the words of a name; None for a guess."""
        sure = self.kind == "exact" or (self.kind == "words" and not self.said)
        return self.councils[0] if sure and len(self.councils) == 1 else None


def look_up(name: str, register: Register) -> Found:
    """Return what the register answers to a name that a person typed: a council's name, id or code, or part of one."""
    wanted = slug(name)
    steps: tuple[Callable[[str, Register], Found | None], ...] = (_named, _to_be, _of_a_type, _of_place, _with_words)
    for step in steps:
        if wanted and (found := step(wanted, register)):
            if found.kind == "elsewhere":
                return _with_command(found, name, register)
            return found
    return Found("none", (), f"no council {shown(name)} in the register", _nothing_like(name))


def find_council(name: str, register: Register) -> RegisteredCouncil:
    """Return the council of a name, id or register code, or the only one that has these words in its name.

    Raises PolicyBuilderError that says what the name stands for instead, or offers those that it may stand for.
    """
    found = look_up(name, register)
    if found.only:
        return found.only
    where = Location("--council")
    names = [f"{council.id} ({council.official_name})" for council in found.councils]
    match found.kind:
        case "several":
            message = f"{shown(name)} is the name of several councils"
            raise fail(where, message, "which-council", f"choose one of: {', '.join(names)}")
        case "words":
            said = f". {found.said}" if found.said else ""
            message = f"{shown(name)} is in the names of {_counted(names)}{said}"
            raise fail(where, message, "which-council", f"choose one of: {', '.join(names)}")
        case "near":
            message = f"no council {shown(name)} in the register"
            raise fail(where, message, "unknown-council", f"did you mean {_or(names)}?")
        case "ended":
            hint = f"give --council {' or '.join(council.id for council in found.councils)}" if names else found.hint
            raise fail(where, found.said, "council-ended", hint)
        case "to-be":
            raise fail(where, found.said, "council-to-be", found.hint)
        case "elsewhere":
            raise fail(where, found.said, "not-in-register", found.hint)
    raise fail(where, found.said, "unknown-council", found.hint)


# A name of its own ---------------------------------------------------------------------------------------


def _named(wanted: str, register: Register) -> Found | None:
    """Return the council whose id, short name, official name or code this is; then the same of those that ended."""
    exact = [
        c for c in register.councils if wanted in (c.id, slug(c.short_name), slug(c.official_name), c.code.lower())
    ]
    if exact:
        return Found("exact" if len(exact) == 1 else "several", tuple(exact))
    ended = [c for c in register.ended if wanted in (slug(c.official_name), slug(c.short_name), c.code.lower() or None)]
    # Dorset alone is the council of today; Dorset County Council is the one that ended.
    full = [council for council in ended if wanted == slug(council.official_name)]
    if full or (ended and not _of_place(wanted, register)):
        return _ended(full or ended, register)
    return None


def _ended(ended: Sequence[EndedCouncil], register: Register) -> Found:
    said = " ".join(dict.fromkeys(sentence for council in ended for sentence in _ending(council, register)))
    successors = dict.fromkeys(one for council in ended for one in _successors(council, register))
    names = dict.fromkeys(name for council in ended for name in council.successors) if not successors else ()
    new = next((found for name in names if (found := _to_be(slug(name), register))), None)
    return Found("ended", tuple(successors), said, new.hint if new else "")


def _ending(council: EndedCouncil, register: Register) -> Iterator[str]:
    """Yield the sentences that say how a council ended and what took over, as far as today."""
    taken = f"; {_and(council.successors)} took over" if council.successors else ""
    later = [other for other in register.ended if other.official_name in council.successors]
    doubt = f" That was not verified. {council.check}" if council.check else ""
    yield f"{council.official_name} ended on {written_date(council.ended)}{taken}.{doubt}"
    for other in later:
        yield from _ending(other, register)


def _successors(council: EndedCouncil, register: Register) -> Iterator[RegisteredCouncil]:
    yield from (one for one in register.councils if one.official_name in council.successors)
    for other in register.ended:
        if other.official_name in council.successors:
            yield from _successors(other, register)


# Councils to be, and bodies of other types ---------------------------------------------------------------

_SHADOW = frozenset({"shadow", "authority", "unitary", "new"})


def _to_be(wanted: str, register: Register) -> Found | None:
    place = tuple(word for word in place_words(wanted) if word not in _SHADOW)
    for rule in register.facts.reorganisation:
        for successor in rule.successors:
            if place == place_words(successor):
                return _vesting(successor, rule, register)
    return None


def _vesting(successor: str, rule: ReorganisationModel, register: Register) -> Found:
    before = [council for council in register.councils if reorganisation_of(council, register.facts) is rule]
    first = next((council for council in before if council.code == rule.county), before[0] if before else None)
    day, note = written_date(rule.date), " ".join(rule.note.split())
    said = f"{successor} is a council to be, which the register does not hold yet: its vesting day is {day}. {note}"
    if has_come(rule.date, register.today):
        said = f"{successor} is a new council, which the register does not hold yet: its vesting day was {day}. {note}"
    name = successor if successor.endswith("Council") else f"{successor} Council"
    hint = f"to start its profile: {_command(name, rule.successor_type or 'unitary', list(rule.nations))}"
    if first:
        hint += (
            f". To start from a predecessor's: copy a profile such as profiles/{first.id}.yaml to "
            f"profiles/{slug(successor)}.yaml, and change id and council at its top"
        )
    return Found("to-be", (), said, hint)


def _of_a_type(wanted: str, register: Register) -> Found | None:
    words = wanted.split("-")
    for id, entry in register.facts.types.items():
        if any(_holds(words, slug(known).split("-")) for known in entry.known_by):
            return Found("elsewhere", (), id)
    return None


def _holds(words: list[str], phrase: list[str]) -> bool:
    """Return whether the words of a phrase stand one after another in some words."""
    return any(words[start : start + len(phrase)] == phrase for start in range(len(words) - len(phrase) + 1))


def _with_command(found: Found, name: str, register: Register) -> Found:
    """Return the answer for a body of a type that the register does not hold, with how to write its profile."""
    type = found.said
    label = register.facts.types[type].label
    kind = f"{'an' if label[0].lower() in 'aeiou' else 'a'} {label[0].lower()}{label[1:]}"
    said = f"{shown(name)} is not in the register of councils. By its name it is {kind}"
    nations = list(register.facts.types[type].nations)
    return Found("elsewhere", (), said, f"to start its profile: {_command(name, type, nations)}")


def _command(name: str, type: str, nations: Sequence[str]) -> str:
    nation = nations[0] if len(nations) == 1 else "NATION"
    given = f'policybuilder init --council "{" ".join(name.split())}" --type {type} --nation {nation}'
    return f"`{given}`" + ("" if len(nations) == 1 else f" (NATION is {_or(nations)})")


def _nothing_like(name: str) -> str:
    given = " ".join(name.split())
    example = f'"{given}"' if 0 < len(given) <= 60 and '"' not in given and slug(given) else "NAME"
    return (
        "give a part of its official name in English, such as hounslow. Parish, town and community councils, fire and "
        "rescue authorities, police bodies and national park authorities are not in the register: "
        f"`policybuilder init --council {example} --type parish` (or fire, police, national-park) starts a profile "
        "for one"
    )


# Parts of names ------------------------------------------------------------------------------------------


def _of_place(wanted: str, register: Register) -> Found | None:
    """Return the council of a place, such as bristol for City of Bristol, where no other is named after it, too."""
    place = place_words(wanted)
    found = [
        c for c in register.councils if place and place in (place_words(c.short_name), place_words(c.official_name))
    ]
    # Newcastle City Council is not what everyone in Newcastle-under-Lyme means by newcastle.
    start = "-".join(place)
    others = any(slug(c.short_name).startswith(f"{start}-") for c in register.councils if c not in found)
    if found and not others:
        return Found("exact" if len(found) == 1 else "several", tuple(found))
    ended = [c for c in register.ended if place and place in (place_words(c.short_name), place_words(c.official_name))]
    return _ended(ended, register) if ended and not found else None


def _with_words(wanted: str, register: Register) -> Found | None:
    """Return the councils that have all the words in their names, or words that begin so, or that are like them."""
    words = place_words(wanted) or tuple(word for word in wanted.split("-") if word == "london")
    if not words or all(len(word) < 3 for word in words):
        return None
    for kind, fits in (("words", _same), ("near", _begins), ("near", _alike)):
        found = [c for c in register.councils if _all_fit(words, _name_words(c, words), fits)]
        ended = [
            c for c in register.ended if _all_fit(words, slug(f"{c.short_name} {c.official_name}").split("-"), fits)
        ]
        if found:
            names = [council.official_name for council in ended]
            said = f"{_and(names)} {'has' if len(names) == 1 else 'have'} ended" if names else ""
            return Found("words" if kind == "words" else "near", tuple(_short_first(found, words)), said)
        if ended:
            return _ended(ended, register)
    return None


def _name_words(council: RegisteredCouncil, words: Sequence[str]) -> list[str]:
    # Every London borough has london in its official name; London alone is not the name of one.
    kept = council.short_name if "london" in words else f"{council.short_name} {council.official_name}"
    return slug(kept).split("-")


def _all_fit(words: Iterable[str], names: Sequence[str], fits: Callable[[str, str], bool]) -> bool:
    return all(any(fits(_saint(word), _saint(name)) for name in names) for word in words)


def _saint(word: str) -> str:
    return "st" if word == "saint" else word


def _same(word: str, name: str) -> bool:
    return word == name


def _begins(word: str, name: str) -> bool:
    return word == name or (len(word) >= _PREFIX and name.startswith(word))


def _alike(word: str, name: str) -> bool:
    if _begins(word, name):
        return True
    if min(len(word), len(name)) < _LEAST:
        return False
    matcher = difflib.SequenceMatcher(None, word, name)
    # Words of very different lengths are not alike, and to find that out letter by letter takes long.
    return matcher.real_quick_ratio() >= _NEAR and matcher.ratio() >= _NEAR


def _short_first(councils: Iterable[RegisteredCouncil], words: Sequence[str]) -> list[RegisteredCouncil]:
    """Return the councils, those first whose names begin with the words, then those with few other words."""

    def order(council: RegisteredCouncil) -> tuple[bool, int, str]:
        own = slug(council.short_name).split("-")
        return (own[0] != words[0], len(own), council.short_name)

    return sorted(councils, key=order)


def _counted(names: Sequence[str]) -> str:
    return f"{len(names)} council{'' if len(names) == 1 else 's'}"


def _or(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


__all__ = ["Found", "find_council", "look_up"]
