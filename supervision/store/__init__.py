"""The ledger file: versions of rows in DuckDB, batches, and the only place that reads queries/."""
