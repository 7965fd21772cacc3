"""Reading cells: numbers, text, dates, figures, periods, and the widgets of fields."""
