"""What a command does, without a terminal: documents through pages and facts to records and sinks."""
