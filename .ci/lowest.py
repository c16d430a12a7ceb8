"""Print the lowest version of every package that setup.cfg allows, as constraints for pip.

Run at the top of the repository: python .ci/lowest.py > lowest.txt; pip install -c lowest.txt -e ".[dev]"
"""

from __future__ import annotations

import configparser
import re
import sys
from pathlib import Path

_REQUIREMENT = re.compile(r"(?P<name>[A-Za-z0-9._-]+) >= (?P<lowest>[0-9][0-9.]*)")


def lowest(setup: str) -> list[str]:
    """Return a constraint for each package that is needed to run the program or to work on it.

    Raises ValueError for one without a lowest version: nobody could say which versions work.
    """
    config = configparser.ConfigParser()
    config.read_string(setup)
    extras = config["options.extras_require"]
    needed = "\n".join([config["options"]["install_requires"], *(extras[name] for name in extras if name != "engines")])
    constraints = []
    for line in filter(None, (line.strip() for line in needed.splitlines())):
        if line.startswith("policybuilder["):
            continue  # an extra that another takes along
        found = _REQUIREMENT.fullmatch(line)
        if found is None:
            raise ValueError(f'setup.cfg: "{line}" is not written as NAME >= LOWEST')
        constraints.append(f"{found['name']}=={found['lowest']}")
    return constraints


if __name__ == "__main__":
    setup = Path("setup.cfg").read_text(encoding="utf-8")
    sys.stdout.write("".join(f"{line}\n" for line in lowest(setup)))
