-- The functions that policies call have a path of their own by now, so this one has its own again, like all others.
ALTER FUNCTION request_collection(uuid, text, text[], text[], text[], text, timestamptz, timestamptz, timestamptz, boolean)
  SET search_path = pg_catalog, pg_temp;
