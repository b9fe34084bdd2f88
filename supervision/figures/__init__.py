"""Metrics measured: the same object for screen, export and release."""
