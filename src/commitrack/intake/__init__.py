"""Intake: sources to readings, many at once, and readings to statements of the ledger."""
