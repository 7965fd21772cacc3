"""Slots of fields, and finding the records that cells name."""
