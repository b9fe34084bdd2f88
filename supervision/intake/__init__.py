"""From the bytes that were handed over to rows that a ledger can take."""
