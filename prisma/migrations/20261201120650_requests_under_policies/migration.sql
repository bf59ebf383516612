-- It runs as whoever asks and names every table in full. What the policies of those tables call looks for its own tables
-- on the path of the session, so the path stays as it is.
ALTER FUNCTION request_collection(uuid, text, text[], text[], text[], text, timestamptz, timestamptz, timestamptz, boolean)
  RESET search_path;
