"""Fixtures that several test files share."""

from browser import lab, lab_server

__all__ = ["lab", "lab_server"]
