"""What people bring to the catalogue: questions, requests for data, and what they made with it."""
