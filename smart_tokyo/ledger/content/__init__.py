"""What a row and a finding are: cells, headers, the rows of a table, and the words of what is wrong. Nothing here
opens a workbook or knows a database."""
