"""What banks send: statements of accounts, read from their formats into one common shape."""
