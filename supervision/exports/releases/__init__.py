"""Releases as files: what leaves the office, each with its number, its state and its day on every page."""
