-- A scope that was read completely before and has nothing to ask now: its data is no longer kept true, whatever the reason.
ALTER TABLE scope ADD COLUMN lost boolean NOT NULL DEFAULT false;
ALTER TABLE run_scope ADD COLUMN lost boolean NOT NULL DEFAULT false;

UPDATE scope SET lost = true
WHERE status IN ('disabled', 'not_entitled', 'skipped') AND last_complete_at IS NOT NULL
  AND cause IS DISTINCT FROM 'DEPENDENCY' AND cause IS DISTINCT FROM 'ACCOUNT_STATE';

-- The conditions are that of lib/db/sql/gap.ts, word for word, or the indexes are not used.
DROP INDEX scope_gaps;
CREATE INDEX scope_gaps ON scope (account_id, source, region)
  WHERE expected AND (status NOT IN ('complete', 'disabled', 'skipped', 'not_entitled')
    OR (status = 'skipped' AND cause = 'DEPENDENCY') OR lost);

DROP INDEX run_scope_gaps;
CREATE INDEX run_scope_gaps ON run_scope (run_id, account_id, source, region)
  WHERE (status NOT IN ('complete', 'disabled', 'skipped', 'not_entitled')
    OR (status = 'skipped' AND cause = 'DEPENDENCY') OR lost) AND status NOT IN ('pending', 'running');
