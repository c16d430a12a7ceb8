"""What changed: between two policies, several councils, or two Word files."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from policybuilder.compare import Comparison
    from policybuilder.compare.councils import Councils
    from policybuilder.library.library import Library
    from policybuilder.redline.result import Redline, Verdict
    from policybuilder.sequences.ignorable import Ignorable


def compare(
    library: Library | None,
    old: str,
    new: str,
    *,
    document: str = "",
    tracked: Literal["accept", "reject"] = "accept",
    ignore: Collection[Ignorable] = (),
    only_rules: bool = False,
) -> Comparison:
    """Return what changed from one side to another, why, how much it weighs and who must approve it.

    A side is written as for the command: a draft, an approved version, a library, or a file; `library` may be None when
    both are files. `document` says which document where a side names only a profile, and `tracked` how tracked changes
    in Word files are read. Changes in what is to be ignored alone (`ignore`), and those that change no rule where
    `only_rules`, are counted and not told. Raises PolicyBuilderError, with the nearest offered, for a side that stands
    for nothing.
    """
    from policybuilder.compare.ignored import without
    from policybuilder.lifecycle.sides import compare_sides

    found = compare_sides(library, old, new, document, tracked)
    return without(found, ignore, only_rules) if ignore or only_rules else found


def write_comparison(
    comparison: Comparison | Councils,
    format: str,
    library: Library | None = None,
    *,
    summary: bool = False,
    shell: str | Path | None = None,
) -> bytes:
    """Return what `compare` or `compare_councils` found as a file: "word", "html", "markdown", "json" or "text".

    A Word file (.docx) of a comparison holds every change with its words marked as formatting. It is in the Word file
    `shell`, else in the council's own shell, which is looked up in `library`. With `summary` it is the table for a
    committee report, as "word" or "markdown". Raises PolicyBuilderError for a shell that cannot be read or lacks
    something, for an unknown format, and for a summary in another than these two.
    """
    from policybuilder.errors import Location, fail
    from policybuilder.lifecycle.comparison_files import formats_of

    known = formats_of(comparison, summary)
    if format not in known:
        hint = f"the formats are {', '.join(known)}"
        raise fail(Location("format"), f"unknown format {format!r}", "unknown-format", hint)
    return known[format](comparison, library, Path(shell) if shell else None)


def compare_councils(library: Library, profiles: Iterable[str], document: str = "") -> Councils:
    """Return the decisions and clauses in which the policies of several councils differ.

    Raises PolicyBuilderError for a profile that is not there, and for one whose document is not known or is wrong.
    """
    from policybuilder.compare.councils import compare_councils as compare_documents
    from policybuilder.lifecycle.sides import open_policy

    return compare_documents([open_policy(library, name, document).document for name in dict.fromkeys(profiles)])


def redline(
    library: Library | None,
    old: str,
    new: str,
    *,
    author: str = "policybuilder",
    date: str = "2000-01-01T00:00:00Z",
    granularity: Literal["word", "character"] = "word",
    moves: bool = True,
    existing: Literal["accept", "reject", "refuse", "keep"] = "accept",
    strict: bool = False,
    ignore: Collection[Ignorable] = (),
    shown: Literal["tracked", "colour"] = "tracked",
) -> Redline:
    """Return the changes from one Word file to another as one with tracked changes, with the verdict on it.

    A side is a Word file, a draft or an approved version, which is held against its record; `library` may be None when
    both are files. Changes in what is to be ignored alone (`ignore`) are not marked, and the verdict says so. With
    `shown` as "colour" the changes are plain formatting, and none is tracked. The other words are those of
    `redline.redline`. Raises PolicyBuilderError for a side that stands for nothing, cannot be read or was altered since
    its approval, and, where `strict`, when the redline is not proven.
    """
    from policybuilder.lifecycle.word_sides import word_side
    from policybuilder.redline import redline as redline_files
    from policybuilder.redline.colour import in_colour
    from policybuilder.redline.ignored import without

    done = redline_files(
        word_side(library, old),
        word_side(library, new),
        author=author,
        date=date,
        granularity=granularity,
        moves=moves,
        existing=existing,
        names=(old, new),
        strict=strict,
    )
    left = without(done, ignore) if ignore else done
    return in_colour(left) if shown == "colour" else left


def verify_redline(
    library: Library | None,
    old: str,
    new: str,
    marked: str | Path,
    *,
    existing: Literal["accept", "reject", "refuse", "keep"] = "accept",
) -> Verdict:
    """Return whether accepting every change of a Word file gives `new` and rejecting every change gives `old`.

    The sides are as for `redline`; `marked` is the file, whoever made it. Raises PolicyBuilderError for a side that
    stands for nothing, and when a file cannot be read.
    """
    from policybuilder.files.read import read_input
    from policybuilder.lifecycle.word_sides import word_side
    from policybuilder.redline import verify as verify_files

    return verify_files(word_side(library, old), word_side(library, new), read_input(Path(marked)), existing)
