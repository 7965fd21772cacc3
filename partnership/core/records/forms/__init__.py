"""Forms of records and their linked records, and what another person changed."""
