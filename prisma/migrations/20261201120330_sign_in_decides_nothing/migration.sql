-- Signing in writes who came and went. It adds no decision, in whatever name: the web’s login may take this role as well.
DROP POLICY adds ON history;
CREATE POLICY adds ON history FOR INSERT TO steward_worker
  WITH CHECK (sequence IS NULL AND previous_hash IS NULL AND hash IS NULL);
CREATE POLICY adds_access ON history FOR INSERT TO steward_auth
  WITH CHECK (sequence IS NULL AND previous_hash IS NULL AND hash IS NULL AND account_id IS NULL
    AND object NOT LIKE 'recommendation:%');
