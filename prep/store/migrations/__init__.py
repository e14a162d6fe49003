"""Migrations, run by `prep.store.migrate`."""
