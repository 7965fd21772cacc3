"""Reading spreadsheets, matching their columns and importing their rows."""
