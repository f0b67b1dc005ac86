"""Stories: what they are, how they are read from files, and what is wrong with a file.

Imports no screen, no sound, no database and no clock; "today" is handed in.
"""
