"""The engine of records, forms, imports and history, which knows nothing of this domain."""
