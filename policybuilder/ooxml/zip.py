"""A Word file as its parts, and back: a zip that is read with care and written the same way every time.

Files come from anywhere. One that is something else, encrypted, damaged, or larger than any document is refused with a
problem that says what it is and what to do. The limits are for every Word file, whichever command reads it.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from policybuilder.errors import Location, PolicyBuilderError, fail

MAX_PARTS = 5_000
MAX_XML = 64 * 1024 * 1024
MAX_TOTAL = 400 * 1024 * 1024
"""How much a Word file may hold when it is unzipped: one part of XML, and all its parts, in bytes."""
MAX_RATIO = 200
RATIO_COUNTS_FROM = 16 * 1024 * 1024
"""How often its own size a part may unzip to, when it unzips to more than so many bytes: a zip bomb does two hundred
to a thousand, real parts ten to sixty."""

TYPES = "[Content_Types].xml"
"""The part that says what each part is; every package has it."""

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_LEVEL = 3  # a third of the time of the usual 6, for files a seventh larger
_ALREADY_SMALL = (".png", ".jpg", ".jpeg", ".gif", ".zip", ".emz", ".wmz")
_UNREADABLE = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError)

_OLE = b"\xd0\xcf\x11\xe0"
_SAVE_AS = "open it in Word and save it as a Word document (.docx)"
_CHOOSE = "choose a Word document (.docx)"
_UNLOCK = "open it in Word and save it without a password"
_UNTRUSTED = "do not trust this file; ask its sender for a copy saved by Word"
_OTHERS = (
    (b"%PDF", "the file is a PDF", "docx-is-pdf", "use the Word document that it was made from"),
    (b"{\\rtf", "the file is rich text (.rtf)", "docx-is-rtf", _SAVE_AS),
    (_OLE, "the file is an old Word document (.doc)", "docx-is-doc", _SAVE_AS),
    (b"\x89PNG", "the file is a picture, not a Word document", "docx-not-docx", _CHOOSE),
    (b"\xff\xd8\xff", "the file is a picture, not a Word document", "docx-not-docx", _CHOOSE),
    (b"<", "the file is a web page or XML, not a Word document", "docx-not-docx", _CHOOSE),
)


def write_parts(parts: Mapping[str, bytes], level: int = _LEVEL) -> bytes:
    """Return the parts as a zip, in their order. The same parts give the same bytes: no clock, no machine.

    (The bytes also depend on the zlib that Python was built with; the unzipped parts do not.)
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _FIXED_TIME)
            entry.create_system = 0  # else the byte says which kind of machine wrote it
            stored = name.lower().endswith(_ALREADY_SMALL)
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, compresslevel=level)
    return stream.getvalue()


def same_parts(one: bytes, other: bytes) -> bool:
    """Return whether two Word files hold the same, whichever zlib packed them. A file that is damaged holds nothing."""
    if one == other:
        return True
    try:
        return read_parts(one, "one") == read_parts(other, "other")
    except PolicyBuilderError:
        return False


def read_parts(content: bytes, name: str, times: int = 1) -> dict[str, bytes]:
    """Return every part of a Word file by its name, in the file's order. Raises what `Parts` does."""
    return dict(Parts(content, name, times))


class Parts(Mapping[str, bytes]):
    """The parts of a Word file by name, in the file's order, each unzipped when it is asked for.

    Names have no leading slash, and none leads out of the folder that a file is unzipped to.
    """

    def __init__(self, content: bytes, name: str, times: int = 1) -> None:
        """Read the zip's directory. `name` is what messages call the file; it may be `times` as large as others.

        Raises PolicyBuilderError, located at `name`, for what is no Word document, encrypted, damaged, or larger than
        the limits above; a damaged part is found when it is asked for.
        """
        self.name = name
        if not zipfile.is_zipfile(io.BytesIO(content)):
            raise _other_format(content, name)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except _UNREADABLE:
            raise _damaged(name) from None
        entries = [entry for entry in self._archive.infolist() if not entry.is_dir()]
        names = [entry.filename.replace("\\", "/").lstrip("/") for entry in entries]
        _refuse(entries, names, name, times)
        self._entries = dict(zip(names, entries, strict=True))
        if TYPES not in self._entries:
            raise self._not_word()

    def __getitem__(self, part: str) -> bytes:
        """Return what a part holds. Raises PolicyBuilderError when it is damaged or holds more than the zip says."""
        entry = self._entries[part]
        try:
            with self._archive.open(entry) as stream:
                # The size in a zip's directory is only a claim: without a limit, all there is would be unzipped.
                found = stream.read(entry.file_size + 1)
        except _UNREADABLE:
            raise _damaged(self.name) from None
        if len(found) > entry.file_size:
            raise _damaged(self.name)
        return found

    def __contains__(self, part: object) -> bool:
        """Return whether the file has a part, without unzipping it."""
        return part in self._entries

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the parts."""
        return iter(self._entries)

    def __len__(self) -> int:
        """Return how many parts the file has."""
        return len(self._entries)

    def _not_word(self) -> PolicyBuilderError:
        if self.get("mimetype", b"").startswith(b"application/vnd.oasis.opendocument"):
            hint = "open it in LibreOffice and save it as a Word document (.docx)"
            return fail(Location(self.name), "the file is an OpenDocument file (.odt)", "docx-is-odt", hint)
        return fail(Location(self.name), "a zip, but not a Word document", "docx-not-docx", _CHOOSE)


def _refuse(entries: list[zipfile.ZipInfo], names: list[str], name: str, times: int) -> None:
    """Raise PolicyBuilderError for a zip with a password, with more than any document holds, or with unsafe names."""
    where = Location(name)
    if any(entry.flag_bits & 1 for entry in entries):
        raise fail(where, "the file is a zip with a password", "docx-encrypted", _UNLOCK)
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_PARTS or total > MAX_TOTAL * times or any(_is_too_large(entry, times) for entry in entries):
        raise fail(
            where,
            f"the file unzips to {total:,} bytes in {len(entries):,} parts, more than a document needs",
            "docx-too-large",
            "do not trust this file; if it is real, take out large pictures and save it again",
        )
    if any(".." in part.split("/") for part in names):
        # Whoever unzips what is made of this file must stay in the folder that they unzip it to.
        raise fail(where, "a part has a name that leads out of the file", "docx-bad-name", _UNTRUSTED)
    seen: set[str] = set()
    for part in names:
        if part.lower() in seen:
            hint = "open it in Word and save it again"
            raise fail(where, f'the file holds two parts called "{part}"', "docx-duplicate-part", hint)
        seen.add(part.lower())


def _is_too_large(entry: zipfile.ZipInfo, times: int) -> bool:
    if entry.filename.lower().endswith((".xml", ".rels")) and entry.file_size > MAX_XML * times:
        return True
    return entry.file_size > RATIO_COUNTS_FROM * times and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)


def _damaged(name: str) -> PolicyBuilderError:
    message, hint = "the file is damaged: it cannot be unzipped whole", f"restore a copy, or {_SAVE_AS}"
    return fail(Location(name), message, "docx-damaged", hint)


def _other_format(content: bytes, name: str) -> PolicyBuilderError:
    """Say what the file is, when its first bytes tell."""
    where = Location(name)
    if not content:
        return fail(where, "the file is empty", "docx-empty", _CHOOSE)
    if content.startswith(b"PK"):
        return fail(where, "the file is damaged: it ends too soon", "docx-damaged", "restore a copy")
    if content.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in content:
        # A password makes Word wrap the zip in the container that .doc files use.
        return fail(where, "the file is encrypted", "docx-encrypted", _UNLOCK)
    start = content[:64].lstrip()
    for opening, message, code, hint in _OTHERS:
        if start.startswith(opening):
            return fail(where, message, code, hint)
    return fail(where, "not a Word document", "docx-not-docx", _CHOOSE)
