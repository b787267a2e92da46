"""Others that look for copies. They run in an environment of their own, without wenfeng."""
