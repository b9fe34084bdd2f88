"""What a leader asks first: who is late, what is stuck, who was not visited."""
