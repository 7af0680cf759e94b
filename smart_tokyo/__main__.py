"""`python -m smart_tokyo`: the command line."""

from __future__ import annotations

import sys

from smart_tokyo.commands.cli import main

if __name__ == "__main__":
    sys.exit(main())
