"""The officers' workplace: lists, forms and history of every kind of row.

What there is to work on is declared by each app, in a module `workplace` or
`workplace_records`, with the classes of `partnership.workplace.registry`; pages and
addresses are made from the declarations.
"""
