"""The analysts' pages run by Streamlit's own test driver against a real ledger file."""
