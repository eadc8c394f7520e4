"""What is asked of a catalogue, and the words its datasets are made of."""

WORDS = (
    "council", "spending", "suppliers", "payments", "schools", "planning", "applications", "parking", "waste",
    "recycling", "roads", "housing", "population", "contracts", "grants", "licences", "air", "quality",
    "traffic", "counts", "libraries", "parks", "trees", "budget", "staff", "pay",
    "bins", "street", "school", "rolls", "ward", "tax", "library", "visits",
)  # fmt: skip
QUESTIONS = (
    "spending", "bins", "planning applications", "air quality", "school rolls by ward", "council tax",
    "payments to suppliers", "street trees", "library visits", "parking", "kaba bele", "traffic counts baca",
)  # fmt: skip
