-- The orders and the search of the list of recommendations, as its statements have them, and the order of its export.
CREATE INDEX recommendation_due_by_key ON recommendation (stage, (coalesce(due_on, '9999-12-31'::date)), account_id, id);
CREATE INDEX recommendation_committed_by_key
  ON recommendation (stage, (coalesce(committed_on, '9999-12-31'::date)), account_id, id);
CREATE INDEX recommendation_title_by_key ON recommendation ((lower(title) COLLATE "C"), account_id, id);
CREATE INDEX recommendation_by_key ON recommendation (id);
