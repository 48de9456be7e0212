"""The library room: from trees to a library in which every name is resolved."""
