"""A room, or a module, for each page of `pages/`: what that page alone has. None of them imports another."""
