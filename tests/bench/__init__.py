"""Speed, measured as ratios in one run; `make bench` runs it, `make test` leaves it out."""
