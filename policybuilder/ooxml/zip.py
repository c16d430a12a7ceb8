"""A Word file as its parts, and back: a zip that is read with care and written the same way every time."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

from policybuilder.errors import Location, PolicyBuilderError, fail

MAX_FILES = 2_000
MAX_PART = 64 * 1024 * 1024
MAX_TOTAL = 256 * 1024 * 1024
"""How large a Word file may grow when it is unzipped: a letterhead with pictures is far below, a zip bomb above."""

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_LEVEL = 3  # a third of the time of the usual 6, for files a seventh larger
_ALREADY_SMALL = (".png", ".jpg", ".jpeg", ".gif", ".zip", ".emz", ".wmz")

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = "open it in Word and save it as a Word document (.docx)"


def write_parts(parts: Mapping[str, bytes]) -> bytes:
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
            archive.writestr(entry, content, compresslevel=_LEVEL)
    return stream.getvalue()


def same_parts(one: bytes, other: bytes) -> bool:
    """Return whether two Word files hold the same, whichever zlib packed them. A file that is damaged holds nothing."""
    if one == other:
        return True
    try:
        return read_parts(one, "one") == read_parts(other, "other")
    except PolicyBuilderError:
        return False


def read_parts(content: bytes, name: str) -> dict[str, bytes]:
    """Return every part of a Word file by its name, in the file's order.

    Raises PolicyBuilderError, located at `name`, when the bytes are no Word document: another format, encrypted,
    damaged, or larger than the limits above when unzipped.
    """
    if not zipfile.is_zipfile(io.BytesIO(content)):
        raise _other_format(content, name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _refuse_bomb(entries, name)
            parts = {entry.filename: _read(archive, entry, name) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError):
        message, hint = "the file is damaged: it cannot be unzipped whole", f"restore a copy, or {_SAVE_AS}"
        raise fail(Location(name), message, "shell-damaged", hint) from None
    if "[Content_Types].xml" not in parts:
        raise _not_word(parts, name)
    if any(part.startswith("/") or "\\" in part or ".." in part.split("/") for part in parts):
        # Whoever unzips what is made of this file must stay in the folder that they unzip it to.
        raise fail(Location(name), "the file has a part outside its folders", "shell-damaged", f"{_SAVE_AS}")
    return parts


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    if entry.flag_bits & 1:
        raise fail(Location(name), "the file is a zip with a password", "shell-encrypted", "save it without a password")
    with archive.open(entry) as stream:
        # One byte more than promised: the sizes in a zip's directory are only a claim.
        found = stream.read(entry.file_size + 1)
    if len(found) > entry.file_size:
        raise _too_large(name)
    return found


def _refuse_bomb(entries: list[zipfile.ZipInfo], name: str) -> None:
    sizes = [entry.file_size for entry in entries]
    if len(entries) > MAX_FILES or sum(sizes) > MAX_TOTAL or max(sizes, default=0) > MAX_PART:
        raise _too_large(name)


def _too_large(name: str) -> PolicyBuilderError:
    return fail(
        Location(name),
        f"the file unzips to more than {MAX_TOTAL // 1024**2} MB or {MAX_FILES} parts",
        "shell-too-large",
        "take out large pictures, or start from a new Word document",
    )


def _other_format(content: bytes, name: str) -> PolicyBuilderError:
    """Say what the file is, when its first bytes tell."""
    where = Location(name)
    if content.startswith(_OLE):
        # A password makes Word wrap the zip in the container that .doc files use.
        if "EncryptedPackage".encode("utf-16-le") in content:
            return fail(where, "the file is encrypted", "shell-encrypted", "save it without a password")
        return fail(where, "the file is an old Word document (.doc)", "shell-not-docx", _SAVE_AS)
    if content.startswith(b"%PDF"):
        return fail(where, "the file is a PDF", "shell-not-docx", "use the Word document it was made from")
    if content.startswith(b"{\\rtf"):
        return fail(where, "the file is rich text (.rtf)", "shell-not-docx", _SAVE_AS)
    if not content:
        return fail(where, "the file is empty", "shell-not-docx", "choose a Word document (.docx)")
    if content.startswith(b"PK"):
        return fail(where, "the file is damaged: it ends too soon", "shell-damaged", "restore a copy")
    return fail(where, "not a Word document", "shell-not-docx", "choose a Word document (.docx)")


def _not_word(parts: Mapping[str, bytes], name: str) -> PolicyBuilderError:
    if parts.get("mimetype", b"").startswith(b"application/vnd.oasis.opendocument"):
        return fail(Location(name), "the file is an OpenDocument file (.odt)", "shell-not-docx", "save it as .docx")
    return fail(Location(name), "a zip, but not a Word document", "shell-not-docx", "choose a Word document (.docx)")
