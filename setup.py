"""Packs what reading the built-in library gives along with it. Everything else is said in setup.cfg."""

import subprocess
import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithReadings(build_py):
    """Copies the package, then reads the library once, so that the first run of a user need not."""

    def run(self) -> None:
        """Copy the files, and make the store beside them; a checkout that is installed in place gets one of its own."""
        super().run()
        command, here = [sys.executable, "-m", "policybuilder.lifecycle.shipped"], Path(__file__).parent
        if self.editable_mode:
            # Who works on the library may have left it with problems: then it is read at each run.
            if subprocess.run(command, cwd=here, stderr=subprocess.DEVNULL).returncode:
                sys.stderr.write("the library was not read: each run reads it\n")
            return
        target = Path(self.build_lib).resolve() / "policybuilder" / "readings.json"
        subprocess.run([*command, str(target)], cwd=here, check=True)


setup(cmdclass={"build_py": BuildWithReadings})
