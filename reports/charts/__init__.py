"""Shapes and layout of the SVG charts."""
