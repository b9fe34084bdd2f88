"""The few inline scripts that pages contain; the content policy knows them by their hashes and lets no other run."""

from __future__ import annotations

from supervision.text import Language
from supervision.ui import print_look

TONGUES: dict[Language, str] = {"zh": "zh-CN", "en": "en"}


def speak(language: Language) -> str:
    """Tells the browser, and through it whoever reads the page aloud, which language this is."""
    return f"document.documentElement.lang = '{TONGUES[language]}'"


SCRIPTS = (*(speak(language) for language in TONGUES), print_look.SCRIPT)
