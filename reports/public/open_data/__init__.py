"""Published figures as files: JSON, CSV, XLSX and 360Giving, with a description."""
