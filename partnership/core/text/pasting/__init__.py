"""Cleaning what people paste from Word, Google Docs, Excel, email and web pages."""
