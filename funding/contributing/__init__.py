"""Monitoring returns as contributors see and submit them."""
