"""Where the bundle starts: the command line, also in each process that a build of many councils starts."""

from __future__ import annotations

import multiprocessing

from policybuilder.cli import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    main()
