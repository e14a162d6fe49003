"""What makes a study a system: stages, a gate, a kept model, runs, cards, a service, and a score."""
