"""Long work outside web requests: jobs, emails, and work that is due at a time."""
