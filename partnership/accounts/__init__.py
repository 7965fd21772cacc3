"""Signing in, invitations, second factors, and who holds which role."""
