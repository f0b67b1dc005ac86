"""Keeps the kiosk running: a small outer process that starts it again when it dies or stands still.

It imports nothing of the kiosk, so that whatever broke the kiosk can't break it too.
"""
