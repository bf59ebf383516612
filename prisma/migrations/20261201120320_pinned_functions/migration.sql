-- Nobody's temporary tables stand in for ours. Without a search path of its own a function looks into the caller's
-- temporary schema first: a temporary `membership` made a member the owner of every account, and a trigger on a temporary
-- `auth_session` ran with the rights of the migrator. What policies call, and what runs with the rights of its owner, finds
-- nothing but the system's names by itself, and names ours in full.

CREATE OR REPLACE FUNCTION public.steward_teams() RETURNS text[] LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(array_agg(team_id), '{}') FROM public.membership
  WHERE person_id = current_setting('steward.person', true)
$$;

CREATE OR REPLACE FUNCTION public.steward_reach() RETURNS text[] LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(array_agg(id), '{}') FROM public.account
  WHERE team_id = ANY ((SELECT public.steward_teams())::text[])
$$;

CREATE OR REPLACE FUNCTION public.steward_is(wanted text) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM public.person
    WHERE id = current_setting('steward.person', true) AND role = wanted AND disabled_at IS NULL)
$$;

CREATE OR REPLACE FUNCTION public.steward_recommendation(object text) RETURNS uuid LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN object LIKE 'recommendation:%' THEN substr(object, 16)::uuid END
$$;

CREATE OR REPLACE FUNCTION public.steward_organization_scope(asked text) RETURNS TABLE (
  status text, cause text, message text, since timestamptz, last_complete_at timestamptz, first_complete_at timestamptz
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT status, cause, message, since, last_complete_at, first_complete_at FROM public.scope
  WHERE source = asked AND expected AND source IN ('organization', 'config.aggregator', 'health.events')
  ORDER BY last_complete_at DESC NULLS LAST LIMIT 1
$$;

CREATE OR REPLACE FUNCTION public.steward_end_sessions() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM public.auth_session WHERE user_id = NEW.id;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION public.steward_end_sessions() FROM PUBLIC;

-- The others run with the rights of who calls them. They find our tables by name, and temporary ones last.
DO $$
DECLARE
  unpinned regprocedure;
BEGIN
  FOR unpinned IN SELECT p.oid FROM pg_catalog.pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND p.proowner = current_user::regrole AND p.proconfig IS NULL
      AND p.proname LIKE 'steward\_%'
  LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, public, pg_temp', unpinned);
  END LOOP;
END
$$;
