"""Spreadsheets that officers bring in: what one must hold, a check, and the saving.

`guide` says what a file of a kind of row must hold, `checking` tries it and saves it,
`kept` keeps it in between, `tables` and `views` show it.
"""
