"""The facts of a minute book and the rules by which they come about: no clock, no database."""
