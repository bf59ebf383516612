-- The name of a rule tells that a conformance pack deployed it (lib/core/config-rule-key.ts). Those that were recorded
-- before it was looked at; the totals follow by their triggers.
ALTER TABLE account NO FORCE ROW LEVEL SECURITY;
ALTER TABLE config_rule NO FORCE ROW LEVEL SECURITY;
UPDATE config_rule SET conformance_pack = 'unnamed'
  WHERE conformance_pack IS NULL AND name ~* '-conformance-pack-[a-z0-9]+$';
ALTER TABLE config_rule FORCE ROW LEVEL SECURITY;
ALTER TABLE account FORCE ROW LEVEL SECURITY;
