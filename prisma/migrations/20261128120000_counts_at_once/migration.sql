-- Counts are added in one call for an account and one for the organisation: a judgement of a few findings touches nine
-- tables of counts, and as many statements, each planned anew, took as long as writing the findings. What has come to
-- zero is removed, so that every table equals a recount.

-- The caller has locked the account's row, so nobody else writes these rows meanwhile. `runtime_counts` are those of
-- places, set as they are; `runtime_changes` what the account's functions by runtime went up or down by. Answers the
-- runtimes that the account has come to (1) or left (-1): stored counts are those of everybody who had the lock before,
-- and ours.
CREATE FUNCTION steward_add_account_counts(of_account text, finding_counts json, movements json, runtime_counts json,
  runtime_changes json, function_change int, open_change int) RETURNS TABLE (runtime text, accounts int)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  IF runtime_counts IS NOT NULL THEN
    MERGE INTO rollup_runtime r
    USING json_to_recordset(runtime_counts) AS n(region text, runtime text, "teamId" text, verdict text, use text,
      functions int, versions int)
    ON r.account_id = of_account AND r.region = n.region AND r.runtime = n.runtime AND r.team_id = n."teamId"
      AND r.verdict = n.verdict AND r.use = n.use
    WHEN MATCHED AND n.functions = 0 AND n.versions = 0 THEN DELETE
    WHEN MATCHED THEN UPDATE SET functions = n.functions, versions = n.versions
    WHEN NOT MATCHED THEN INSERT (account_id, runtime, region, team_id, verdict, use, functions, versions)
      VALUES (of_account, n.runtime, n.region, n."teamId", n.verdict, n.use, n.functions, n.versions);
  END IF;
  IF finding_counts IS NOT NULL THEN
    MERGE INTO rollup_account r
    USING json_to_recordset(finding_counts) AS n("checkId" text, subject text, region text, "teamId" text, status text,
      severity text, use text, "dueOn" date, findings int)
    ON r.account_id = of_account AND r.check_id = n."checkId" AND r.subject = n.subject AND r.region = n.region
      AND r.team_id = n."teamId" AND r.status = n.status AND r.severity = n.severity AND r.use = n.use
      AND r.due_on = n."dueOn"
    WHEN MATCHED AND r.findings + n.findings = 0 THEN DELETE
    WHEN MATCHED THEN UPDATE SET findings = r.findings + n.findings
    WHEN NOT MATCHED THEN INSERT (account_id, check_id, subject, region, team_id, status, severity, use, due_on, findings)
      VALUES (of_account, n."checkId", n.subject, n.region, n."teamId", n.status, n.severity, n.use, n."dueOn", n.findings);
  END IF;
  IF movements IS NOT NULL THEN
    MERGE INTO movement_day m
    USING json_to_recordset(movements) AS n(day date, "checkId" text, subject text, "teamId" text, cause text,
      opened int, closed int)
    ON m.account_id = of_account AND m.day = n.day AND m.check_id = n."checkId" AND m.subject = n.subject
      AND m.team_id = n."teamId" AND m.cause = n.cause
    WHEN MATCHED THEN UPDATE SET opened = m.opened + n.opened, closed = m.closed + n.closed
    WHEN NOT MATCHED THEN INSERT (account_id, day, check_id, subject, team_id, cause, opened, closed)
      VALUES (of_account, n.day, n."checkId", n.subject, n."teamId", n.cause, n.opened, n.closed);
  END IF;
  IF function_change <> 0 OR open_change <> 0 THEN
    UPDATE account a SET functions = functions + function_change, open_findings = open_findings + open_change
    WHERE a.id = of_account;
  END IF;
  IF runtime_changes IS NOT NULL THEN
    RETURN QUERY SELECT c.runtime, CASE WHEN c.now = 0 THEN -1 ELSE 1 END
      FROM (SELECT n.runtime, n.change, (SELECT coalesce(sum(r.functions), 0) FROM rollup_runtime r
          WHERE r.account_id = of_account AND r.runtime = n.runtime) AS now
        FROM json_to_recordset(runtime_changes) AS n(runtime text, change int)) c
      WHERE c.now = 0 OR c.now = c.change;
  END IF;
END
$$;

-- Rows of the organisation are everybody's: table after table in this order, each in the order of its keys.
CREATE FUNCTION steward_add_organization_counts(finding_counts json, runtime_counts json, runtime_accounts json,
  region_counts json, movements json) RETURNS void
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  came_to_zero boolean;
BEGIN
  IF finding_counts IS NOT NULL THEN
    WITH added AS (
      INSERT INTO rollup_organization AS r (check_id, subject, team_id, status, severity, use, due_on, findings)
        SELECT n."checkId", n.subject, n."teamId", n.status, n.severity, n.use, n."dueOn", n.findings
        FROM json_to_recordset(finding_counts) AS n("checkId" text, subject text, "teamId" text, status text,
          severity text, use text, "dueOn" date, findings int) ORDER BY 1, 2, 3, 4, 5, 6, 7
        ON CONFLICT (check_id, subject, team_id, status, severity, use, due_on)
        DO UPDATE SET findings = r.findings + excluded.findings RETURNING r.findings
    ) SELECT bool_or(findings = 0) INTO came_to_zero FROM added;
    IF came_to_zero THEN
      DELETE FROM rollup_organization r USING json_to_recordset(finding_counts) AS n("checkId" text, subject text,
          "teamId" text, status text, severity text, use text, "dueOn" date)
        WHERE r.check_id = n."checkId" AND r.subject = n.subject AND r.team_id = n."teamId"
          AND r.status = n.status AND r.severity = n.severity AND r.use = n.use AND r.due_on = n."dueOn"
          AND r.findings = 0;
    END IF;
  END IF;
  IF runtime_counts IS NOT NULL THEN
    WITH added AS (
      INSERT INTO rollup_runtime_organization AS r (runtime, team_id, verdict, use, functions)
        SELECT n.runtime, n."teamId", n.verdict, n.use, n.functions FROM json_to_recordset(runtime_counts)
          AS n(runtime text, "teamId" text, verdict text, use text, functions int) ORDER BY 1, 2, 3, 4
        ON CONFLICT (runtime, team_id, verdict, use) DO UPDATE SET functions = r.functions + excluded.functions
        RETURNING r.functions
    ) SELECT bool_or(functions = 0) INTO came_to_zero FROM added;
    IF came_to_zero THEN
      DELETE FROM rollup_runtime_organization r USING json_to_recordset(runtime_counts)
          AS n(runtime text, "teamId" text, verdict text, use text)
        WHERE r.runtime = n.runtime AND r.team_id = n."teamId" AND r.verdict = n.verdict AND r.use = n.use
          AND r.functions = 0;
    END IF;
  END IF;
  IF runtime_accounts IS NOT NULL THEN
    WITH added AS (
      INSERT INTO rollup_runtime_accounts AS r (runtime, accounts)
        SELECT n.runtime, n.accounts FROM json_to_recordset(runtime_accounts) AS n(runtime text, accounts int) ORDER BY 1
        ON CONFLICT (runtime) DO UPDATE SET accounts = r.accounts + excluded.accounts RETURNING r.accounts
    ) SELECT bool_or(accounts = 0) INTO came_to_zero FROM added;
    IF came_to_zero THEN
      DELETE FROM rollup_runtime_accounts r USING json_to_recordset(runtime_accounts) AS n(runtime text)
        WHERE r.runtime = n.runtime AND r.accounts = 0;
    END IF;
  END IF;
  IF region_counts IS NOT NULL THEN
    WITH added AS (
      INSERT INTO rollup_region_organization AS r (region, functions)
        SELECT n.region, n.functions FROM json_to_recordset(region_counts) AS n(region text, functions int) ORDER BY 1
        ON CONFLICT (region) DO UPDATE SET functions = r.functions + excluded.functions RETURNING r.functions
    ) SELECT bool_or(functions = 0) INTO came_to_zero FROM added;
    IF came_to_zero THEN
      DELETE FROM rollup_region_organization r USING json_to_recordset(region_counts) AS n(region text)
        WHERE r.region = n.region AND r.functions = 0;
    END IF;
  END IF;
  IF movements IS NOT NULL THEN
    INSERT INTO movement_day_organization AS m (day, check_id, subject, cause, opened, closed)
      SELECT n.day, n."checkId", n.subject, n.cause, n.opened, n.closed FROM json_to_recordset(movements)
        AS n(day date, "checkId" text, subject text, cause text, opened int, closed int) ORDER BY 1, 2, 3, 4
      ON CONFLICT (day, check_id, subject, cause)
      DO UPDATE SET opened = m.opened + excluded.opened, closed = m.closed + excluded.closed;
  END IF;
END
$$;
