"""Pages that import a file or a county’s workbook, from upload to report."""
