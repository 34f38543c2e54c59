"""What a workshop talks about: frozen models, checked once."""
