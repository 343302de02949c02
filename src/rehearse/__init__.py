"""Practise interview answers out loud, and see what you really said."""

__version__ = "0.1.0"
