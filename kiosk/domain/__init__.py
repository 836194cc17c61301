"""Floor 1, the rules: values in, values out. Standard library, python-stdnum and phonenumbers only."""
