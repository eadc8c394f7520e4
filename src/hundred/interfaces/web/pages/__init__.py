"""The pages by subject. Each view translates in, makes one call, and translates out."""
