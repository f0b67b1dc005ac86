"""Stories as workbooks that are filled in with WPS or Excel, and back."""
