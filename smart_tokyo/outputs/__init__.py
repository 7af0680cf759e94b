"""What leaves the dashboard beside its pages: reports, open data, the API, files of tables and charts, and what stands
around every answer. Nothing here knows Streamlit or a page."""
