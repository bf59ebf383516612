-- A worker follows what AWS shows. It speaks for itself in the history and for no person, and does not write what a person
-- decides: who decided, when and why, what they promised and until when.
DROP POLICY adds ON history;
CREATE POLICY adds ON history FOR INSERT TO steward_worker
  WITH CHECK (sequence IS NULL AND previous_hash IS NULL AND hash IS NULL AND actor = 'steward');

REVOKE INSERT, UPDATE ON recommendation FROM steward_worker;
GRANT INSERT (account_id, id, subject, check_id, team_id, title, stage, priority, open_findings, live_findings, due_on,
  created_at, changed_at, resolved_at) ON recommendation TO steward_worker;
GRANT UPDATE (title, stage, priority, open_findings, live_findings, due_on, changed_at, resolved_at, claimed_fixed_at,
  acknowledged_at, acknowledged_by, version) ON recommendation TO steward_worker;
