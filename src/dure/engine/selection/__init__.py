"""Selection under crossing limits: who is in, by how much, who follows, and why; exact in every printed value."""
