"""The file of a built policy that a person means, by its path or as they would name a side of a comparison."""

from __future__ import annotations

from pathlib import Path

from policybuilder.errors import Location, did_you_mean, fail
from policybuilder.files.read import is_regular, read_regular
from policybuilder.library.copies import refuse_lock
from policybuilder.library.workspace import OUTPUT
from policybuilder.lifecycle.manifests import VERSION_NAME, digest_of
from policybuilder.lifecycle.records import find_version, read_records
from policybuilder.writers import WRITERS

SUFFIXES = {
    name: writer.suffix for name, writer in sorted(WRITERS.items(), key=lambda item: item[1].opened) if writer.opened
}
"""The formats that a person opens, the likeliest first, and what their files end in."""

_STAGES = ("draft", "paper")


def built_file(root: Path | None, named: str, format: str = "") -> Path:
    """Return the file that `named` stands for: a path, or PROFILE, PROFILE/DOCUMENT, PROFILE/DOCUMENT@VERSION.

    Without a version it is the draft; "@paper" is the paper of the last meeting, "@approved" the version
    that stands, as the records say. Of several formats it is the Word file unless `format` says which. Raises
    PolicyBuilderError when it stands for no file, for one of another kind than those that are built, where the
    records cannot tell which version stands, and for a file of a version that is not as it was approved.
    """
    path = Path(named)
    refuse_lock(path.name, named)
    if path.suffix.lower() in SUFFIXES.values() or is_regular(path):
        return _checked(path, named)
    if root is None:
        hint = "name a file, or name a workspace with --workspace FOLDER"
        raise fail(Location(named), "no such file, and no workspace here", "no-such-file", hint)
    policy, at, stage = named.replace("\\", "/").partition("@")
    if at and not stage.strip():
        raise fail(Location(named), "no version follows the @", "unknown-version", "write @approved, or a number: @1.0")
    folder = _folder(root, policy, stage or "draft", named)
    wanted = [SUFFIXES[format]] if format else list(SUFFIXES.values())
    document = folder.parent.name
    found = next((file for suffix in wanted if (file := folder / f"{document}{suffix}").is_file()), None)
    if found is None:
        shown = folder.relative_to(root).as_posix()
        asked = f" --format {format}" if format and not WRITERS[format].is_usual else ""
        hint = f"`policybuilder build {policy.partition('/')[0]}{asked}` makes it" if stage in ("", "draft") else ""
        raise fail(Location(named), f"no {format or 'built'} file in {shown}/", "no-such-file", hint)
    if VERSION_NAME.fullmatch(folder.name):
        _refuse_altered(root, policy.partition("/")[0], found)
    return found


def _refuse_altered(root: Path, profile: str, file: Path) -> None:
    """Raise PolicyBuilderError for a file of an approved version that is not as it was approved."""
    document, version = file.parent.parent.name, file.parent.name
    record = find_version(read_records(root, profile, document), f"{profile}/{document}", version)
    if record.files.get(file.name) != digest_of(read_regular(file)):
        message = f"is not the file that was approved as {version}"
        hint = f"restore it from a copy; `policybuilder verify {profile} {document}` says what else was altered"
        raise fail(Location(file.relative_to(root).as_posix()), message, "altered", hint)


def _checked(path: Path, named: str) -> Path:
    if not is_regular(path):
        raise fail(Location(named), "no such file", "no-such-file", "look for the name, or name PROFILE/DOCUMENT")
    if path.suffix.lower() not in SUFFIXES.values():
        hint = f"policies end in {', '.join(SUFFIXES.values())}"
        raise fail(Location(named), "this is no built policy, and is not opened", "other-kind", hint)
    return path


def _folder(root: Path, policy: str, stage: str, named: str) -> Path:
    """Return the folder of a draft, paper or version."""
    profile, _, document = policy.partition("/")
    output = root / OUTPUT
    councils = _folders(output)
    if profile not in councils and len(named) < 200 and Path(named).is_dir():
        raise fail(Location(named), "this is a folder, not a policy", "no-such-file", "name a file in it")
    if profile not in councils:
        hint = did_you_mean(profile, councils, "`policybuilder build` builds policies")
        raise fail(Location(named), f'nothing is built for "{profile}"', "unknown-profile", hint)
    documents = _folders(output / profile)
    if not document and len(documents) == 1:
        document = documents[0]
    if document not in documents:
        message = f'{profile} has no built document "{document}"' if document else f'which document of "{profile}"?'
        hint = did_you_mean(document, documents, f"write {profile}/DOCUMENT; they are {', '.join(documents)}")
        raise fail(Location(named), message, "unknown-document", hint)
    stages = _folders(output / profile / document)
    versions = sorted((each for each in stages if VERSION_NAME.fullmatch(each)), key=_order)
    if stage == "approved" and versions:
        # Which one stands is for the records to say: the last may have been withdrawn.
        stage = find_version(read_records(root, profile, document), f"{profile}/{document}", stage).version
    if stage not in {*versions, *_STAGES} or stage not in stages:
        known = [each for each in stages if each in versions or each in _STAGES]
        hint = did_you_mean(stage, known, f"there are {', '.join(known)}" if known else "nothing is built yet")
        raise fail(Location(named), f'{profile}/{document} has no "{stage}"', "unknown-version", hint)
    return output / profile / document / stage


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _folders(folder: Path) -> list[str]:
    """Return the names of the folders in a folder, none where there is no such folder."""
    try:
        return sorted(each.name for each in folder.iterdir() if each.is_dir() and not each.name.startswith("."))
    except OSError:
        return []
