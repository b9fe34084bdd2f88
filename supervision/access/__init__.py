"""Who may do what: people and roles, the rules, sign-in's settings, and how long a sign-in lasts."""
