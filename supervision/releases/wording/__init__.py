"""Wording: the sentences that are read aloud, what may be said at all, and the guards that refuse the rest."""
