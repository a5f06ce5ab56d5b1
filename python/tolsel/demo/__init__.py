"""The demo: a small shop, on a PostgreSQL server of its own."""
