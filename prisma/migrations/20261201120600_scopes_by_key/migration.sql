-- A scope of a run is found by its key and by nothing else. An index that begins with the run and fits a part of a
-- condition looks as good to the planner while it has no statistics of a run's fresh rows, and then reads all of the run
-- for each scope.
DROP INDEX run_scope_run_id_source_status_idx;

-- Only of what has ended: a condition on scopes that are pending or running must not fit it.
DROP INDEX run_scope_not_complete;
CREATE INDEX run_scope_not_complete ON run_scope (run_id, status, cause)
  WHERE status NOT IN ('complete', 'pending', 'running');
