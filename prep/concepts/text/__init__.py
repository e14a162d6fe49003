"""What an answer is made of: plain words, sentences and clauses, and the language they are in."""
