"""What happens to documents over time: building drafts into output/, and knowing what is up to date."""
