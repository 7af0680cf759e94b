"""`python -m smart_tokyo`: the command line."""

import sys

from smart_tokyo.commands.cli import main

if __name__ == "__main__":
    sys.exit(main())
