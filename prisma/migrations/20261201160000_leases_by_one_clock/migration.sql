-- Leases are given and looked at by the database's own clock, the one that all workers share. One that ends later than any
-- is given for was given before that clock went back: it says nothing.
CREATE FUNCTION lease_holds(lease_until timestamptz) RETURNS boolean LANGUAGE sql VOLATILE
SET search_path = pg_catalog, pg_temp AS $$
  SELECT lease_until > clock_timestamp() AND lease_until < clock_timestamp() + interval '5 minutes'
$$;
REVOKE ALL ON FUNCTION lease_holds(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lease_holds(timestamptz) TO steward_worker, steward_web_all;

-- As before, but for the clock that leases are looked at with.
DROP FUNCTION request_collection(uuid, text, text[], text[], text[], text, timestamptz, timestamptz, timestamptz, boolean);
CREATE FUNCTION request_collection(new_id uuid, new_trigger text, new_sources text[], new_account_ids text[],
  new_regions text[], new_requested_by text, new_at timestamptz, fresh_since timestamptz, also_due boolean)
RETURNS TABLE (id uuid, status text, requested_at timestamptz, started_at timestamptz) LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  -- The schedule takes the same lock. What others have written before they let go of it is seen by what follows.
  PERFORM pg_advisory_xact_lock(5478109501);
  RETURN QUERY
    SELECT r.id, r.status, r.requested_at::timestamptz, r.started_at::timestamptz
    FROM public.collection_run r
    WHERE r.status IN ('requested', 'running') AND (r.reads_all OR also_due)
      AND public.collection_includes(r.sources, new_sources)
      AND public.collection_includes(r.account_ids, new_account_ids)
      AND public.collection_includes(r.regions, new_regions)
      AND (r.status = 'requested' OR public.lease_holds(r.lease_until) AND (also_due
        -- Another process of a demo may be at another time.
        OR r.started_at BETWEEN fresh_since AND new_at + interval '1 minute'
        OR EXISTS (SELECT 1 FROM public.run_scope s WHERE s.run_id = r.id AND s.status = 'pending'
            AND public.collection_includes(new_sources, ARRAY[s.source])
            AND public.collection_includes(new_account_ids, ARRAY[s.account_id]))
          AND NOT EXISTS (SELECT 1 FROM public.run_scope s WHERE s.run_id = r.id AND s.status <> 'pending'
            AND public.collection_includes(new_sources, ARRAY[s.source])
            AND public.collection_includes(new_account_ids, ARRAY[s.account_id]))))
    ORDER BY r.status DESC, r.requested_at, r.id LIMIT 1;
  IF FOUND THEN
    RETURN;
  END IF;
  INSERT INTO public.collection_run (id, trigger, status, sources, account_ids, regions, requested_by, requested_at)
  VALUES (new_id, new_trigger, 'requested', new_sources, new_account_ids, new_regions, new_requested_by, new_at);
  RETURN QUERY SELECT new_id, 'requested'::text, new_at, NULL::timestamptz;
END
$$;
REVOKE ALL ON FUNCTION request_collection(uuid, text, text[], text[], text[], text, timestamptz, timestamptz, boolean)
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION request_collection(uuid, text, text[], text[], text[], text, timestamptz, timestamptz, boolean)
  TO steward_worker, steward_web_all;
