"""What became of each block, row, cell and word of the old file: nothing is written here."""
