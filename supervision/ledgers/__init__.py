"""What the office keeps: nine ledgers, each declared once, and the dated lists that their cells refer to."""
