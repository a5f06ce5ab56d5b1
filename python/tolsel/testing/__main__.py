"""`python -m tolsel.testing URL` makes the template on a server, and prints its name."""

import sys

from tolsel.cli.printer import echo
from tolsel.testing.template import make_template

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    echo(make_template(sys.argv[1]))
