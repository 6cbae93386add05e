"""The pictures that stand for a page where somebody passes it on: drawn once, kept, served while public."""
