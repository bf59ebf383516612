-- Since when a source is known at all: a trend begins there, and before it is not zero but unknown.
CREATE INDEX scope_first_complete ON scope (source, first_complete_at) WHERE expected AND first_complete_at IS NOT NULL;
