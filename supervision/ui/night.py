"""What Streamlit's dark theme leaves too pale to read."""

from __future__ import annotations

BUTTONS = """
<style>
/* White on the pale blue of the night is 2.3 to 1. */
@media (prefers-color-scheme: dark) {
    [data-testid^="stBaseButton-primary"]:not(:disabled) p {color: #0B1E2B;}
}
</style>
"""
