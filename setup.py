"""Packs what reading the built-in library gives along with it. Everything else is said in setup.cfg."""

import subprocess
import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithReadings(build_py):
    """Copies the package, then reads the library once, so that the first run of a user need not."""

    def run(self) -> None:
        """Copy the files, and make the store beside them. A checkout that is installed in place has none."""
        super().run()
        if not self.editable_mode:
            target = Path(self.build_lib).resolve() / "policybuilder" / "readings.json"
            command = [sys.executable, "-m", "policybuilder.lifecycle.shipped", str(target)]
            subprocess.run(command, cwd=Path(__file__).parent, check=True)


setup(cmdclass={"build_py": BuildWithReadings})
