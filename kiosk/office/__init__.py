"""What the librarian does and asks, a module a subject; every change goes through editing."""
