"""Who comes in at the desk: logging in, the second factor, passwords, and how long a session lasts.

django-allauth does the work; what is here says how it behaves in a newsroom (docs/decisions/0030-logging-in.md).
"""
