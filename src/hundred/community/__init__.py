"""What people bring to the catalogue: questions on datasets, requests for data, and what they made of it."""
