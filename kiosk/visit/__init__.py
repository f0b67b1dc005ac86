"""A person's visit: plays, scores, debriefs, quiz; pure, without screen, sound, file or clock."""
