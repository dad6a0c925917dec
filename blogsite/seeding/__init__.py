"""`seed`: many posts and comments, fast, and exactly as many as asked for. words -> posts -> discussion -> rows."""
