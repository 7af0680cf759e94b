"""The overview. Its charts are in `view/charts`, its map in `view/maps`."""
