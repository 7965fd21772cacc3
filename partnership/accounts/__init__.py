"""Sign-in, invitations, 2-step verification and user roles."""
