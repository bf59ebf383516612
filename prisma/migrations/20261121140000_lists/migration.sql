-- Lists page by key in the order they are shown, so each filter they offer leads an index that continues with that
-- order. Dates that may be missing are sorted under a value of their own, because a row comparison knows no NULL: the
-- last day there is for a date to come, negative infinity for one in the past. Only functions that are still there are
-- listed, hence partial indexes.

DROP INDEX "lambda_function_verdict_due_on_account_id_id_idx";
DROP INDEX "lambda_function_due_on_account_id_id_idx";
DROP INDEX "lambda_function_runtime_account_id_id_idx";
DROP INDEX "lambda_function_subject_runtime_account_id_id_idx";
DROP INDEX "lambda_function_team_id_account_id_id_idx";
DROP INDEX "lambda_function_region_account_id_id_idx";
DROP INDEX "lambda_function_use_account_id_id_idx";
DROP INDEX "lambda_function_origin_account_id_id_idx";
DROP INDEX "lambda_function_last_invoked_on_account_id_id_idx";
DROP INDEX "lambda_function_last_modified_at_account_id_id_idx";

-- Orders.
CREATE INDEX lambda_function_by_due ON lambda_function
  (coalesce(due_on, '9999-12-31'::date), account_id, id) WHERE ended_at IS NULL;
CREATE INDEX lambda_function_by_name ON lambda_function
  (lower(name) COLLATE "C", account_id, id) WHERE ended_at IS NULL;
CREATE INDEX lambda_function_by_invoked ON lambda_function
  (coalesce(last_invoked_on, '-infinity'::date), account_id, id) WHERE ended_at IS NULL;
CREATE INDEX lambda_function_by_changed ON lambda_function
  (coalesce(last_modified_at, '-infinity'::timestamptz), account_id, id) WHERE ended_at IS NULL;

-- Filters, each in the order of the next date.
CREATE INDEX lambda_function_of_account ON lambda_function
  (account_id, coalesce(due_on, '9999-12-31'::date), id) WHERE ended_at IS NULL;
CREATE INDEX lambda_function_of_team ON lambda_function
  (team_id, coalesce(due_on, '9999-12-31'::date), account_id, id) WHERE ended_at IS NULL;
CREATE INDEX lambda_function_unowned ON lambda_function
  (coalesce(due_on, '9999-12-31'::date), account_id, id) WHERE ended_at IS NULL AND team_id IS NULL;
CREATE INDEX lambda_function_of_region ON lambda_function
  (region, coalesce(due_on, '9999-12-31'::date), account_id, id) WHERE ended_at IS NULL;
CREATE INDEX lambda_function_of_runtime ON lambda_function
  (coalesce(subject_runtime, runtime, ''), coalesce(due_on, '9999-12-31'::date), account_id, id)
  WHERE ended_at IS NULL;
CREATE INDEX lambda_function_of_verdict ON lambda_function
  (verdict, coalesce(due_on, '9999-12-31'::date), account_id, id) WHERE ended_at IS NULL;
CREATE INDEX lambda_function_of_use ON lambda_function
  (use, coalesce(due_on, '9999-12-31'::date), account_id, id) WHERE ended_at IS NULL;
CREATE INDEX lambda_function_of_severity ON lambda_function
  (severity, coalesce(due_on, '9999-12-31'::date), account_id, id) WHERE ended_at IS NULL;
CREATE INDEX lambda_function_of_origin ON lambda_function
  (origin, coalesce(due_on, '9999-12-31'::date), account_id, id) WHERE ended_at IS NULL;
CREATE INDEX lambda_function_of_origin_kind ON lambda_function
  (split_part(origin, ':', 1), coalesce(due_on, '9999-12-31'::date), account_id, id) WHERE ended_at IS NULL;

-- Coverage. Gaps are the scopes where something could have been read and was not.
CREATE INDEX scope_counted ON scope (status, source, account_id) WHERE expected;
CREATE INDEX scope_gaps ON scope (account_id, source, region)
  WHERE expected AND status NOT IN ('complete', 'disabled', 'skipped', 'not_entitled');
CREATE INDEX scope_of_cause ON scope (cause, account_id, source, region) WHERE expected AND cause IS NOT NULL;
CREATE INDEX scope_of_region ON scope (region, account_id, source) WHERE expected;

-- Runs: what did not go well in one of them.
CREATE INDEX run_scope_gaps ON run_scope (run_id, account_id, source, region)
  WHERE status NOT IN ('complete', 'disabled', 'skipped', 'not_entitled', 'pending', 'running');
CREATE INDEX run_scope_not_complete ON run_scope (run_id, status) WHERE status <> 'complete';
