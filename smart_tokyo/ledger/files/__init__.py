"""From a file to sheets of cells: CSV, ZIP and XLSX, whatever they may hold. What the cells mean is not asked here."""
