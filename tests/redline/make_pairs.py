"""Make the corpus of pairs: `python -m tests.redline.make_pairs` writes it anew to tests/redline/pairs.

Those of `named_pairs` are always written. The files that LibreOffice saved are made by `--office`, and built policies
are copied by `--policies`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.redline.named_pairs import PAIRS

FOLDER = Path(__file__).parent / "pairs"
OFFICE = (
    "paragraph-moved-down",
    "table-row-inserted",
    "footnote-text-changed",
    "list-item-deleted",
    "header-and-footer-changed",
    "sentence-rewritten",
)


def write_pairs() -> None:
    """Write every pair that has a name in `named_pairs`."""
    FOLDER.mkdir(exist_ok=True)
    for name, (old, new) in PAIRS.items():
        (FOLDER / f"{name}.old.docx").write_bytes(old)
        (FOLDER / f"{name}.new.docx").write_bytes(new)


def write_office_pairs() -> None:
    """Write pairs as LibreOffice saves them: each of them both re-saved, and one side only."""
    with tempfile.TemporaryDirectory() as folder:
        names = [f"{name}.{side}.docx" for name in OFFICE for side in ("old", "new")]
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder]
        subprocess.run([*command, *(str(FOLDER / name) for name in names)], check=True, capture_output=True)
        for name in names:
            (FOLDER / f"saved-by-libreoffice-{name}").write_bytes((Path(folder) / name).read_bytes())
    mixed = "saved-by-libreoffice-on-one-side-only"
    (FOLDER / f"{mixed}.old.docx").write_bytes((FOLDER / f"{OFFICE[0]}.old.docx").read_bytes())
    (FOLDER / f"{mixed}.new.docx").write_bytes((FOLDER / f"saved-by-libreoffice-{OFFICE[0]}.new.docx").read_bytes())


def write_policy_pairs() -> None:
    """Keep the policies of illustrative councils as they are built now: neighbours, and the versions of one."""
    output = Path(__file__).parents[2] / "output"
    name = "generative-ai-policy"
    for old, new in (("riverton", "strathlorne"), ("riverton", "millbeck")):
        for side, council in (("old", old), ("new", new)):
            content = (output / council / name / "draft" / f"{name}.docx").read_bytes()
            (FOLDER / f"policy-of-{old}-to-{new}.{side}.docx").write_bytes(content)
    for old, new in (("1.0", "1.1"), ("1.1", "1.2"), ("1.2", "2.0"), ("1.0", "2.0")):
        for side, version in (("old", old), ("new", new)):
            content = (output / "ashcombe" / name / version / f"{name}.docx").read_bytes()
            (FOLDER / f"policy-version-{old}-to-{new}.{side}.docx").write_bytes(content)


if __name__ == "__main__":
    write_pairs()
    if "--policies" in sys.argv:
        write_policy_pairs()
    if "--office" in sys.argv:
        write_office_pairs()
