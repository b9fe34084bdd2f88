"""The few inline scripts that pages contain; the content policy knows them by their hashes and lets no other run."""

from __future__ import annotations

from supervision.text import Language
from supervision.ui import print_look

TONGUES: dict[Language, str] = {"zh": "zh-CN", "en": "en"}


def speak(language: Language) -> str:
    """Tells the browser, and through it whoever reads the page aloud, which language this is."""
    return f"document.documentElement.lang = '{TONGUES[language]}'"


CONNECT = """
(() => {
    const home = new URL("./", location.href);
    const isKnown = () => document.cookie.includes("_streamlit_xsrf=");
    if (!isKnown()) fetch(new URL("_stcore/health", home)).catch(() => {});
    let told;  // once, for two parts of Streamlit ask, one after the other
    window.__streamlit = {
        BACKEND_BASE_URL: home.href,
        get HOST_CONFIG() {
            if (told === undefined) told = isKnown() ? {allowedOrigins: ["none"], useExternalAuthToken: false} : null;
            return told;
        },
    };
    // Before Streamlit hears it.
    window.WebSocket = class extends WebSocket {
        constructor(...told) {
            super(...told);
            this.addEventListener("message", event => {
                if (!(event.data instanceof ArrayBuffer) || !event.data.byteLength || new Uint8Array(event.data)[0] !== 0x7B) return;
                event.stopImmediatePropagation();
                dispatchEvent(new CustomEvent("sheet-said", {detail: new TextDecoder().decode(event.data)}));
            });
        }
    };
})();
"""
"""Tells Streamlit where its server is, and that no page stands around this one, before Streamlit starts. It takes no empty list of
pages that may; "none" is no address, so none may.

It would look below the page's own address first, be told that there is nothing, wait a tenth of a second and look one
higher; and then ask for the words that stand here before it connects. Without the cookie, by which the server knows that a
connection comes from its own page, it does ask first: so the cookie is fetched at once, and is there when Streamlit starts.

What comes over that connection and begins with a brace is no word of Streamlit's but a sheet, which `at_once` sends.
"""
SCRIPTS = (*(speak(language) for language in TONGUES), print_look.SCRIPT, CONNECT)
