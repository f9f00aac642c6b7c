"""The command line `minutebook`: data on standard output, talk on standard error.

Exit status: 0 it is done, 1 the answer is no or the input is invalid, 2 the command was wrong,
3 something is missing from what could be shown.
"""

from service.cli.main import main

__all__ = ["main"]
