"""Control charts of what a plant recorded: what is drawn, how it is grouped, which chart fits, and what stands out."""
