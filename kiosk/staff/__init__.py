"""What staff do at the screen: the door, its pages, and what they change."""
