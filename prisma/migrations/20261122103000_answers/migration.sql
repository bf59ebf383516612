-- Answers to recommendations: who may give one, what it may change, and the history that keeps it.

-- CreateTable
CREATE TABLE "answer" (
    "person_id" TEXT NOT NULL,
    "client_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "request_hash" TEXT NOT NULL,
    "result" JSONB NOT NULL,

    CONSTRAINT "answer_pkey" PRIMARY KEY ("person_id","client_id")
);

-- CreateIndex
CREATE INDEX "answer_at_idx" ON "answer"("at");

-- CreateIndex
CREATE INDEX "recommendation_stage_committed_on_account_id_id_idx" ON "recommendation"("stage", "committed_on", "account_id", "id");

-- CreateIndex
CREATE INDEX "recommendation_stage_created_at_account_id_id_idx" ON "recommendation"("stage", "created_at", "account_id", "id");

-- CreateIndex
CREATE INDEX "recommendation_assignee_stage_account_id_id_idx" ON "recommendation"("assignee", "stage", "account_id", "id");

-- CreateIndex
CREATE INDEX "history_object_at_id_idx" ON "history"("object", "at", "id");

-- What the sealer looks for: entries without a place, and the last one of each chain.
CREATE INDEX history_unsealed_by_key ON history ((sequence IS NULL), at, id) WHERE sequence IS NULL;
CREATE INDEX history_chain_by_key ON history ((object LIKE 'recommendation:%'), sequence) WHERE sequence IS NOT NULL;

-- Whether the person this transaction acts for is there and has the role.
CREATE FUNCTION steward_is(wanted text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM person
    WHERE id = current_setting('steward.person', true) AND role = wanted AND disabled_at IS NULL)
$$;

-- The recommendation that an entry of the history speaks of; null where it speaks of something else.
CREATE FUNCTION steward_recommendation(object text) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN object LIKE 'recommendation:%' THEN substr(object, 16)::uuid END
$$;

-- A person changes what they decide and nothing that is counted: the columns of an answer, of what is in their reach,
-- and never to resolved, which only evidence does (T2).
GRANT UPDATE (stage, version, changed_at, acknowledged_at, acknowledged_by, decided_at, decided_by, reason, note,
  committed_on, assignee, expires_on, claimed_fixed_at) ON recommendation TO steward_web_all, steward_web_member;
CREATE POLICY decides_all ON recommendation FOR UPDATE TO steward_web_all
  USING ((SELECT steward_is('ccoe'))) WITH CHECK ((SELECT steward_is('ccoe')) AND stage <> 'resolved');
CREATE POLICY decides_own ON recommendation FOR UPDATE TO steward_web_member
  USING ((SELECT steward_is('member')) AND (account_id = ANY ((SELECT steward_reach())::text[])
    OR team_id = ANY ((SELECT steward_teams())::text[])))
  WITH CHECK ((SELECT steward_is('member')) AND stage <> 'resolved' AND (
    account_id = ANY ((SELECT steward_reach())::text[]) OR team_id = ANY ((SELECT steward_teams())::text[])));

-- An answer is remembered by the id its sender gave it, for its sender alone, so that sending it again changes nothing.
ALTER TABLE answer ENABLE ROW LEVEL SECURITY;
ALTER TABLE answer FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON answer TO steward_web_all, steward_web_member
  USING (person_id = current_setting('steward.person', true))
  WITH CHECK (person_id = current_setting('steward.person', true));
CREATE POLICY worker ON answer TO steward_worker USING (true);
GRANT SELECT, INSERT ON answer TO steward_web_all, steward_web_member;
GRANT SELECT, DELETE ON answer TO steward_worker;

-- History: who adds an entry is its actor, and it speaks of what they may decide; its place in the chain is not theirs
-- to give. Members read what became of their own recommendations.
DROP POLICY adds ON history;
CREATE POLICY adds ON history FOR INSERT TO steward_worker, steward_auth
  WITH CHECK (sequence IS NULL AND previous_hash IS NULL AND hash IS NULL);
CREATE POLICY adds_own ON history FOR INSERT TO steward_web_all, steward_web_member
  WITH CHECK (sequence IS NULL AND previous_hash IS NULL AND hash IS NULL
    AND actor = current_setting('steward.person', true)
    AND ((SELECT steward_is('ccoe')) OR (SELECT steward_is('member')))
    AND EXISTS (SELECT FROM recommendation r
      WHERE r.account_id = history.account_id AND r.id = steward_recommendation(history.object)));
CREATE POLICY reads_own ON history FOR SELECT TO steward_web_member USING (
  EXISTS (SELECT FROM recommendation r
    WHERE r.account_id = history.account_id AND r.id = steward_recommendation(history.object)));
GRANT SELECT ON history TO steward_web_member;

-- Sealing, once, is the worker's.
GRANT UPDATE (sequence, previous_hash, hash) ON history TO steward_worker;
CREATE POLICY seals ON history FOR UPDATE TO steward_worker USING (sequence IS NULL)
  WITH CHECK (sequence IS NOT NULL AND previous_hash IS NOT NULL AND hash IS NOT NULL);
CREATE TRIGGER history_stays BEFORE TRUNCATE ON history FOR EACH STATEMENT EXECUTE FUNCTION steward_refuse_rewrite();
