"""That a page is right and until when: signing, laws that change, reminders."""
