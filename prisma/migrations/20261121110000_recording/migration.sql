-- What a scope's stage was compared with: counted up by every recording that changed its rows, so that a reading that was
-- compared with an older state is read again and never merged.
ALTER TABLE "scope" ADD COLUMN "revision" INTEGER NOT NULL DEFAULT 0;

-- Pages of large readings wait here until their scope is recorded, one unlogged table per attempt, made and dropped by
-- the worker. It is no place to read from: web has no way in.
CREATE SCHEMA staging;
GRANT USAGE, CREATE ON SCHEMA staging TO steward_worker;

-- A worker hears at once that somebody asked for a collection; it also looks every few seconds, so a lost notice costs
-- seconds and no run.
CREATE FUNCTION steward_announce_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('steward_runs', NEW.id::text);
  RETURN NULL;
END
$$;
CREATE TRIGGER collection_run_requested AFTER INSERT ON collection_run FOR EACH ROW
  WHEN (NEW.status = 'requested') EXECUTE FUNCTION steward_announce_run();
