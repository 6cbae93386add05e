"""How Django writes times where a template does not say: one way at the whole desk, by a clock of 24 hours.

How they are typed stays as Django has it for en-GB.
"""

DATETIME_FORMAT = "j M Y, H:i"
SHORT_DATETIME_FORMAT = "j M Y, H:i"
TIME_FORMAT = "H:i"
