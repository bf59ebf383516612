-- The totals of Config in one statement for each table instead of two, and of those tables only that can have changed:
-- for a few rows the counting took longer than the rows. A MERGE, because everybody who counts waits for the lock, and
-- each statement here begins after it and sees what those before have committed. What has come to zero is removed.
CREATE OR REPLACE FUNCTION steward_add_config_counts(deltas rollup_config_rule[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF deltas IS NULL THEN
    RETURN;
  END IF;
  PERFORM pg_advisory_xact_lock(5478109403);
  MERGE INTO rollup_config_rule r USING unnest(deltas) d
    ON r.account_id = d.account_id AND r.rule_key = d.rule_key AND r.region = d.region
    WHEN MATCHED AND r.rules + d.rules = 0 AND r.failing + d.failing = 0 AND r.resources + d.resources = 0 THEN DELETE
    WHEN MATCHED THEN UPDATE SET rules = r.rules + d.rules, failing = r.failing + d.failing,
      resources = r.resources + d.resources
    WHEN NOT MATCHED THEN INSERT VALUES (d.account_id, d.rule_key, d.region, d.rules, d.failing, d.resources);

  MERGE INTO rollup_config_account r USING (
      SELECT d.account_id, sum(d.rules)::int AS rules, sum(d.failing)::int AS failing, sum(d.resources)::int AS resources
      FROM unnest(deltas) d GROUP BY d.account_id) d
    ON r.account_id = d.account_id
    WHEN MATCHED AND r.rules + d.rules = 0 AND r.failing + d.failing = 0 AND r.resources + d.resources = 0 THEN DELETE
    WHEN MATCHED THEN UPDATE SET rules = r.rules + d.rules, failing = r.failing + d.failing,
      resources = r.resources + d.resources
    WHEN NOT MATCHED THEN INSERT VALUES (d.account_id, d.rules, d.failing, d.resources);

  MERGE INTO rollup_config_region_organization r USING (
      SELECT d.rule_key, d.region, sum(d.rules)::int AS rules, sum(d.failing)::int AS failing,
        sum(d.resources)::int AS resources
      FROM unnest(deltas) d GROUP BY d.rule_key, d.region) d
    ON r.rule_key = d.rule_key AND r.region = d.region
    WHEN MATCHED AND r.rules + d.rules = 0 AND r.failing + d.failing = 0 AND r.resources + d.resources = 0 THEN DELETE
    WHEN MATCHED THEN UPDATE SET rules = r.rules + d.rules, failing = r.failing + d.failing,
      resources = r.resources + d.resources
    WHEN NOT MATCHED THEN INSERT VALUES (d.rule_key, d.region, d.rules, d.failing, d.resources);

  -- Resources that come and go make no account a first or a last one.
  IF NOT EXISTS (SELECT FROM unnest(deltas) d WHERE d.rules <> 0 OR d.failing <> 0) THEN
    RETURN;
  END IF;
  MERGE INTO rollup_config_rule_accounts r USING (
      SELECT c.rule_key, sum((c.rules > 0)::int - (c.rules - c.added > 0)::int)::int AS accounts,
        sum((c.failing > 0)::int - (c.failing - c.failed > 0)::int)::int AS failing
      FROM (
        SELECT d.account_id, d.rule_key, d.added, d.failed, coalesce(s.rules, 0) AS rules, coalesce(s.failing, 0) AS failing
        FROM (SELECT account_id, rule_key, sum(rules) AS added, sum(failing) AS failed FROM unnest(deltas)
          GROUP BY account_id, rule_key) d
        LEFT JOIN LATERAL (SELECT sum(o.rules) AS rules, sum(o.failing) AS failing FROM rollup_config_rule o
          WHERE o.account_id = d.account_id AND o.rule_key = d.rule_key) s ON true
      ) c GROUP BY c.rule_key) d
    ON r.rule_key = d.rule_key
    WHEN MATCHED AND r.accounts + d.accounts = 0 AND r.failing + d.failing = 0 THEN DELETE
    WHEN MATCHED AND (d.accounts <> 0 OR d.failing <> 0) THEN UPDATE SET accounts = r.accounts + d.accounts,
      failing = r.failing + d.failing
    WHEN NOT MATCHED THEN INSERT VALUES (d.rule_key, d.accounts, d.failing);
END
$$;

CREATE OR REPLACE FUNCTION steward_add_config_packs(deltas rollup_config_pack_organization[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  IF deltas IS NULL THEN
    RETURN;
  END IF;
  PERFORM pg_advisory_xact_lock(5478109403);
  MERGE INTO rollup_config_pack_organization r USING unnest(deltas) d
    ON r.rule_key = d.rule_key AND r.conformance_pack = d.conformance_pack
    WHEN MATCHED AND r.rules + d.rules = 0 THEN DELETE
    WHEN MATCHED THEN UPDATE SET rules = r.rules + d.rules
    WHEN NOT MATCHED THEN INSERT VALUES (d.rule_key, d.conformance_pack, d.rules);
END
$$;

-- As before, and done at once where the statement touched no row: one that inserts or updates fires both.
CREATE OR REPLACE FUNCTION steward_count_config_rules() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  counted rollup_config_rule[];
  packed rollup_config_pack_organization[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT EXISTS (SELECT FROM new_rows) THEN
      RETURN NULL;
    END IF;
    SELECT array_agg(ROW(account_id, rule_key, region, rules, failing, 0)::rollup_config_rule) INTO counted FROM (
      SELECT account_id, rule_key, region, count(*) AS rules,
        count(*) FILTER (WHERE compliance = 'NON_COMPLIANT') AS failing
      FROM new_rows GROUP BY account_id, rule_key, region) c;
    SELECT array_agg(ROW(rule_key, pack, rules)::rollup_config_pack_organization) INTO packed FROM (
      SELECT rule_key, coalesce(conformance_pack, '') AS pack, count(*) AS rules FROM new_rows GROUP BY 1, 2) c;
  ELSIF TG_OP = 'DELETE' THEN
    IF NOT EXISTS (SELECT FROM old_rows) THEN
      RETURN NULL;
    END IF;
    SELECT array_agg(ROW(account_id, rule_key, region, -rules, -failing, 0)::rollup_config_rule) INTO counted FROM (
      SELECT account_id, rule_key, region, count(*) AS rules,
        count(*) FILTER (WHERE compliance = 'NON_COMPLIANT') AS failing
      FROM old_rows GROUP BY account_id, rule_key, region) c;
    SELECT array_agg(ROW(rule_key, pack, -rules)::rollup_config_pack_organization) INTO packed FROM (
      SELECT rule_key, coalesce(conformance_pack, '') AS pack, count(*) AS rules FROM old_rows GROUP BY 1, 2) c;
  ELSE
    IF NOT EXISTS (SELECT FROM new_rows) THEN
      RETURN NULL;
    END IF;
    SELECT array_agg(ROW(account_id, rule_key, region, rules, failing, 0)::rollup_config_rule) INTO counted FROM (
      SELECT account_id, rule_key, region, sum(way) AS rules,
        coalesce(sum(way) FILTER (WHERE compliance = 'NON_COMPLIANT'), 0) AS failing
      FROM (SELECT account_id, rule_key, region, compliance, 1 AS way FROM new_rows
        UNION ALL SELECT account_id, rule_key, region, compliance, -1 FROM old_rows) m
      GROUP BY account_id, rule_key, region) c WHERE rules <> 0 OR failing <> 0;
    SELECT array_agg(ROW(rule_key, pack, rules)::rollup_config_pack_organization) INTO packed FROM (
      SELECT rule_key, pack, sum(way) AS rules
      FROM (SELECT rule_key, coalesce(conformance_pack, '') AS pack, 1 AS way FROM new_rows
        UNION ALL SELECT rule_key, coalesce(conformance_pack, ''), -1 FROM old_rows) m
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
    IF NOT EXISTS (SELECT FROM new_rows) THEN
      RETURN NULL;
    END IF;
    SELECT array_agg(ROW(account_id, rule_key, region, 0, 0, resources)::rollup_config_rule) INTO counted FROM (
      SELECT account_id, rule_key, region, count(*) AS resources FROM new_rows
      WHERE compliance = 'NON_COMPLIANT' GROUP BY account_id, rule_key, region) c;
  ELSIF TG_OP = 'DELETE' THEN
    IF NOT EXISTS (SELECT FROM old_rows) THEN
      RETURN NULL;
    END IF;
    SELECT array_agg(ROW(account_id, rule_key, region, 0, 0, -resources)::rollup_config_rule) INTO counted FROM (
      SELECT account_id, rule_key, region, count(*) AS resources FROM old_rows
      WHERE compliance = 'NON_COMPLIANT' GROUP BY account_id, rule_key, region) c;
  ELSE
    IF NOT EXISTS (SELECT FROM new_rows) THEN
      RETURN NULL;
    END IF;
    SELECT array_agg(ROW(account_id, rule_key, region, 0, 0, resources)::rollup_config_rule) INTO counted FROM (
      SELECT account_id, rule_key, region, sum(way) AS resources
      FROM (SELECT account_id, rule_key, region, compliance, 1 AS way FROM new_rows
        UNION ALL SELECT account_id, rule_key, region, compliance, -1 FROM old_rows) m
      WHERE compliance = 'NON_COMPLIANT' GROUP BY account_id, rule_key, region) c WHERE resources <> 0;
  END IF;
  PERFORM steward_add_config_counts(counted);
  RETURN NULL;
END
$$;
