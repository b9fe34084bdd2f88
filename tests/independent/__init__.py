"""Every published figure, counted a second time by other means than the product's."""
