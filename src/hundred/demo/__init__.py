"""A fictional region, made from a seed: what each publisher would publish, and the truth about it."""

from hundred.demo.maker import make

__all__ = ["make"]
