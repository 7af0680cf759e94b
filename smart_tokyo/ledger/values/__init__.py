"""What the text of one cell can mean: an amount, a day, a code, a choice, an id; and what nobody sees in it. Which row
or column it is of is not asked here."""
