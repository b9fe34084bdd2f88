"""What each figure means: its question, unit, definition (口径), footnotes, and the shape it is drawn in."""
