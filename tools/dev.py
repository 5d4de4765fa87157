"""What `./run`, `./test` and `.ci/run` call, with any Python: sees to the environment, then goes on inside it.

This file alone must be readable by an older Python, so that it can say what is wrong.
"""

import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - older Pythons read this

if sys.version_info < (3, 11):  # noqa: UP036 - the very check that says so
    sys.exit(
        "Python 3.11 or newer is needed, and this is %d.%d. " % sys.version_info[:2]  # noqa: UP031 - as above
        + "Name another one: PYTHON=/path/to/python3.11 ./run"
    )
if sys.platform == "win32":
    sys.exit("On Windows this runs inside WSL (Windows Subsystem for Linux): install a Debian there and use ./run.")

sys.path[0] = ROOT  # our modules go by their full names

from tools.environment import enter  # noqa: E402 - only now is it known that this Python can read it

if __name__ == "__main__":
    enter(sys.argv[1], sys.argv[2:])
