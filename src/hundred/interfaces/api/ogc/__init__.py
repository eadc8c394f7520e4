"""OGC API – Features and Records: tables with places as layers for maps, the catalogue as records."""
