"""Base models, natural keys, constraints and the register of record types."""

from partnership.core.models.autosave import KeptDraft, Presence

__all__ = ["KeptDraft", "Presence"]
