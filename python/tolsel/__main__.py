"""`python -m tolsel` is `tolsel`."""

from tolsel.cli import main

main(prog_name="tolsel")
