"""Copies of the ledger file handed out to other processes: written once, checksummed, never changed."""
