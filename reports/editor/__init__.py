"""The document editor: outline, words, and the finished section beside them."""
