"""Interactions of users, tagged with what speaks for a bot. Read :mod:`bot_tagging.pipeline` first."""
