"""What a person does with challenges, without a screen: drafts, clocks, graded attempts."""
