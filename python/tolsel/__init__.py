"""tolsel: the money office inside your own PostgreSQL."""

__version__ = "0.1.0"
