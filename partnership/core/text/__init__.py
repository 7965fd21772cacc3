"""Rich text: cleaning, checking its figure codes and converting it."""
