"""Span-keeping tools for English prose; nothing here knows of the OSCE."""
