"""Take-homes: put together, sent, collected, graded in bulk, compared, reviewed, decided on."""
