-- A team is found by its whole name. Its id was made from a part of the name before, so that `R&D` and `R/D` were one.

-- A team that is there keeps its id. Its name is that of the first account which a tag gives it, where no account says
-- the name it has now: so it goes on being the team of most accounts that it had.
WITH named AS (
  SELECT a.team_id, a.id AS account_id, btrim(g.value) AS name
  FROM account a JOIN account_tag g ON g.account_id = a.id AND a.team_rule = 'account tag ' || g.key
  WHERE a.left_at IS NULL AND btrim(g.value) <> ''
), first AS (
  SELECT DISTINCT ON (team_id) team_id, name FROM named ORDER BY team_id, account_id
)
UPDATE team t SET name = first.name FROM first
WHERE first.team_id = t.id AND NOT EXISTS (SELECT 1 FROM named n WHERE n.team_id = t.id AND n.name = t.name);

-- `none` stands for "nobody" in filters. Whose it was gets a team of another id when owners are next assigned.
DELETE FROM team WHERE id = 'none';

UPDATE team t SET name = t.name || ' (' || t.id || ')'
WHERE EXISTS (SELECT 1 FROM team o WHERE o.name = t.name AND o.id < t.id);

CREATE UNIQUE INDEX team_name_key ON team (name);

-- Which tags name a team is a setting. One rule without a key stands for them all, where the first of them stood.
UPDATE ownership_rule SET tag_key = NULL WHERE id = (
  SELECT id FROM ownership_rule WHERE kind = 'account_tag' AND tag_key IN ('team', 'owner', 'squad')
  ORDER BY position LIMIT 1);
DELETE FROM ownership_rule WHERE kind = 'account_tag' AND tag_key IN ('team', 'owner', 'squad');
