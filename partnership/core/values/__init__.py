"""Years, dates, periods, money, missing values and how figures are worded."""
