-- A rule that AWS Config has no data of is not complied with: deployments that are count by themselves, beside those that
-- are not. The counters as they were, with that column.
ALTER TABLE rollup_config_rule ADD COLUMN compliant INTEGER NOT NULL DEFAULT 0;
ALTER TABLE rollup_config_region_organization ADD COLUMN compliant INTEGER NOT NULL DEFAULT 0;

CREATE OR REPLACE FUNCTION steward_add_config_counts(deltas rollup_config_rule[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF deltas IS NULL THEN
    RETURN;
  END IF;
  PERFORM pg_advisory_xact_lock(5478109403);
  INSERT INTO rollup_config_rule AS r
    SELECT d.* FROM unnest(deltas) d ORDER BY 1, 2, 3
    ON CONFLICT (account_id, rule_key, region) DO UPDATE SET rules = r.rules + excluded.rules,
      failing = r.failing + excluded.failing, resources = r.resources + excluded.resources,
      compliant = r.compliant + excluded.compliant;
  DELETE FROM rollup_config_rule r USING unnest(deltas) d
    WHERE (r.account_id, r.rule_key, r.region) = (d.account_id, d.rule_key, d.region)
      AND r.rules = 0 AND r.failing = 0 AND r.resources = 0;

  INSERT INTO rollup_config_rule_accounts AS r
    SELECT c.rule_key, sum((c.rules > 0)::int - (c.rules - c.added > 0)::int),
      sum((c.failing > 0)::int - (c.failing - c.failed > 0)::int)
    FROM (
      SELECT d.account_id, d.rule_key, sum(d.rules) AS added, sum(d.failing) AS failed,
        coalesce((SELECT sum(s.rules) FROM rollup_config_rule s
          WHERE s.account_id = d.account_id AND s.rule_key = d.rule_key), 0) AS rules,
        coalesce((SELECT sum(s.failing) FROM rollup_config_rule s
          WHERE s.account_id = d.account_id AND s.rule_key = d.rule_key), 0) AS failing
      FROM unnest(deltas) d GROUP BY d.account_id, d.rule_key
    ) c GROUP BY c.rule_key ORDER BY 1
    ON CONFLICT (rule_key) DO UPDATE SET accounts = r.accounts + excluded.accounts,
      failing = r.failing + excluded.failing;
  DELETE FROM rollup_config_rule_accounts r USING unnest(deltas) d
    WHERE r.rule_key = d.rule_key AND r.accounts = 0 AND r.failing = 0;

  INSERT INTO rollup_config_account AS r
    SELECT d.account_id, sum(d.rules), sum(d.failing), sum(d.resources) FROM unnest(deltas) d
    GROUP BY d.account_id ORDER BY 1
    ON CONFLICT (account_id) DO UPDATE SET rules = r.rules + excluded.rules, failing = r.failing + excluded.failing,
      resources = r.resources + excluded.resources;
  DELETE FROM rollup_config_account r USING unnest(deltas) d
    WHERE r.account_id = d.account_id AND r.rules = 0 AND r.failing = 0 AND r.resources = 0;

  INSERT INTO rollup_config_region_organization AS r
    SELECT d.rule_key, d.region, sum(d.rules), sum(d.failing), sum(d.resources), sum(d.compliant) FROM unnest(deltas) d
    GROUP BY d.rule_key, d.region ORDER BY 1, 2
    ON CONFLICT (rule_key, region) DO UPDATE SET rules = r.rules + excluded.rules,
      failing = r.failing + excluded.failing, resources = r.resources + excluded.resources,
      compliant = r.compliant + excluded.compliant;
  DELETE FROM rollup_config_region_organization r USING unnest(deltas) d
    WHERE r.rule_key = d.rule_key AND r.region = d.region AND r.rules = 0 AND r.failing = 0 AND r.resources = 0;
END
$$;

CREATE OR REPLACE FUNCTION steward_count_config_rules() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  counted rollup_config_rule[];
  packed rollup_config_pack_organization[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(ROW(account_id, rule_key, region, rules, failing, 0, compliant)::rollup_config_rule) INTO counted FROM (
      SELECT account_id, rule_key, region, count(*) AS rules,
        count(*) FILTER (WHERE compliance = 'NON_COMPLIANT') AS failing,
        count(*) FILTER (WHERE compliance = 'COMPLIANT') AS compliant
      FROM new_rows GROUP BY account_id, rule_key, region) c
      WHERE NOT steward_has_left(account_id);
    SELECT array_agg(ROW(rule_key, pack, rules)::rollup_config_pack_organization) INTO packed FROM (
      SELECT rule_key, coalesce(conformance_pack, '') AS pack, count(*) AS rules FROM new_rows
      WHERE NOT steward_has_left(account_id) GROUP BY 1, 2) c;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(ROW(account_id, rule_key, region, -rules, -failing, 0, -compliant)::rollup_config_rule) INTO counted FROM (
      SELECT account_id, rule_key, region, count(*) AS rules,
        count(*) FILTER (WHERE compliance = 'NON_COMPLIANT') AS failing,
        count(*) FILTER (WHERE compliance = 'COMPLIANT') AS compliant
      FROM old_rows GROUP BY account_id, rule_key, region) c
      WHERE NOT steward_has_left(account_id);
    SELECT array_agg(ROW(rule_key, pack, -rules)::rollup_config_pack_organization) INTO packed FROM (
      SELECT rule_key, coalesce(conformance_pack, '') AS pack, count(*) AS rules FROM old_rows
      WHERE NOT steward_has_left(account_id) GROUP BY 1, 2) c;
  ELSE
    SELECT array_agg(ROW(account_id, rule_key, region, rules, failing, 0, compliant)::rollup_config_rule) INTO counted FROM (
      SELECT account_id, rule_key, region, sum(way) AS rules,
        coalesce(sum(way) FILTER (WHERE compliance = 'NON_COMPLIANT'), 0) AS failing,
        coalesce(sum(way) FILTER (WHERE compliance = 'COMPLIANT'), 0) AS compliant
      FROM (SELECT account_id, rule_key, region, compliance, 1 AS way FROM new_rows
        UNION ALL SELECT account_id, rule_key, region, compliance, -1 FROM old_rows) m
      GROUP BY account_id, rule_key, region) c
      WHERE (rules <> 0 OR failing <> 0 OR compliant <> 0) AND NOT steward_has_left(account_id);
    SELECT array_agg(ROW(rule_key, pack, rules)::rollup_config_pack_organization) INTO packed FROM (
      SELECT rule_key, pack, sum(way) AS rules
      FROM (SELECT rule_key, coalesce(conformance_pack, '') AS pack, 1 AS way FROM new_rows WHERE NOT steward_has_left(account_id)
        UNION ALL SELECT rule_key, coalesce(conformance_pack, ''), -1 FROM old_rows WHERE NOT steward_has_left(account_id)) m
      GROUP BY rule_key, pack) c WHERE rules <> 0;
  END IF;
  PERFORM steward_add_config_counts(counted);
  PERFORM steward_add_config_packs(packed);
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION steward_count_config_evaluations() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  counted rollup_config_rule[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(ROW(account_id, rule_key, region, 0, 0, resources, 0)::rollup_config_rule) INTO counted FROM (
      SELECT account_id, rule_key, region, count(*) AS resources FROM new_rows
      WHERE compliance = 'NON_COMPLIANT' GROUP BY account_id, rule_key, region) c
      WHERE NOT steward_has_left(account_id);
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(ROW(account_id, rule_key, region, 0, 0, -resources, 0)::rollup_config_rule) INTO counted FROM (
      SELECT account_id, rule_key, region, count(*) AS resources FROM old_rows
      WHERE compliance = 'NON_COMPLIANT' GROUP BY account_id, rule_key, region) c
      WHERE NOT steward_has_left(account_id);
  ELSE
    SELECT array_agg(ROW(account_id, rule_key, region, 0, 0, resources, 0)::rollup_config_rule) INTO counted FROM (
      SELECT account_id, rule_key, region, sum(way) AS resources
      FROM (SELECT account_id, rule_key, region, compliance, 1 AS way FROM new_rows
        UNION ALL SELECT account_id, rule_key, region, compliance, -1 FROM old_rows) m
      WHERE compliance = 'NON_COMPLIANT' GROUP BY account_id, rule_key, region) c
      WHERE resources <> 0 AND NOT steward_has_left(account_id);
  END IF;
  PERFORM steward_add_config_counts(counted);
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION steward_count_account(account text, way integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM steward_add_config_counts((SELECT array_agg(ROW(account, rule_key, region, rules, failing,
      resources, compliant)::rollup_config_rule)
    FROM (SELECT rule_key, region, way * sum(rules) AS rules, way * sum(failing) AS failing,
        way * sum(resources) AS resources, way * sum(compliant) AS compliant
      FROM (SELECT rule_key, region, 1 AS rules, (compliance = 'NON_COMPLIANT')::int AS failing, 0 AS resources,
            (compliance = 'COMPLIANT')::int AS compliant
          FROM config_rule WHERE account_id = account
        UNION ALL SELECT rule_key, region, 0, 0, 1, 0 FROM config_evaluation
          WHERE account_id = account AND compliance = 'NON_COMPLIANT') r
      GROUP BY rule_key, region) c));
  PERFORM steward_add_config_packs((SELECT array_agg(ROW(rule_key, pack, rules)::rollup_config_pack_organization)
    FROM (SELECT rule_key, coalesce(conformance_pack, '') AS pack, way * count(*) AS rules
      FROM config_rule WHERE account_id = account GROUP BY 1, 2) c));
  PERFORM steward_add_trusted_advisor((SELECT array_agg(ROW(check_id, category, name, status, accounts, flagged,
      suppressed, saving, monthly_savings)::rollup_trusted_advisor_organization)
    FROM (SELECT check_id, category, name, status, way * count(*) AS accounts, way * sum(flagged) AS flagged,
        way * sum(suppressed) AS suppressed, way * count(monthly_savings) AS saving,
        way * coalesce(sum(monthly_savings), 0) AS monthly_savings
      FROM trusted_advisor_check WHERE account_id = account GROUP BY check_id, category, name, status) c));
END
$$;

-- What is already there.
ALTER TABLE account NO FORCE ROW LEVEL SECURITY;
ALTER TABLE config_rule NO FORCE ROW LEVEL SECURITY;
ALTER TABLE rollup_config_rule NO FORCE ROW LEVEL SECURITY;
UPDATE rollup_config_rule r SET compliant = c.compliant FROM (
    SELECT account_id, rule_key, region, count(*) AS compliant FROM config_rule
    WHERE compliance = 'COMPLIANT' AND NOT steward_has_left(account_id) GROUP BY account_id, rule_key, region) c
  WHERE (r.account_id, r.rule_key, r.region) = (c.account_id, c.rule_key, c.region);
UPDATE rollup_config_region_organization r SET compliant = c.compliant FROM (
    SELECT rule_key, region, sum(compliant) AS compliant FROM rollup_config_rule GROUP BY rule_key, region) c
  WHERE (r.rule_key, r.region) = (c.rule_key, c.region);
ALTER TABLE rollup_config_rule FORCE ROW LEVEL SECURITY;
ALTER TABLE config_rule FORCE ROW LEVEL SECURITY;
ALTER TABLE account FORCE ROW LEVEL SECURITY;
