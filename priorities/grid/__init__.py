"""Entering the figures of a measure for the periods of a year, in a grid."""
