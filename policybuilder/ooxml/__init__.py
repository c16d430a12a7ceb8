"""What a Word file is, whoever reads or writes it: a zip of parts that point to each other, and the names in them."""
