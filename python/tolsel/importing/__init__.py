"""Histories, customers and open invoices from elsewhere, each line taken exactly once."""
