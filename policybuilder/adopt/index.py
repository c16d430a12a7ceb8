"""What the library says, sentence by sentence, in every branch of its clauses, ready to be found by its words."""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from policybuilder.adopt.stems import Meanings
from policybuilder.adopt.subjects import Subjects, subjects_of
from policybuilder.adopt.tongue import words_of
from policybuilder.checks.prose import Part, Sentence, TextOrigin, clause_parts, sentences_of
from policybuilder.checks.typical import ANY, Typical
from policybuilder.errors import Problems
from policybuilder.library.clauses import ClauseSource
from policybuilder.library.library import Library
from policybuilder.library.sounds_like import SoundsLike, load_sounds_like
from policybuilder.readings import READINGS, key_of

SayingKind = Literal["sentence", "saying", "title"]


_OPEN, _CLOSE = "\ue020", "\ue021"
_NAME = re.compile(f"{_OPEN}[^{_CLOSE}]*{_CLOSE}")
_UNNAMED = {"document.owner": "role that owns the policy", "document.approver": "body that approves the policy"}
"""What a document names and no parameter does, in the words of a report."""
"""Names that another council has its own for stand between marks until a saying's words are taken."""

_UNKNOWN = 2.0
"""What a word that the library does not know weighs: little, because a policy says much that is not its rule."""
_SAID, _SATURATED = {"sentence": 1.0, "saying": 3.0, "title": 1.0}, 2.0
"""How often a word counts as said where it stands, and how soon more of it tells little more (BM25, `k1`)."""
_LEVELS = {"mandatory": 1.0, "recommended": 0.9, "optional": 0.8}
"""What a clause counts by its level: what every council must say is likelier said than what few need."""
_TELLS = 0.2
"""What a word weighs at least that is looked for: one that nearly every clause has, such as AI, tells nothing."""
_MANY, _FEW = 0.25, 3
"""In which share of a policy's passages, and in how many at least, a word is what the whole policy is about."""
_HEADED = 0.4
"""From which likeness a heading is a clause's own."""
_MUCH = 6.0
"""What words of a heading weigh that leave little doubt of its subject."""
_BESIDE = ("appendices", "front-matter")
"""Topics whose clauses say again what others say, but for those that have sayings of their own."""
_MOST_INDEXES = 8
"""How many indexes a process keeps: councils have few sets of documents."""
_AGAIN = 0.6
"""What a clause counts that says again what another says."""


@dataclass(frozen=True)
class Saying:
    """Something that a clause says: a sentence of its text, a saying of sounds_like.yaml, or its title.

    `words` are its words as they are compared; `position` is where its passage begins in the body, -1 for none;
    `printed` are those words of it that a council's answers print.
    """

    clause: str
    kind: SayingKind
    text: str
    words: frozenset[str]
    position: int = -1
    printed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Index:
    """The sayings of some clauses, how much each word tells, and which sayings hold a word.

    `tells` is how strongly a word speaks for each clause that has it, from 0 to 1; `mass` is what the words of each
    saying weigh together. `likely` is what each clause counts before a word is read: less where it is seldom needed, or
    says again, in short, what others say, as summaries and most appendices do. `sentences` are those of each clause's
    text, `subjects` what the clauses are about, and `firsts` the first saying of each. `english` are the words of all
    sayings in small letters, which a text in English is known by.
    """

    clauses: Mapping[str, ClauseSource]
    sayings: tuple[Saying, ...]
    meanings: Meanings
    weights: Mapping[str, float]
    holding: Mapping[str, tuple[int, ...]]
    mass: tuple[float, ...]
    tells: Mapping[str, Mapping[str, float]]
    likely: Mapping[str, float]
    sentences: Mapping[str, tuple[int, ...]]
    subjects: Subjects
    firsts: Mapping[str, Saying]
    english: frozenset[str]
    headings: dict[frozenset[str], dict[str, float]] = field(default_factory=dict)
    above: dict[frozenset[str], dict[str, float]] = field(default_factory=dict)

    def weight(self, word: str) -> float:
        """Return how much a word tells of which clause is meant, or that none is."""
        return self.weights.get(word, _UNKNOWN)

    def among(self, texts: Sequence[str]) -> Index:
        """Return the index for the texts of a policy: what many of them say tells less of which clause one is about."""
        holding = Counter(word for text in texts for word in set(self.meanings.words(text)))
        least = max(_MANY * len(texts), _FEW)
        often = {word: count / len(texts) for word, count in holding.items() if count > least and word in self.weights}
        if not often:
            return self
        weights = {word: weight * (1 - often.get(word, 0.0)) for word, weight in self.weights.items()}
        mass = tuple(math.fsum(weights[word] for word in saying.words) for saying in self.sayings)
        subjects = self.subjects.less(often)
        return replace(self, weights=weights, mass=mass, subjects=subjects, headings={}, above={})

    def headed(self, heading: frozenset[str]) -> Mapping[str, float]:
        """Return how far a heading is a clause's own, by clause: its title, or a saying of it, in the same words."""
        if heading not in self.headings:
            self.headings[heading] = dict(self._headed(heading))
        return self.headings[heading]

    def _headed(self, heading: frozenset[str]) -> Iterator[tuple[str, float]]:
        total = self.mass_of(heading)
        met: dict[int, float] = defaultdict(float)
        for word in sorted(heading):
            for at in self.holding.get(word, ()):
                met[at] += self.weight(word)
        found: dict[str, float] = {}
        for at, common in met.items():
            saying = self.sayings[at]
            if saying.kind != "sentence":
                alike = 2 * common / ((total + self.mass[at]) or 1.0)
                found[saying.clause] = max(found.get(saying.clause, 0.0), alike)
        yield from ((clause, alike) for clause, alike in found.items() if alike >= _HEADED)

    def about(self, heading: frozenset[str]) -> Mapping[str, float]:
        """Return how surely a heading is about each clause's subject, from 0 to 1."""
        if heading not in self.above:
            met = self.subjects.met(heading)
            self.above[heading] = {
                clause: doubtless(math.fsum(words.values()) / _MUCH) for clause, words in met.items()
            }
        return self.above[heading]

    def mass_of(self, words: Iterable[str]) -> float:
        """Return what some words weigh together; `fsum`, because words of a set come in another order in every run."""
        return math.fsum(self.weight(word) for word in words)


def doubtless(share: float) -> float:
    """Return how little doubt words leave, from 0 to 1, by their share of what leaves little."""
    return 1 - math.exp(-(share**1.5))


def index_of(library: Library, ids: Iterable[str], problems: Problems) -> Index:
    """Return the index of some clauses; what is wrong with a clause or a file of sayings is noted in `problems`."""
    sounds = load_sounds_like(library, problems)
    meanings = Meanings.of(sounds.words)
    typical = _printed(library)
    clauses = {id: library.clause(id) for id in ids}
    stamp = _stamp(library)

    def read(clause: ClauseSource) -> tuple[Saying, ...]:
        key = key_of("sayings", stamp, clause.id, clause.front.title, clause.body)
        return READINGS.of(key, clause.id, lambda: tuple(_sayings(clause, sounds, meanings, typical)))

    sayings = tuple(saying for clause in clauses.values() for saying in read(clause))
    texts = tuple((id, clause.content_hash) for id, clause in clauses.items())
    # The page asks for the same clauses again and again; what was met in one policy is of no use to the next.
    return replace(_index(_Contents(stamp, texts, clauses, sounds, meanings, sayings)), headings={}, above={})


@dataclass(frozen=True)
class _Contents:
    """What an index is made of: the same where the files of sayings and the clauses' texts are the same."""

    stamp: str
    texts: tuple[tuple[str, str], ...]
    clauses: Mapping[str, ClauseSource] = field(compare=False)
    sounds: SoundsLike = field(compare=False)
    meanings: Meanings = field(compare=False)
    sayings: tuple[Saying, ...] = field(compare=False)


@lru_cache(maxsize=_MOST_INDEXES)
def _index(contents: _Contents) -> Index:
    clauses, sounds, sayings = contents.clauses, contents.sounds, contents.sayings
    vocabulary: dict[str, set[str]] = {id: set() for id in clauses}
    known_by: dict[str, set[str]] = {id: set() for id in clauses}
    firsts: dict[str, Saying] = {}
    holding: dict[str, list[int]] = defaultdict(list)
    sentences: dict[str, list[int]] = defaultdict(list)
    for at, saying in enumerate(sayings):
        if saying.kind == "sentence":
            sentences[saying.clause].append(at)
        else:
            known_by[saying.clause] |= saying.words
        firsts.setdefault(saying.clause, saying)
        vocabulary[saying.clause] |= saying.words
        for word in saying.words:
            holding[word].append(at)
    weights = _weights(vocabulary.values(), len(clauses))
    mass = tuple(math.fsum(weights[word] for word in saying.words) for saying in sayings)
    return Index(
        clauses,
        sayings,
        contents.meanings,
        weights,
        {word: tuple(found) for word, found in holding.items() if weights[word] >= _TELLS},
        mass,
        _tells(sayings),
        {id: _likely(clause, id in sounds.clauses) for id, clause in clauses.items()},
        {id: tuple(sentences.get(id, ())) for id in clauses},
        subjects_of(sounds.subjects, known_by, contents.meanings),
        firsts,
        words_of(saying.text for saying in sayings),
    )


def _tells(sayings: Iterable[Saying]) -> dict[str, dict[str, float]]:
    """Return how strongly each word speaks for each clause that has it, from 0 to 1."""
    said: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for saying in sayings:
        for word in saying.words:
            said[word][saying.clause] += _SAID[saying.kind]
    return {
        word: {clause: times / (times + _SATURATED) for clause, times in clauses.items()}
        for word, clauses in said.items()
    }


def _likely(clause: ClauseSource, has_sayings: bool) -> float:
    """Return what a clause counts before a word is read."""
    says_again = clause.topic in _BESIDE and not has_sayings
    return _LEVELS[clause.front.level] * (_AGAIN if says_again else 1.0)


def _stamp(library: Library) -> str:
    """Return one digest of the files that decide, beside a clause's own, what its sayings are."""
    digest = hashlib.sha256()
    for kind in ("sounds_like", "parameters", "terms", "law"):
        for file in library.workspace.versions_of(f"clauses/{kind}.yaml"):
            digest.update(hashlib.sha256(file.content()).digest())
    return digest.hexdigest()


def _printed_words(part: Part, sentence: Sentence) -> Iterable[str]:
    """Yield the words of a sentence that are printed values."""
    end = sentence.start + len(sentence.text)
    starts = [start for start, _, _ in part.pieces]
    for at, (start, _, is_value) in enumerate(part.pieces):
        until = starts[at + 1] if at + 1 < len(starts) else len(part.text)
        if is_value and start < end and until > sentence.start:
            yield part.text[max(start, sentence.start) : min(until, end)].strip(_OPEN + _CLOSE)


def _printed(library: Library) -> Callable[[str], str]:
    """Return what stands for a printed expression: typical words, marked where another council has its own names.

    Where there are none, the name of what would stand there is in square brackets, and counts as no word of the clause.
    """
    typical = Typical(library)
    parameters = library.reference.parameters
    named = {name for name, each in parameters.items() if each.fact or each.type == "role"}

    def words(expression: str) -> str:
        if "ref(" in expression:
            # Which number it has depends on the document.
            return f"{_OPEN}[{'Another' if 'capitalised' in expression else 'another'} section]{_CLOSE}"
        name = expression.partition("|")[0].strip()
        text = typical.words(expression)
        if text.lower() == ANY:
            label = parameters[name].label if name in parameters else _UNNAMED.get(name, "…")
            return f"{_OPEN}[{label}]{_CLOSE}"
        own = name in named or name.startswith(("document.", "council."))
        return f"{_OPEN}{text}{_CLOSE}" if own else text

    return words


def _weights(vocabularies: Iterable[set[str]], count: int) -> dict[str, float]:
    """Return the inverse document frequency of each word, a clause being a document (Robertson and Sparck Jones)."""
    frequency: dict[str, int] = defaultdict(int)
    for words in vocabularies:
        for word in words:
            frequency[word] += 1
    return {word: math.log(1 + (count - seen + 0.5) / (seen + 0.5)) for word, seen in frequency.items()}


def _sayings(
    clause: ClauseSource, sounds: SoundsLike, meanings: Meanings, typical: Callable[[str], str]
) -> Iterable[Saying]:
    id = clause.id
    found: dict[tuple[str, str], Saying] = {}

    def add(kind: SayingKind, text: str, position: int = -1, printed: tuple[str, ...] = ()) -> None:
        words = frozenset(meanings.words(_NAME.sub(" ", text)))
        shown = text.replace(_OPEN, "").replace(_CLOSE, "")
        if words:
            found.setdefault((kind, shown), Saying(id, kind, shown, words, position, printed))

    add("title", clause.front.title)
    for text in sounds.clauses.get(id, ()):
        add("saying", text)
    for part in clause_parts(clause.body, TextOrigin(clause.file, clause.body), typical):
        if part.kind == "heading":
            continue
        for sentence in sentences_of(part.text):
            printed = tuple(_printed_words(part, sentence))
            add("sentence", sentence.text, part.source_of(0), printed)
    return found.values()
