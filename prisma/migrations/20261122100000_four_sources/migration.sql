-- AWS Config, AWS Health and Trusted Advisor beside Lambda; answers to recommendations; weekly reports.

-- AlterTable
ALTER TABLE "finding" ADD COLUMN     "asks" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "finding_witness" ADD COLUMN     "statement" JSONB,
ADD COLUMN     "statement_hash" BYTEA;

-- AlterTable
ALTER TABLE "recommendation" ADD COLUMN     "acknowledged_at" TIMESTAMPTZ(3),
ADD COLUMN     "acknowledged_by" TEXT,
ADD COLUMN     "assignee" TEXT,
ADD COLUMN     "claimed_fixed_at" TIMESTAMPTZ(3),
ADD COLUMN     "committed_on" DATE,
ADD COLUMN     "decided_at" TIMESTAMPTZ(3),
ADD COLUMN     "decided_by" TEXT,
ADD COLUMN     "expires_on" DATE,
ADD COLUMN     "note" TEXT,
ADD COLUMN     "reason" TEXT,
ADD COLUMN     "title" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "config_aggregator_source" (
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3),
    "error_code" TEXT,
    "error_message" TEXT,

    CONSTRAINT "config_aggregator_source_pkey" PRIMARY KEY ("account_id","region")
);

-- CreateTable
CREATE TABLE "config_rule" (
    "account_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "region" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "rule_key" TEXT NOT NULL,
    "conformance_pack" TEXT,
    "compliance" TEXT NOT NULL,
    "non_compliant" INTEGER NOT NULL DEFAULT 0,
    "is_capped" BOOLEAN NOT NULL DEFAULT false,
    "content_hash" BYTEA NOT NULL,

    CONSTRAINT "config_rule_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "config_evaluation" (
    "account_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "region" TEXT NOT NULL,
    "rule_name" TEXT NOT NULL,
    "rule_key" TEXT NOT NULL,
    "resource_type" TEXT NOT NULL,
    "resource_id" TEXT NOT NULL,
    "compliance" TEXT NOT NULL,
    "annotation" TEXT,
    "ordered_at" TIMESTAMPTZ(3),
    "content_hash" BYTEA NOT NULL,

    CONSTRAINT "config_evaluation_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "health_event" (
    "id" UUID NOT NULL,
    "arn" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "type_code" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "scope_code" TEXT,
    "region" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3),
    "ends_at" TIMESTAMPTZ(3),
    "last_updated_at" TIMESTAMPTZ(3),
    "aws_status" TEXT,
    "actionability" TEXT,
    "description" TEXT,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "change_id" UUID NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "content_hash" BYTEA NOT NULL,

    CONSTRAINT "health_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "health_event_update" (
    "event_id" UUID NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "updated_at" TIMESTAMPTZ(3),
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "aws_status" TEXT,
    "starts_at" TIMESTAMPTZ(3),
    "ends_at" TIMESTAMPTZ(3),

    CONSTRAINT "health_event_update_pkey" PRIMARY KEY ("event_id","id")
);

-- CreateTable
CREATE TABLE "health_event_account" (
    "account_id" TEXT NOT NULL,
    "event_id" UUID NOT NULL,
    "entities" INTEGER NOT NULL DEFAULT 0,
    "pending" INTEGER NOT NULL DEFAULT 0,
    "resolved" INTEGER NOT NULL DEFAULT 0,
    "unknown" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "health_event_account_pkey" PRIMARY KEY ("account_id","event_id")
);

-- CreateTable
CREATE TABLE "health_entity" (
    "account_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "value" TEXT NOT NULL,
    "status" TEXT,
    "last_updated_at" TIMESTAMPTZ(3),
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "content_hash" BYTEA NOT NULL,

    CONSTRAINT "health_entity_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "health_entity_update" (
    "account_id" TEXT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "entity_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "status" TEXT,
    "updated_at" TIMESTAMPTZ(3),
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "health_entity_update_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "trusted_advisor_check" (
    "account_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "check_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "description" TEXT,
    "columns" JSONB NOT NULL DEFAULT '[]',
    "status" TEXT NOT NULL,
    "processed" INTEGER NOT NULL DEFAULT 0,
    "flagged" INTEGER NOT NULL DEFAULT 0,
    "ignored" INTEGER NOT NULL DEFAULT 0,
    "suppressed" INTEGER NOT NULL DEFAULT 0,
    "monthly_savings" DECIMAL(14,2),
    "refreshed_at" TIMESTAMPTZ(3),
    "content_hash" BYTEA NOT NULL,

    CONSTRAINT "trusted_advisor_check_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "trusted_advisor_resource" (
    "account_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "check_id" TEXT NOT NULL,
    "aws_id" TEXT NOT NULL,
    "region" TEXT,
    "status" TEXT NOT NULL,
    "is_suppressed" BOOLEAN NOT NULL DEFAULT false,
    "metadata" JSONB NOT NULL DEFAULT '[]',
    "content_hash" BYTEA NOT NULL,

    CONSTRAINT "trusted_advisor_resource_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "report" (
    "week" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "content" JSONB NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "report_pkey" PRIMARY KEY ("week","team_id")
);

-- CreateIndex
CREATE INDEX "config_rule_account_id_region_idx" ON "config_rule"("account_id", "region");

-- CreateIndex
CREATE INDEX "config_rule_rule_key_compliance_account_id_id_idx" ON "config_rule"("rule_key", "compliance", "account_id", "id");

-- CreateIndex
CREATE INDEX "config_evaluation_account_id_region_idx" ON "config_evaluation"("account_id", "region");

-- CreateIndex
CREATE INDEX "config_evaluation_rule_key_account_id_id_idx" ON "config_evaluation"("rule_key", "account_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "health_event_arn_key" ON "health_event"("arn");

-- CreateIndex
CREATE INDEX "health_event_change_id_idx" ON "health_event"("change_id");

-- CreateIndex
CREATE INDEX "health_event_starts_at_id_idx" ON "health_event"("starts_at", "id");

-- CreateIndex
CREATE INDEX "health_event_account_event_id_idx" ON "health_event_account"("event_id");

-- CreateIndex
CREATE INDEX "health_entity_event_id_account_id_id_idx" ON "health_entity"("event_id", "account_id", "id");

-- CreateIndex
CREATE INDEX "health_entity_update_account_id_event_id_recorded_at_idx" ON "health_entity_update"("account_id", "event_id", "recorded_at");

-- CreateIndex
CREATE INDEX "trusted_advisor_check_check_id_status_account_id_id_idx" ON "trusted_advisor_check"("check_id", "status", "account_id", "id");

-- CreateIndex
CREATE INDEX "trusted_advisor_resource_check_id_account_id_id_idx" ON "trusted_advisor_resource"("check_id", "account_id", "id");

-- CreateIndex
CREATE INDEX "finding_witness_account_id_source_region_idx" ON "finding_witness"("account_id", "source", "region");

-- CreateIndex
CREATE INDEX "recommendation_stage_due_on_account_id_id_idx" ON "recommendation"("stage", "due_on", "account_id", "id");

-- CreateIndex
CREATE INDEX "recommendation_check_id_stage_account_id_id_idx" ON "recommendation"("check_id", "stage", "account_id", "id");

-- CreateIndex
CREATE INDEX "recommendation_committed_on_idx" ON "recommendation"("committed_on");

-- CreateIndex
CREATE INDEX "recommendation_expires_on_idx" ON "recommendation"("expires_on");

-- Row security, as for every table whose rows belong to an account.
DO $$
DECLARE
  owned_table text;
  reach text := 'account_id = ANY ((SELECT steward_reach())::text[])';
BEGIN
  FOREACH owned_table IN ARRAY ARRAY[
    'config_aggregator_source', 'config_rule', 'config_evaluation', 'health_event_account', 'health_entity',
    'health_entity_update', 'trusted_advisor_check', 'trusted_advisor_resource'
  ] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', owned_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', owned_table);
    EXECUTE format('CREATE POLICY worker ON %I TO steward_worker USING (true) WITH CHECK (true)', owned_table);
    EXECUTE format('CREATE POLICY reads_all ON %I FOR SELECT TO steward_web_all USING (true)', owned_table);
    EXECUTE format('CREATE POLICY reads_own ON %I FOR SELECT TO steward_web_member USING (%s)', owned_table, reach);
    EXECUTE format('GRANT SELECT ON %I TO steward_web_all, steward_web_member', owned_table);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO steward_worker', owned_table);
  END LOOP;
END
$$;

-- An event exists for a member when it touches an account of theirs; public ones touch everybody.
DO $$
DECLARE
  event_table text;
BEGIN
  FOREACH event_table IN ARRAY ARRAY['health_event', 'health_event_update'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', event_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', event_table);
    EXECUTE format('CREATE POLICY worker ON %I TO steward_worker USING (true) WITH CHECK (true)', event_table);
    EXECUTE format('CREATE POLICY reads_all ON %I FOR SELECT TO steward_web_all USING (true)', event_table);
    EXECUTE format('GRANT SELECT ON %I TO steward_web_all, steward_web_member', event_table);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO steward_worker', event_table);
  END LOOP;
END
$$;
CREATE POLICY reads_own ON health_event FOR SELECT TO steward_web_member USING (
  scope_code = 'PUBLIC' OR EXISTS (SELECT 1 FROM health_event_account a WHERE a.event_id = health_event.id));
CREATE POLICY reads_own ON health_event_update FOR SELECT TO steward_web_member USING (
  EXISTS (SELECT 1 FROM health_event e WHERE e.id = health_event_update.event_id));

-- What was seen stays as it was seen.
REVOKE UPDATE ON health_event_update FROM steward_worker;
REVOKE UPDATE, DELETE ON health_entity_update FROM steward_worker;
GRANT USAGE ON SEQUENCE health_event_update_id_seq, health_entity_update_id_seq TO steward_worker;

-- Reports: made once, by the worker or by whoever may read everything; a team's are read by its members.
ALTER TABLE report ENABLE ROW LEVEL SECURITY;
ALTER TABLE report FORCE ROW LEVEL SECURITY;
CREATE POLICY worker ON report TO steward_worker USING (true) WITH CHECK (true);
CREATE POLICY reads_all ON report FOR SELECT TO steward_web_all USING (true);
CREATE POLICY reads_own ON report FOR SELECT TO steward_web_member USING (
  team_id = ANY ((SELECT steward_teams())::text[]));
GRANT SELECT ON report TO steward_web_all, steward_web_member;
GRANT SELECT, INSERT ON report TO steward_worker;
