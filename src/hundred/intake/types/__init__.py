"""What the cells of a column are: evidence from every cell, a decision on it, and the SQL that types them."""
