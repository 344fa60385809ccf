"""Pages of messages: the inbox, letters before they go out, and e-mails that did not."""
