-- When the past of a demo was complete: until then its pages show the rest of it coming in. Null in other modes.
ALTER TABLE "installation" ADD COLUMN "past_complete_at" TIMESTAMPTZ(3);

-- What an orchestrator may know without signing in. It names nothing of the organisation.
CREATE FUNCTION public.steward_readiness() RETURNS TABLE (mode text, past_complete boolean, migrations text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT i.mode, i.past_complete_at IS NOT NULL,
    ARRAY(SELECT m.migration_name::text FROM public._prisma_migrations m
      WHERE m.finished_at IS NOT NULL AND m.rolled_back_at IS NULL ORDER BY m.migration_name)
  FROM public.installation i;
END
$$;
REVOKE ALL ON FUNCTION public.steward_readiness() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.steward_readiness() TO steward_auth;
