"""How the sample is invented: the truth first, then what each source makes of it on paper."""
