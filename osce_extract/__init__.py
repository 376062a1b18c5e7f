"""Turns OSCE news pages into event facts that can be counted, each with the words it rests on."""
