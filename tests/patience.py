"""How long a test waits for a process: the machine of a CI may stand still for minutes. No bound of the product."""

PATIENCE = 300  # seconds
