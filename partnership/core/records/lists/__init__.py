"""Lists of records: columns, filters, search, bulk actions and downloads."""
