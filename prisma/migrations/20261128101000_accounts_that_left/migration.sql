-- Accounts that have left the organisation are archived: their rows stay as they were last read and count no more (F31).
-- Whoever records a place shuts out whoever records the organisation's accounts, so an account does not leave in between.

ALTER TABLE "account" ADD COLUMN "archived_at" TIMESTAMPTZ(3);

CREATE FUNCTION steward_has_left(account text) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT EXISTS (SELECT FROM account a WHERE a.id = account AND a.left_at IS NOT NULL) $$;

CREATE FUNCTION steward_add_trusted_advisor(deltas rollup_trusted_advisor_organization[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF deltas IS NULL THEN
    RETURN;
  END IF;
  PERFORM pg_advisory_xact_lock(5478109404);
  INSERT INTO rollup_trusted_advisor_organization AS r
    SELECT d.* FROM unnest(deltas) d ORDER BY 1, 2, 3, 4
    ON CONFLICT (check_id, category, name, status) DO UPDATE SET accounts = r.accounts + excluded.accounts,
      flagged = r.flagged + excluded.flagged, suppressed = r.suppressed + excluded.suppressed,
      saving = r.saving + excluded.saving, monthly_savings = r.monthly_savings + excluded.monthly_savings;
  DELETE FROM rollup_trusted_advisor_organization r USING unnest(deltas) d
    WHERE (r.check_id, r.category, r.name, r.status) = (d.check_id, d.category, d.name, d.status) AND r.accounts = 0;
END
$$;

-- The counters as they were, without accounts that have left.
CREATE OR REPLACE FUNCTION steward_count_config_rules() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  counted rollup_config_rule[];
  packed rollup_config_pack_organization[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(ROW(account_id, rule_key, region, rules, failing, 0)::rollup_config_rule) INTO counted FROM (
      SELECT account_id, rule_key, region, count(*) AS rules,
        count(*) FILTER (WHERE compliance = 'NON_COMPLIANT') AS failing
      FROM new_rows GROUP BY account_id, rule_key, region) c
      WHERE NOT steward_has_left(account_id);
    SELECT array_agg(ROW(rule_key, pack, rules)::rollup_config_pack_organization) INTO packed FROM (
      SELECT rule_key, coalesce(conformance_pack, '') AS pack, count(*) AS rules FROM new_rows
      WHERE NOT steward_has_left(account_id) GROUP BY 1, 2) c;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(ROW(account_id, rule_key, region, -rules, -failing, 0)::rollup_config_rule) INTO counted FROM (
      SELECT account_id, rule_key, region, count(*) AS rules,
        count(*) FILTER (WHERE compliance = 'NON_COMPLIANT') AS failing
      FROM old_rows GROUP BY account_id, rule_key, region) c
      WHERE NOT steward_has_left(account_id);
    SELECT array_agg(ROW(rule_key, pack, -rules)::rollup_config_pack_organization) INTO packed FROM (
      SELECT rule_key, coalesce(conformance_pack, '') AS pack, count(*) AS rules FROM old_rows
      WHERE NOT steward_has_left(account_id) GROUP BY 1, 2) c;
  ELSE
    SELECT array_agg(ROW(account_id, rule_key, region, rules, failing, 0)::rollup_config_rule) INTO counted FROM (
      SELECT account_id, rule_key, region, sum(way) AS rules,
        coalesce(sum(way) FILTER (WHERE compliance = 'NON_COMPLIANT'), 0) AS failing
      FROM (SELECT account_id, rule_key, region, compliance, 1 AS way FROM new_rows
        UNION ALL SELECT account_id, rule_key, region, compliance, -1 FROM old_rows) m
      GROUP BY account_id, rule_key, region) c
      WHERE (rules <> 0 OR failing <> 0) AND NOT steward_has_left(account_id);
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
    SELECT array_agg(ROW(account_id, rule_key, region, 0, 0, resources)::rollup_config_rule) INTO counted FROM (
      SELECT account_id, rule_key, region, count(*) AS resources FROM new_rows
      WHERE compliance = 'NON_COMPLIANT' GROUP BY account_id, rule_key, region) c
      WHERE NOT steward_has_left(account_id);
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(ROW(account_id, rule_key, region, 0, 0, -resources)::rollup_config_rule) INTO counted FROM (
      SELECT account_id, rule_key, region, count(*) AS resources FROM old_rows
      WHERE compliance = 'NON_COMPLIANT' GROUP BY account_id, rule_key, region) c
      WHERE NOT steward_has_left(account_id);
  ELSE
    SELECT array_agg(ROW(account_id, rule_key, region, 0, 0, resources)::rollup_config_rule) INTO counted FROM (
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

CREATE OR REPLACE FUNCTION steward_count_trusted_advisor() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  counted rollup_trusted_advisor_organization[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(ROW(check_id, category, name, status, accounts, flagged, suppressed, saving,
      monthly_savings)::rollup_trusted_advisor_organization) INTO counted FROM (
      SELECT check_id, category, name, status, count(*) AS accounts, sum(flagged) AS flagged,
        sum(suppressed) AS suppressed, count(monthly_savings) AS saving,
        coalesce(sum(monthly_savings), 0) AS monthly_savings
      FROM new_rows WHERE NOT steward_has_left(account_id)
      GROUP BY check_id, category, name, status) c;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(ROW(check_id, category, name, status, -accounts, -flagged, -suppressed, -saving,
      -monthly_savings)::rollup_trusted_advisor_organization) INTO counted FROM (
      SELECT check_id, category, name, status, count(*) AS accounts, sum(flagged) AS flagged,
        sum(suppressed) AS suppressed, count(monthly_savings) AS saving,
        coalesce(sum(monthly_savings), 0) AS monthly_savings
      FROM old_rows WHERE NOT steward_has_left(account_id)
      GROUP BY check_id, category, name, status) c;
  ELSE
    SELECT array_agg(ROW(check_id, category, name, status, accounts, flagged, suppressed, saving,
      monthly_savings)::rollup_trusted_advisor_organization) INTO counted FROM (
      SELECT check_id, category, name, status, sum(way) AS accounts, sum(way * flagged) AS flagged,
        sum(way * suppressed) AS suppressed, coalesce(sum(way) FILTER (WHERE monthly_savings IS NOT NULL), 0) AS saving,
        coalesce(sum(way * monthly_savings), 0) AS monthly_savings
      FROM (SELECT check_id, category, name, status, flagged, suppressed, monthly_savings, 1 AS way FROM new_rows
          WHERE NOT steward_has_left(account_id)
        UNION ALL SELECT check_id, category, name, status, flagged, suppressed, monthly_savings, -1 FROM old_rows
          WHERE NOT steward_has_left(account_id)) m
      GROUP BY check_id, category, name, status) c
      WHERE accounts <> 0 OR flagged <> 0 OR suppressed <> 0 OR saving <> 0 OR monthly_savings <> 0;
  END IF;
  PERFORM steward_add_trusted_advisor(counted);
  RETURN NULL;
END
$$;

-- All that an account's rows add to the totals, once (1) or taken away (-1).
CREATE FUNCTION steward_count_account(account text, way integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM steward_add_config_counts((SELECT array_agg(ROW(account, rule_key, region, rules, failing,
      resources)::rollup_config_rule)
    FROM (SELECT rule_key, region, way * sum(rules) AS rules, way * sum(failing) AS failing,
        way * sum(resources) AS resources
      FROM (SELECT rule_key, region, 1 AS rules, (compliance = 'NON_COMPLIANT')::int AS failing, 0 AS resources
          FROM config_rule WHERE account_id = account
        UNION ALL SELECT rule_key, region, 0, 0, 1 FROM config_evaluation
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

CREATE FUNCTION steward_count_departure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM steward_count_account(NEW.id, CASE WHEN NEW.left_at IS NULL THEN 1 ELSE -1 END);
  RETURN NULL;
END
$$;
CREATE TRIGGER counts_departure AFTER UPDATE OF left_at ON account FOR EACH ROW
  WHEN ((OLD.left_at IS NULL) IS DISTINCT FROM (NEW.left_at IS NULL)) EXECUTE FUNCTION steward_count_departure();

-- Those that left before.
ALTER TABLE account NO FORCE ROW LEVEL SECURITY;
ALTER TABLE config_rule NO FORCE ROW LEVEL SECURITY;
ALTER TABLE config_evaluation NO FORCE ROW LEVEL SECURITY;
ALTER TABLE trusted_advisor_check NO FORCE ROW LEVEL SECURITY;
ALTER TABLE rollup_config_rule NO FORCE ROW LEVEL SECURITY;
ALTER TABLE rollup_config_account NO FORCE ROW LEVEL SECURITY;
SELECT steward_count_account(id, -1) FROM account WHERE left_at IS NOT NULL ORDER BY id;
ALTER TABLE account FORCE ROW LEVEL SECURITY;
ALTER TABLE config_rule FORCE ROW LEVEL SECURITY;
ALTER TABLE config_evaluation FORCE ROW LEVEL SECURITY;
ALTER TABLE trusted_advisor_check FORCE ROW LEVEL SECURITY;
ALTER TABLE rollup_config_rule FORCE ROW LEVEL SECURITY;
ALTER TABLE rollup_config_account FORCE ROW LEVEL SECURITY;
