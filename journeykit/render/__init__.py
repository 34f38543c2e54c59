"""Drawings without a browser."""
