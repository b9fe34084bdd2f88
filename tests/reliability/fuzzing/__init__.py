"""Kinds of input that are damaged and tried, and what is held of each."""
