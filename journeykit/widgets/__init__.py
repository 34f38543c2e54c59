"""Things to see and touch: plain values in, traits out."""
