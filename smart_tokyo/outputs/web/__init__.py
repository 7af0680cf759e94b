"""What stands around every answer: headers, the head of a page, addresses that are none. No data is read here."""
