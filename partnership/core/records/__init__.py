"""The staff area's lists, forms, histories and imports for every record type.

Each app declares its record types in `records`, with the classes of
`partnership.core.models.registry`; pages and addresses follow from the declarations.
"""
