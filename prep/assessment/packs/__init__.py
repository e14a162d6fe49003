"""What goes out to candidates, and what comes back: packs, the work on them, files of any kind sorted into parts."""
