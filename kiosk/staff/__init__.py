"""What staff do with a stick in hand: stories found, copied, looked over, and made live as one set."""
