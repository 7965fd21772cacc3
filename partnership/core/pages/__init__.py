"""Tables, filters and view mixins for public and staff pages."""
