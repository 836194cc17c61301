"""Accidents and deaths."""
