"""All lists of a county in one workbook."""
