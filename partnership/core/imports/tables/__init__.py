"""Finding tables on a sheet, and turning them into the rows of a list."""
