"""`python -m tolsel.testing URL` makes the template on a server, and prints its name."""

import sys

from tolsel.testing.template import make_template

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print(make_template(sys.argv[1]))
