"""A client to talk to: simulated conversations, their summary as MITI counts it, and the same for any transcript."""
