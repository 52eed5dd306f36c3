"""The service desk without a window: it imports no Qt."""
