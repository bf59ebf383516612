-- What a report of a past week is cut from: when findings were due at the time, and whose accounts were.

-- AlterTable
ALTER TABLE "finding_transition" ADD COLUMN     "due_on" DATE;

-- CreateTable
CREATE TABLE "account_owner" (
    "account_id" TEXT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "team_id" TEXT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_owner_pkey" PRIMARY KEY ("account_id","id")
);

-- Of findings recorded before this, the date in force now is the best that is known. Forced row security would hide
-- every row from the owner, who has no policy.
ALTER TABLE finding NO FORCE ROW LEVEL SECURITY;
ALTER TABLE finding_transition NO FORCE ROW LEVEL SECURITY;
ALTER TABLE account NO FORCE ROW LEVEL SECURITY;
UPDATE finding_transition t SET due_on = f.due_on FROM finding f
WHERE f.account_id = t.account_id AND f.id = t.finding_id AND f.due_on IS NOT NULL;
INSERT INTO account_owner (account_id, team_id, recorded_at) SELECT id, team_id, first_seen_at FROM account;
ALTER TABLE finding FORCE ROW LEVEL SECURITY;
ALTER TABLE finding_transition FORCE ROW LEVEL SECURITY;
ALTER TABLE account FORCE ROW LEVEL SECURITY;

ALTER TABLE account_owner ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_owner FORCE ROW LEVEL SECURITY;
CREATE POLICY worker ON account_owner TO steward_worker USING (true) WITH CHECK (true);
CREATE POLICY reads_all ON account_owner FOR SELECT TO steward_web_all USING (true);
CREATE POLICY reads_own ON account_owner FOR SELECT TO steward_web_member USING (
  account_id = ANY ((SELECT steward_reach())::text[]));
GRANT SELECT ON account_owner TO steward_web_all, steward_web_member;
GRANT SELECT, INSERT ON account_owner TO steward_worker;
GRANT USAGE ON SEQUENCE account_owner_id_seq TO steward_worker;
