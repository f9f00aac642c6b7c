"""Prints the reading of one document as JSON; what the scorer of the corpus runs."""

import json
import sys
from pathlib import Path

from service.errors import Unreadable
from service.intake.parse import parse
from service.intake.readers import read_document
from service.intake.reading import to_json


def main(arguments: list[str]) -> int:
    """Read the file named first in `arguments`; 1 where it cannot be read."""
    path = Path(arguments[0])
    try:
        source = read_document(path.read_bytes(), path.name)
    except Unreadable as error:
        sys.stderr.write(f"{path.name}: {error}\n")
        return 1
    json.dump(
        to_json(parse(list(source.blocks), path.name)), sys.stdout, ensure_ascii=False, indent=1
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
