"""The whole product in the system's Chromium: what a reader sees, against a real server and real ledgers."""
