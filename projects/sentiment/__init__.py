"""Is a film review for or against the film? From raw texts to a figure that holds on reviews not seen before."""
