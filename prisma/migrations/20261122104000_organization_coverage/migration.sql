-- How a source that is read once for the whole organisation fares, for every viewer. Its scope belongs to the account
-- that was asked, which is not a team's own, so that row security hides it from members; without its state they could
-- not tell "there is nothing" from "nobody could look". The account asked stays hidden.
CREATE POLICY reads_organization ON scope FOR SELECT TO CURRENT_USER USING (
  expected AND source IN ('organization', 'config.aggregator', 'health.events'));

CREATE FUNCTION steward_organization_scope(asked text) RETURNS TABLE (
  status text, cause text, message text, since timestamptz, last_complete_at timestamptz, first_complete_at timestamptz
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT status, cause, message, since, last_complete_at, first_complete_at FROM public.scope
  WHERE source = asked AND expected AND source IN ('organization', 'config.aggregator', 'health.events')
  ORDER BY last_complete_at DESC NULLS LAST LIMIT 1
$$;
REVOKE ALL ON FUNCTION steward_organization_scope(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION steward_organization_scope(text) TO steward_web_all, steward_web_member, steward_worker;
