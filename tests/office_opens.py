"""LibreOffice, started once, opens what it is asked to: what a document says, or the document in another format.

Run by a Python that has `uno`: reads lines "wish<TAB>path" from standard input and writes a line of JSON for each. The
wishes plain, accept and reject give a list of texts, as the document stands or after accepting or rejecting every
change; pdf and docx give the path of the file that LibreOffice saved. Null: the document brought LibreOffice down.
Starts its own LibreOffice with a profile of its own and ends it.
"""

import itertools
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]

_COMMANDS = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}
_FILTERS = {"pdf": "writer_pdf_Export", "docx": "MS Word 2007 XML"}
_NUMBERS = itertools.count()


def texts_of(text):
    found = []
    blocks = text.createEnumeration()
    while blocks.hasMoreElements():
        block = blocks.nextElement()
        if block.supportsService("com.sun.star.text.TextTable"):
            found.append("table")
            for name in sorted(block.CellNames):
                found.extend([f"{name}: {line}" for line in texts_of(block.getCellByName(name))])
        else:
            found.append(block.String)
    return found


def read(desktop, manager, folder, side, path):
    hidden = PropertyValue(Name="Hidden", Value=True)
    document = desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, (hidden,))
    try:
        if side in _FILTERS:
            saved = Path(folder) / f"{next(_NUMBERS)}.{side}"
            document.storeToURL(saved.as_uri(), (PropertyValue(Name="FilterName", Value=_FILTERS[side]),))
            return str(saved)
        if side in _COMMANDS:
            dispatcher = manager.createInstance("com.sun.star.frame.DispatchHelper")
            dispatcher.executeDispatch(document.CurrentController.Frame, _COMMANDS[side], "", 0, ())
        found = texts_of(document.Text)
        notes = document.Footnotes
        found += [f"note: {notes.getByIndex(at).String}" for at in range(notes.Count)]
        return found
    finally:
        document.close(True)


class Office:
    """A LibreOffice of its own; one that a document brings down is started again."""

    def __init__(self, folder):
        self.folder = folder
        self.starts = 0
        self.start()

    def start(self):
        self.starts += 1
        pipe = f"policybuilder{Path(self.folder).name}{self.starts}"
        self.process = subprocess.Popen(
            [
                "soffice",
                f"-env:UserInstallation=file://{self.folder}/profile",
                "--headless",
                "--norestore",
                f"--accept=pipe,name={pipe};urp;",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(120):
            try:
                context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except Exception:  # the office is still starting
                time.sleep(0.5)
        self.manager = context.ServiceManager
        self.desktop = self.manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)

    def read(self, side, path):
        """Return the texts, or the path of what was saved, or None when LibreOffice went down."""
        try:
            return read(self.desktop, self.manager, self.folder, side, path)
        except Exception:
            self.process.kill()
            self.process.wait(timeout=60)
            self.start()
            return None


def main():
    with tempfile.TemporaryDirectory() as folder:
        office = Office(folder)
        try:
            for line in sys.stdin:
                side, path = line.rstrip("\n").split("\t")
                print(json.dumps(office.read(side, path)), flush=True)
            office.desktop.terminate()
        finally:
            office.process.wait(timeout=60)


if __name__ == "__main__":
    main()
