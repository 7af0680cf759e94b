"""The only place with Streamlit besides the pages themselves: frame ← parts ← subjects ← charts, maps ← pages. No SQL,
no file formats and no rule of the programme is here; they come from the figures and the outputs."""
