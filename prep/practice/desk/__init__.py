"""What there is to work with: content, own data, clocks, and the engines that grade and complete."""
