"""The first schema of desk.db."""
