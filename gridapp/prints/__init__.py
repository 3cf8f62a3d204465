"""What the office prints: A4 PDFs with embedded fonts, set by a small layout of our own (DESIGN, rooms)."""
