"""LibreOffice's own document comparison: reads "old<TAB>new<TAB>output" lines, writes the seconds that each took.

Run by a Python that has `uno`; starts its own LibreOffice and ends it. Starting it is not counted.
"""

import sys
import tempfile
import time
from pathlib import Path

import uno  # type: ignore[import-not-found]  # noqa: F401  it makes com.sun.star importable
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]

sys.path.insert(0, str(Path(__file__).parent.parent))
from office_opens import Office  # type: ignore[import-not-found]


def main():
    with tempfile.TemporaryDirectory() as folder:
        office = Office(folder)
        try:
            for line in sys.stdin:
                old, new, output = line.rstrip("\n").split("\t")
                began = time.perf_counter()
                hidden = PropertyValue(Name="Hidden", Value=True)
                document = office.desktop.loadComponentFromURL(Path(new).as_uri(), "_blank", 0, (hidden,))
                dispatcher = office.manager.createInstance("com.sun.star.frame.DispatchHelper")
                url = PropertyValue(Name="URL", Value=Path(old).as_uri())
                silent = PropertyValue(Name="NoAcceptDialog", Value=True)
                frame = document.CurrentController.Frame
                dispatcher.executeDispatch(frame, ".uno:CompareDocuments", "", 0, (url, silent))
                kind = PropertyValue(Name="FilterName", Value="MS Word 2007 XML")
                document.storeToURL(Path(output).as_uri(), (kind,))
                document.close(True)
                print(time.perf_counter() - began, flush=True)
            office.desktop.terminate()
        finally:
            office.process.wait(timeout=60)


if __name__ == "__main__":
    main()
