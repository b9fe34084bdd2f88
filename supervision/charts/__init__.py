"""Figures drawn: one chart for each shape, and nothing that a figure does not say."""
