"""The engine of records, forms, imports and history, independent of this domain."""
