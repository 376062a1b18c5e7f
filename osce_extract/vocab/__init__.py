"""What is known of the OSCE and its region, read from the files in `data/`."""
