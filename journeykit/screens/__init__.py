"""One exercise each: widgets joined to a seat or a room."""
