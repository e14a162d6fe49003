"""A kept model as a small service: limits first, one fate for each request, and an account that balances."""
