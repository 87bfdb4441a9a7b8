"""Updates a second and processor time an update, side by side with two minimal bots on the same bare server."""
