"""Reports: from verdicts to pages for people and records for machines."""
