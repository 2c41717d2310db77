"""Many schools side by side: what each gives to the summary of a district or a city, and the summary. Values only, and pure."""
