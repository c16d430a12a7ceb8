"""What the ids in a story point at, once two packages' ids live together."""

from __future__ import annotations

from policybuilder.ooxml import names as n
from policybuilder.redline.ids import Merge
from policybuilder.redline.proving.normal import container_key, text_of
from policybuilder.redline.reading.keys import Key


class MergedReferences:
    """References of one story pair, in which old and new ids already mean the same."""

    def __init__(self, merge: Merge, part: str) -> None:
        """`part` is the new part that the story is written to."""
        self._merge, self._part = merge, part
        self._notes: dict[tuple[str, str], Key] = {}

    def rel(self, rel_id: str) -> Key:
        """Return what a relationship points at."""
        return self._merge.rel_key(self._part, rel_id)

    def style(self, kind: str, style_id: str) -> Key | None:
        """Return the style's id, or None for the default style."""
        return None if self._merge.new_shared.styles.is_default(kind, style_id) else style_id

    def num(self, num_id: str) -> Key:
        """Return the list's id."""
        return num_id

    def note(self, kind: str, note_id: str) -> Key:
        """Return what a note holds."""
        if (kind, note_id) not in self._notes:
            note = self._merge.notes.get((kind, note_id))
            self._notes[kind, note_id] = ("no note", note_id) if note is None else container_key(note, self)
        return self._notes[kind, note_id]

    def comment(self, comment_id: str) -> Key:
        """Return who said what in a comment."""
        comment = self._merge.comments.get(comment_id)
        if comment is None:
            return ("no comment", comment_id)
        return (comment.get(n.AUTHOR), comment.get(n.w("initials")), comment.get(n.DATE), text_of(comment))
