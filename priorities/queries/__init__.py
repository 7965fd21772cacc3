"""Priorities, measures and their figures as pages and documents read them."""
