"""Where a session's entries, journeys and customers' answers are kept: the only floor with SQL."""
