"""Disclosure control: which counts are hidden so that no small one can be worked out from what is shown."""

THRESHOLD = 5
"""Counts of 1 to 4 are small: below city level and in crossed tables they are not shown."""
LEAST_DENOMINATOR = 10
"""No rate, share or median is told of fewer."""
