"""Records, forms, imports and history, for any domain."""
