"""Texts and returns that contributors are asked for and submit."""
