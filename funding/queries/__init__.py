"""Funding as pages and documents read it: ledgers, overviews and differences."""
