"""The table in which officers edit a year's allocations."""
