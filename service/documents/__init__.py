"""Documents handed in: taken in and read, their draft corrected, and accepted into the record."""
