"""What contributors owe and send in themselves: the same for returns and for parts."""
