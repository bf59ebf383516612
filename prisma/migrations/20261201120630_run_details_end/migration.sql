-- When what a run did place by place was removed. Its totals stay.
ALTER TABLE "collection_run" ADD COLUMN "details_removed_at" TIMESTAMPTZ(3);
CREATE INDEX collection_run_detailed ON collection_run (finished_at) WHERE details_removed_at IS NULL;
