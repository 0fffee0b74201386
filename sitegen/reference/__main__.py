"""Writes the reference to the standard output: `python -m sitegen.reference > docs/reference.md`."""

import sys

from . import reference

if __name__ == "__main__":
    sys.stdout.write(reference())
