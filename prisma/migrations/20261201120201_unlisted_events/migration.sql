-- Since when AWS lists an event no more that it may have forgotten as well as taken back: how it ended is not known.
ALTER TABLE health_event ADD COLUMN unlisted_at timestamptz(3);
