"""Paper: what a leaders' page shows, typeset as an A4 file that stays true when the screen is gone."""
