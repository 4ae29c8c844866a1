"""The record as tables: its facts, its changes, and what its charts are drawn from."""
