"""What watches a database from outside: the queries of an exporter, alerts, and a dashboard."""
