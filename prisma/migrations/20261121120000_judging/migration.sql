-- A place is an account × Region. Its first complete judging is a baseline: what is found then is not new.
CREATE TABLE "judged_place" (
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "baseline_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "judged_place_pkey" PRIMARY KEY ("account_id", "region")
);

ALTER TABLE judged_place ENABLE ROW LEVEL SECURITY;
ALTER TABLE judged_place FORCE ROW LEVEL SECURITY;
CREATE POLICY worker ON judged_place TO steward_worker USING (true) WITH CHECK (true);
CREATE POLICY reads_all ON judged_place FOR SELECT TO steward_web_all USING (true);
CREATE POLICY reads_own ON judged_place FOR SELECT TO steward_web_member
  USING (account_id = ANY ((SELECT steward_reach())::text[]));
GRANT SELECT ON judged_place TO steward_web_all, steward_web_member;
GRANT SELECT, INSERT, UPDATE, DELETE ON judged_place TO steward_worker;

-- What is recounted and compared place by place.
CREATE INDEX "rollup_runtime_account_id_region_idx" ON "rollup_runtime"("account_id", "region");
