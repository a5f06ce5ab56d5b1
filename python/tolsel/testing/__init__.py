"""Databases for an application's tests: a template that is made once, and quick copies of it."""

from tolsel.testing.template import LOGIN, copied, make_template

__all__ = ["LOGIN", "copied", "make_template"]
