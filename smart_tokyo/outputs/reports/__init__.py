"""What each report says, declared as a document over the named queries. How a file is written is `documents`' own."""
