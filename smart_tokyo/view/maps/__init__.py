"""From places and numbers to a map: outlines, shades, labels, legends, and the picture to take away. No page is known
here."""
