"""People in a room, without a screen."""
