"""Voilà for a folder of exercises, with a door, owners and a lock on each."""
