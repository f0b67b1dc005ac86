"""What comes on a stick: found, copied within bounds, checked, signed, and made live as one set."""
