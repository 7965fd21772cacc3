"""Setting up the next year from this one."""
