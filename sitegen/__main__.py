"""`python -m sitegen` is the command `sitegen`."""

from .cli import main

main()
