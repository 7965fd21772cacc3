"""Claims about a made-up county, and what the checks find in them."""
