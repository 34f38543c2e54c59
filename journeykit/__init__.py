"""journeykit: customer-journey mapping that ends in measured empathy."""
