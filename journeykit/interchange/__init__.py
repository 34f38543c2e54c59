"""Other people's files to models and counts, and back."""
