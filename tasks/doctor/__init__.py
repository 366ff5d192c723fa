"""What `certiflow doctor` looks at: each thing is fine, or there is something to do about it."""
