"""The commands, a file each, named after the command. What they need is imported when they run: help stays quick."""
