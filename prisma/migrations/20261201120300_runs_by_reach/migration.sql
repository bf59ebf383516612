-- Collection runs under row security. A run names accounts, and its calls are counted over all of them: a member sees
-- the runs of the whole organisation and those that read an account of theirs, and no other (T1).

ALTER TABLE collection_run ENABLE ROW LEVEL SECURITY;
ALTER TABLE collection_run FORCE ROW LEVEL SECURITY;
CREATE POLICY worker ON collection_run TO steward_worker USING (true) WITH CHECK (true);
CREATE POLICY reads_all ON collection_run FOR SELECT TO steward_web_all USING (true);
CREATE POLICY reads_own ON collection_run FOR SELECT TO steward_web_member USING (
  account_ids = '{}' OR account_ids && (SELECT public.steward_reach())::text[]);

-- Who asks for a run does so in their own name, and writes nothing of what becomes of it. Auditors ask for nothing, and
-- members cannot start runs.
REVOKE INSERT ON collection_run FROM steward_web_all, steward_web_member;
GRANT INSERT (id, trigger, status, sources, account_ids, regions, requested_by, requested_at) ON collection_run
  TO steward_web_all;
CREATE POLICY asks ON collection_run FOR INSERT TO steward_web_all WITH CHECK (
  requested_by = current_setting('steward.person', true) AND trigger = 'manual' AND status = 'requested'
  AND NOT (SELECT public.steward_is('auditor')));

-- Calls are counted by operation and not by account: a member reads those of runs that read their accounts only.
ALTER TABLE run_call ENABLE ROW LEVEL SECURITY;
ALTER TABLE run_call FORCE ROW LEVEL SECURITY;
CREATE POLICY worker ON run_call TO steward_worker USING (true) WITH CHECK (true);
CREATE POLICY reads_all ON run_call FOR SELECT TO steward_web_all USING (true);
CREATE POLICY reads_own ON run_call FOR SELECT TO steward_web_member USING (
  EXISTS (SELECT FROM public.collection_run r WHERE r.id = run_call.run_id
    AND r.account_ids <> '{}' AND r.account_ids <@ (SELECT public.steward_reach())::text[]));
