"""Files and tables that never change once written; the only speaker to the query engine."""
