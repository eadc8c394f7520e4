"""The catalogue as other catalogues read it: DCAT-AP 3, the UK exchange model, DCAT-US, Croissant."""
