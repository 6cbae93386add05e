"""Measuring the finder on texts whose attributions were marked by hand, and writing down what editors decided so that
it can be measured on a newsroom's own copy."""
