-- Accounts that have left the organisation are archived: their rows stay as they were last read and count no more (F31).
-- Whoever records a place shuts out whoever records the organisation's accounts, so an account does not leave in between.

ALTER TABLE "account" ADD COLUMN "archived_at" TIMESTAMPTZ(3);

-- A rule that AWS Config has no data of is not complied with: deployments that are count by themselves, beside those that
-- are not.
ALTER TABLE rollup_config_rule ADD COLUMN compliant INTEGER NOT NULL DEFAULT 0;
ALTER TABLE rollup_config_region_organization ADD COLUMN compliant INTEGER NOT NULL DEFAULT 0;

CREATE FUNCTION steward_has_left(account text) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT EXISTS (SELECT FROM account a WHERE a.id = account AND a.left_at IS NOT NULL) $$;

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
      resources = r.resources + d.resources, compliant = r.compliant + d.compliant
    WHEN NOT MATCHED THEN INSERT VALUES (d.account_id, d.rule_key, d.region, d.rules, d.failing, d.resources, d.compliant);

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
        sum(d.resources)::int AS resources, sum(d.compliant)::int AS compliant
      FROM unnest(deltas) d GROUP BY d.rule_key, d.region) d
    ON r.rule_key = d.rule_key AND r.region = d.region
    WHEN MATCHED AND r.rules + d.rules = 0 AND r.failing + d.failing = 0 AND r.resources + d.resources = 0 THEN DELETE
    WHEN MATCHED THEN UPDATE SET rules = r.rules + d.rules, failing = r.failing + d.failing,
      resources = r.resources + d.resources, compliant = r.compliant + d.compliant
    WHEN NOT MATCHED THEN INSERT VALUES (d.rule_key, d.region, d.rules, d.failing, d.resources, d.compliant);

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
    WHEN NOT MATCHED AND (d.accounts <> 0 OR d.failing <> 0) THEN INSERT VALUES (d.rule_key, d.accounts, d.failing);
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

-- The counters as they were, without accounts that have left, with rules that are complied with, and done at once where
-- the statement touched no row: one that inserts or updates fires both.
CREATE OR REPLACE FUNCTION steward_count_config_rules() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  counted rollup_config_rule[];
  packed rollup_config_pack_organization[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT EXISTS (SELECT FROM new_rows) THEN
      RETURN NULL;
    END IF;
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
    IF NOT EXISTS (SELECT FROM old_rows) THEN
      RETURN NULL;
    END IF;
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
    IF NOT EXISTS (SELECT FROM new_rows) THEN
      RETURN NULL;
    END IF;
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
    IF NOT EXISTS (SELECT FROM new_rows) THEN
      RETURN NULL;
    END IF;
    SELECT array_agg(ROW(account_id, rule_key, region, 0, 0, resources, 0)::rollup_config_rule) INTO counted FROM (
      SELECT account_id, rule_key, region, count(*) AS resources FROM new_rows
      WHERE compliance = 'NON_COMPLIANT' GROUP BY account_id, rule_key, region) c
      WHERE NOT steward_has_left(account_id);
  ELSIF TG_OP = 'DELETE' THEN
    IF NOT EXISTS (SELECT FROM old_rows) THEN
      RETURN NULL;
    END IF;
    SELECT array_agg(ROW(account_id, rule_key, region, 0, 0, -resources, 0)::rollup_config_rule) INTO counted FROM (
      SELECT account_id, rule_key, region, count(*) AS resources FROM old_rows
      WHERE compliance = 'NON_COMPLIANT' GROUP BY account_id, rule_key, region) c
      WHERE NOT steward_has_left(account_id);
  ELSE
    IF NOT EXISTS (SELECT FROM new_rows) THEN
      RETURN NULL;
    END IF;
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

CREATE OR REPLACE FUNCTION steward_count_trusted_advisor() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  counted rollup_trusted_advisor_organization[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT EXISTS (SELECT FROM new_rows) THEN
      RETURN NULL;
    END IF;
    SELECT array_agg(ROW(check_id, category, name, status, accounts, flagged, suppressed, saving,
      monthly_savings)::rollup_trusted_advisor_organization) INTO counted FROM (
      SELECT check_id, category, name, status, count(*) AS accounts, sum(flagged) AS flagged,
        sum(suppressed) AS suppressed, count(monthly_savings) AS saving,
        coalesce(sum(monthly_savings), 0) AS monthly_savings
      FROM new_rows WHERE NOT steward_has_left(account_id)
      GROUP BY check_id, category, name, status) c;
  ELSIF TG_OP = 'DELETE' THEN
    IF NOT EXISTS (SELECT FROM old_rows) THEN
      RETURN NULL;
    END IF;
    SELECT array_agg(ROW(check_id, category, name, status, -accounts, -flagged, -suppressed, -saving,
      -monthly_savings)::rollup_trusted_advisor_organization) INTO counted FROM (
      SELECT check_id, category, name, status, count(*) AS accounts, sum(flagged) AS flagged,
        sum(suppressed) AS suppressed, count(monthly_savings) AS saving,
        coalesce(sum(monthly_savings), 0) AS monthly_savings
      FROM old_rows WHERE NOT steward_has_left(account_id)
      GROUP BY check_id, category, name, status) c;
  ELSE
    IF NOT EXISTS (SELECT FROM new_rows) THEN
      RETURN NULL;
    END IF;
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

CREATE FUNCTION steward_count_departure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM steward_count_account(NEW.id, CASE WHEN NEW.left_at IS NULL THEN 1 ELSE -1 END);
  RETURN NULL;
END
$$;
CREATE TRIGGER counts_departure AFTER UPDATE OF left_at ON account FOR EACH ROW
  WHEN ((OLD.left_at IS NULL) IS DISTINCT FROM (NEW.left_at IS NULL)) EXECUTE FUNCTION steward_count_departure();

-- What is there, counted anew: in one go, since account by account takes many minutes where there are thousands.
ALTER TABLE account NO FORCE ROW LEVEL SECURITY;
ALTER TABLE config_rule NO FORCE ROW LEVEL SECURITY;
ALTER TABLE config_evaluation NO FORCE ROW LEVEL SECURITY;
ALTER TABLE trusted_advisor_check NO FORCE ROW LEVEL SECURITY;
ALTER TABLE rollup_config_rule NO FORCE ROW LEVEL SECURITY;
ALTER TABLE rollup_config_account NO FORCE ROW LEVEL SECURITY;
DELETE FROM rollup_config_rule;
DELETE FROM rollup_config_account;
DELETE FROM rollup_config_region_organization;
DELETE FROM rollup_config_rule_accounts;
DELETE FROM rollup_config_pack_organization;
DELETE FROM rollup_trusted_advisor_organization;
INSERT INTO rollup_config_rule
  SELECT account_id, rule_key, region, sum(rules), sum(failing), sum(resources), sum(compliant)
  FROM (SELECT account_id, rule_key, region, 1 AS rules, (compliance = 'NON_COMPLIANT')::int AS failing, 0 AS resources,
      (compliance = 'COMPLIANT')::int AS compliant FROM config_rule
    UNION ALL SELECT account_id, rule_key, region, 0, 0, 1, 0 FROM config_evaluation WHERE compliance = 'NON_COMPLIANT') r
  WHERE account_id <> ALL (ARRAY(SELECT id FROM account WHERE left_at IS NOT NULL)) GROUP BY account_id, rule_key, region;
INSERT INTO rollup_config_account
  SELECT account_id, sum(rules), sum(failing), sum(resources) FROM rollup_config_rule GROUP BY account_id;
INSERT INTO rollup_config_region_organization
  SELECT rule_key, region, sum(rules), sum(failing), sum(resources), sum(compliant) FROM rollup_config_rule
  GROUP BY rule_key, region;
INSERT INTO rollup_config_rule_accounts
  SELECT rule_key, count(DISTINCT account_id), count(DISTINCT account_id) FILTER (WHERE failing > 0)
  FROM rollup_config_rule WHERE rules > 0 GROUP BY rule_key;
INSERT INTO rollup_config_pack_organization
  SELECT rule_key, coalesce(conformance_pack, ''), count(*) FROM config_rule
  WHERE account_id <> ALL (ARRAY(SELECT id FROM account WHERE left_at IS NOT NULL)) GROUP BY 1, 2;
INSERT INTO rollup_trusted_advisor_organization
  SELECT check_id, category, name, status, count(*), sum(flagged), sum(suppressed), count(monthly_savings),
    coalesce(sum(monthly_savings), 0)
  FROM trusted_advisor_check WHERE account_id <> ALL (ARRAY(SELECT id FROM account WHERE left_at IS NOT NULL))
  GROUP BY check_id, category, name, status;
ALTER TABLE account FORCE ROW LEVEL SECURITY;
ALTER TABLE config_rule FORCE ROW LEVEL SECURITY;
ALTER TABLE config_evaluation FORCE ROW LEVEL SECURITY;
ALTER TABLE trusted_advisor_check FORCE ROW LEVEL SECURITY;
ALTER TABLE rollup_config_rule FORCE ROW LEVEL SECURITY;
ALTER TABLE rollup_config_account FORCE ROW LEVEL SECURITY;
