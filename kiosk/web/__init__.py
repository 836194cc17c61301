"""Floor 4, HTTP in, HTML out: read the form, call one use, redirect or show the errors with 422."""
