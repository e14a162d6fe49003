"""Take-homes, in rooms that follow the work: spec <- packs <- register <- decision."""
