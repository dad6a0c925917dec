"""How each language writes dates, where we write them otherwise than Django does; found by FORMAT_MODULE_PATH."""
