"""Reading a draft: sentences, and the statements that they make."""
