"""Bringing a database to this version of tolsel, and back: roles, migrations, code, releases."""
