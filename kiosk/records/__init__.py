"""What the kiosk remembers of its visits: numbers, never anybody."""
