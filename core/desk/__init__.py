"""What the screens of the editors' desk share: whom they are for, the queue of work, four eyes."""
