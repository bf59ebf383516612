-- Who may touch what. The roles are made by the set-up command before migrations run (a migration makes no logins):
--   steward_worker       collects and judges; may add history, never change it
--   steward_web_all      a person who may read everything
--   steward_web_member   a team member: sees what their teams own
--   steward_auth         authentication's own handle to its own tables
-- The web login belongs to the last three without inheriting them and takes one per transaction (SET LOCAL ROLE), so
-- that a query outside a viewer's transaction reads nothing at all.

GRANT USAGE ON SCHEMA public TO steward_worker, steward_web_all, steward_web_member, steward_auth;

-- The teams of the person this transaction acts for, and the accounts they own. Both are read once per statement:
-- policies call them in a scalar sub-select.
CREATE FUNCTION steward_teams() RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(array_agg(team_id), '{}') FROM membership
  WHERE person_id = current_setting('steward.person', true)
$$;

CREATE FUNCTION steward_reach() RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(array_agg(id), '{}') FROM account WHERE team_id = ANY ((SELECT steward_teams())::text[])
$$;

-- Every table whose rows belong to an account: forced row security, all for the worker, reading for the web.
DO $$
DECLARE
  owned_table text;
  reach text := 'account_id = ANY ((SELECT steward_reach())::text[])';
  owner text := 'team_id = ANY ((SELECT steward_teams())::text[])';
  via_function text := 'EXISTS (SELECT 1 FROM lambda_function f WHERE f.account_id = %I.account_id'
    || ' AND f.id = %I.function_id AND f.team_id = ANY ((SELECT steward_teams())::text[]))';
  visible text;
BEGIN
  FOREACH owned_table IN ARRAY ARRAY[
    'account', 'account_tag', 'account_contact', 'account_region', 'scope', 'run_scope',
    'lambda_function', 'lambda_version', 'lambda_alias', 'lambda_provisioned_concurrency', 'lambda_invocation',
    'resource_tag', 'finding', 'finding_witness', 'finding_transition', 'recommendation',
    'rollup_account', 'rollup_runtime', 'movement_day'
  ] LOOP
    visible := CASE
      WHEN owned_table = 'account' THEN owner
      -- One's own resource in somebody else's account is visible; the rest of that account is not.
      WHEN owned_table IN ('lambda_function', 'finding', 'finding_transition', 'recommendation', 'rollup_account',
        'rollup_runtime', 'movement_day') THEN reach || ' OR ' || owner
      WHEN owned_table IN ('lambda_version', 'lambda_alias', 'lambda_provisioned_concurrency', 'lambda_invocation')
        THEN reach || ' OR ' || format(via_function, owned_table, owned_table)
      WHEN owned_table = 'finding_witness' THEN reach || ' OR EXISTS (SELECT 1 FROM finding f WHERE f.account_id ='
        || ' finding_witness.account_id AND f.id = finding_witness.finding_id'
        || ' AND f.team_id = ANY ((SELECT steward_teams())::text[]))'
      ELSE reach
    END;
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', owned_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', owned_table);
    EXECUTE format('CREATE POLICY worker ON %I TO steward_worker USING (true) WITH CHECK (true)', owned_table);
    EXECUTE format('CREATE POLICY reads_all ON %I FOR SELECT TO steward_web_all USING (true)', owned_table);
    EXECUTE format('CREATE POLICY reads_own ON %I FOR SELECT TO steward_web_member USING (%s)', owned_table, visible);
    EXECUTE format('GRANT SELECT ON %I TO steward_web_all, steward_web_member', owned_table);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO steward_worker', owned_table);
  END LOOP;
END
$$;

-- Transitions are append-only for everybody who is not the migrator.
REVOKE UPDATE, DELETE ON finding_transition FROM steward_worker;
GRANT USAGE ON SEQUENCE finding_transition_id_seq TO steward_worker;

-- What belongs to no account.
GRANT SELECT ON installation, organization, organizational_unit, organizational_unit_closure, team, ownership_rule,
  collection_run, run_call, worker_process, person, membership TO steward_web_all, steward_web_member, steward_worker;
GRANT INSERT, UPDATE, DELETE ON organization, organizational_unit, organizational_unit_closure, team, ownership_rule,
  collection_run, run_call, worker_process TO steward_worker;
GRANT UPDATE ON installation TO steward_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON rollup_organization TO steward_worker;
GRANT SELECT ON rollup_organization TO steward_web_all;
-- Asking for a collection is a row of a run that has not begun.
GRANT INSERT ON collection_run TO steward_web_all, steward_web_member;
GRANT SELECT, UPDATE ON person TO steward_auth;

-- History: anybody may add, nobody may change (also not through the table's owner, see the trigger).
ALTER TABLE history ENABLE ROW LEVEL SECURITY;
ALTER TABLE history FORCE ROW LEVEL SECURITY;
CREATE POLICY adds ON history FOR INSERT TO steward_worker, steward_web_all, steward_web_member, steward_auth
  WITH CHECK (true);
CREATE POLICY reads_all ON history FOR SELECT TO steward_web_all, steward_worker USING (true);
GRANT INSERT ON history TO steward_worker, steward_web_all, steward_web_member, steward_auth;
GRANT SELECT ON history TO steward_web_all, steward_worker;

CREATE FUNCTION steward_refuse_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'history is append-only';
END
$$;
-- Sealing gives an entry its place in the chain once; nothing else may change, and nothing may go.
CREATE TRIGGER history_append_only BEFORE UPDATE ON history FOR EACH ROW
  WHEN (OLD.sequence IS NOT NULL OR (OLD.at, OLD.id, OLD.account_id, OLD.actor, OLD.action, OLD.object, OLD.entry)
    IS DISTINCT FROM (NEW.at, NEW.id, NEW.account_id, NEW.actor, NEW.action, NEW.object, NEW.entry))
  EXECUTE FUNCTION steward_refuse_rewrite();
CREATE TRIGGER history_keeps BEFORE DELETE ON history FOR EACH ROW EXECUTE FUNCTION steward_refuse_rewrite();

-- The one row of the installation is written by the set-up command.
ALTER TABLE installation ADD CONSTRAINT installation_is_one CHECK (id = 1 AND mode IN ('demo', 'aws'));
