"""Chance, the same every time it is asked: one seed, and a separate stream for each part of the sample."""

import math
from datetime import timedelta
from random import Random

SEED = "sample 1"  # another seed, another city: expected.json must then be written anew


def dice(what: str) -> Random:
    """Chance for one part of the sample, so that a change to one part leaves the others as they are."""
    return Random(f"{SEED}, {what}")


def pick(chance: Random, weights: dict[str, int]) -> str:
    """One of the keys, each as likely as its weight says."""
    return chance.choices(list(weights), weights=list(weights.values()))[0]


def days_taken(chance: Random, median: float, spread: float) -> timedelta:
    """How long something takes: mostly about the median, now and then very long."""
    return timedelta(max(1, round(median * math.exp(chance.gauss(0, spread)))))
