"""Numbers from counts, each with its uncertainty."""
