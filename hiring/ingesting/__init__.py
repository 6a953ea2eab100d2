"""What the pipeline is made of: whose each file is, what is in it, and work shared by processes."""
