"""Payung, in four floors: web (HTTP in, HTML out) on services (one verb per use, one transaction)
on files (what arrives and leaves as a file) on domain (the rules). The store, db/, is a house of its
own that only services visit. Nothing is imported here, so that a rule test never loads Flask."""
