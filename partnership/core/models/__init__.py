"""Base models, natural keys, constraints and the register of record types."""

from partnership.core.models.autosave import AutosavedDraft, Presence

__all__ = ["AutosavedDraft", "Presence"]
