"""How `take` shows the edits of a Word file: a few lines for each, and what was and was not taken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from policybuilder.cli.screen import styled
from policybuilder.sequences.readable import CommonStretch, Words, common_words
from policybuilder.update.taking.told import KINDS, does, named, who

if TYPE_CHECKING:
    from policybuilder.update.taking.taken import Found, Taken


def edit_lines(found: Found, number: int, refused: str) -> Iterator[str]:
    """Yield an edit: its number, place and kind, the words before and after, who and when, comments, what it does."""
    edit = found.edits[number - 1]
    yield f"{styled(f'{number:>3}', bold=True)}  {edit.place}: {KINDS[edit.kind]}{_in_brackets(who(found, edit))}"
    before, after = _marked(edit.before, edit.after)
    if edit.before:
        yield f"     - {before}"
    if edit.after:
        yield f"     + {after}"
    for comment in edit.comments:
        yield f"     comment: {' '.join(comment.text.split())} ({comment.author or 'no name'})"
    if refused:
        yield styled(f"     not taken: {refused}", fg="yellow")
    elif what := does(found, edit):
        yield f"     {what}"


def _in_brackets(words: str) -> str:
    return f" ({words})" if words else ""


def remark_lines(found: Found) -> Iterator[str]:
    """Yield every comment with its place, and the words that it is on."""
    if found.remarks:
        yield f"comments: {len(found.remarks)}; what they ask is for you to do"
    for remark in found.remarks:
        comment = remark.comment
        on = f" on “{_short(comment.on)}”" if comment.on else ""
        answered = ", answered" if comment.resolved else ""
        yield f"  {remark.place}{on}: {' '.join(comment.text.split())} ({comment.author or 'no name'}{answered})"


def _short(words: str, most: int = 60) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= most else f"{flat[: most - 1].rstrip()}…"


def _marked(before: str, after: str) -> tuple[str, str]:
    """Return words before and after, with square brackets round those that changed where much is the same."""
    old, new = before.split(), after.split()
    common = common_words(Words(old, old), Words(new, new)) if old and new else []
    if not common:
        return " ".join(old), " ".join(new)
    parts: tuple[list[str], list[str]] = ([], [])
    at = [0, 0]
    for each in (*common, CommonStretch(len(old), len(new), 0)):
        for side, (words, start) in enumerate(((old, each.old), (new, each.new))):
            changed = words[at[side] : start]
            parts[side].extend([f"[{' '.join(changed)}]"] if changed else [])
            parts[side].extend(words[start : start + each.length])
            at[side] = start + each.length
    return " ".join(parts[0]), " ".join(parts[1])


def end_lines(done: Taken, dry_run: bool) -> Iterator[str]:
    """Yield what was taken and written, and all that was not taken, each with its place and why."""
    proposal, found = done.proposal, done.found
    if dry_run:
        yield from proposal.lines()
        yield "a dry run: nothing was written"
    elif proposal.files:
        yield styled(f"written: {', '.join(proposal.files)}", fg="green")
        yield f"`policybuilder undo {proposal.profile}` takes it back; `policybuilder build` makes the draft"
    elif not found.edits and not found.already:
        yield "no edits: the text is as it was sent"
    else:
        yield "nothing was written"
    if done.also:
        yield f"also reads otherwise: {', '.join(f'{each.number} {each.title}' for each in done.also)}"
    if found.already:
        yield f"{_counted(found.already)} in the draft already"
    if done.left:
        yield f"{_counted(len(done.left))} left in the file: {', '.join(each.place for each in done.left)}"
    if done.not_taken:
        yield styled(f"not taken: {len(done.not_taken)}", fg="yellow", bold=True)
        for each in done.not_taken:
            yield f"  {each.place}: {each.why}"
            yield f"    {each.words}"


def _counted(count: int) -> str:
    return "1 edit is" if count == 1 else f"{count} edits are"


def as_result(done: Taken, names: bool) -> dict[str, Any]:
    """Return what was taken and what was not as programs read it; names from Word only where they are wanted."""
    found = done.found
    taken = {found.number(edit) for edit in done.taken}
    return {
        "profile": found.draft.profile,
        "document": found.draft.id,
        "edits": [
            {
                "number": number,
                "kind": edit.kind,
                "clause": edit.clause,
                "place": edit.place,
                "before": edit.before,
                "after": edit.after,
                "taken": number in taken,
                **({"who": list(dict.fromkeys(named(each) for each in edit.tracked))} if names else {}),
            }
            for number, edit in enumerate(found.edits, start=1)
        ],
        "comments": [
            {
                "place": each.place,
                "on": each.comment.on,
                "text": each.comment.text,
                **({"who": each.comment.author} if names else {}),
            }
            for each in found.remarks
        ],
        "not_taken": [{"place": each.place, "words": each.words, "why": each.why} for each in done.not_taken],
        "already": found.already,
        "also": [each.id for each in done.also],
        "files": list(done.proposal.lines()),
    }
