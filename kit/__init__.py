"""The install kit: a folder on a stick that brings the kiosk to a machine without a network.

`build` and what it calls run where there is a network; `install`, `versions` and `hashes` run on the
machine, on the Python the kit carries, and need nothing but it.
"""
