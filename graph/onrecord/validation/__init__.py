"""Whether a graph is as `ontology/shapes.ttl` demands: at once, or part by part."""
