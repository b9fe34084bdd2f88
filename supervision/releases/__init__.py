"""Releases: figures measured once, protected, worded, checked by a second person and frozen for good."""
