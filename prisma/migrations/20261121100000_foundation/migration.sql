-- CreateTable
CREATE TABLE "installation" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "mode" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "judged_on" DATE,
    "catalogue_hash" TEXT,
    "baseline_run_id" UUID,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organization" (
    "id" TEXT NOT NULL,
    "arn" TEXT NOT NULL,
    "management_account_id" TEXT NOT NULL,
    "feature_set" TEXT,
    "observed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organizational_unit" (
    "id" TEXT NOT NULL,
    "parent_id" TEXT,
    "name" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "depth" INTEGER NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "organizational_unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organizational_unit_closure" (
    "ancestor_id" TEXT NOT NULL,
    "unit_id" TEXT NOT NULL,
    "distance" INTEGER NOT NULL,

    CONSTRAINT "organizational_unit_closure_pkey" PRIMARY KEY ("ancestor_id","unit_id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "arn" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "unit_id" TEXT,
    "ou_path" TEXT NOT NULL DEFAULT '',
    "joined_at" TIMESTAMPTZ(3),
    "joined_method" TEXT,
    "support_plan" TEXT,
    "team_id" TEXT,
    "team_rule" TEXT,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "left_at" TIMESTAMPTZ(3),
    "state_since" TIMESTAMPTZ(3) NOT NULL,
    "functions" INTEGER NOT NULL DEFAULT 0,
    "open_findings" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_tag" (
    "account_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "account_tag_pkey" PRIMARY KEY ("account_id","key")
);

-- CreateTable
CREATE TABLE "account_contact" (
    "account_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "title" TEXT,
    "email" TEXT NOT NULL,
    "phone" TEXT,

    CONSTRAINT "account_contact_pkey" PRIMARY KEY ("account_id","kind")
);

-- CreateTable
CREATE TABLE "account_region" (
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "opt_status" TEXT NOT NULL,

    CONSTRAINT "account_region_pkey" PRIMARY KEY ("account_id","region")
);

-- CreateTable
CREATE TABLE "team" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "team_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ownership_rule" (
    "id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "tag_key" TEXT,
    "pattern" TEXT,
    "team_id" TEXT,

    CONSTRAINT "ownership_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "collection_run" (
    "id" UUID NOT NULL,
    "trigger" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "sources" TEXT[],
    "account_ids" TEXT[],
    "regions" TEXT[],
    "requested_by" TEXT,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "deadline_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "duration_ms" INTEGER,
    "scopes_expected" INTEGER NOT NULL DEFAULT 0,
    "rows" BIGINT NOT NULL DEFAULT 0,
    "aws_calls" INTEGER NOT NULL DEFAULT 0,
    "throttles" INTEGER NOT NULL DEFAULT 0,
    "message" TEXT,

    CONSTRAINT "collection_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scope" (
    "account_id" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "cause" TEXT,
    "message" TEXT,
    "remedy" TEXT,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "last_attempt_at" TIMESTAMPTZ(3),
    "last_complete_at" TIMESTAMPTZ(3),
    "last_run_id" UUID,
    "count" INTEGER NOT NULL DEFAULT 0,
    "pages" INTEGER NOT NULL DEFAULT 0,
    "duration_ms" INTEGER NOT NULL DEFAULT 0,
    "expected" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "scope_pkey" PRIMARY KEY ("account_id","source","region")
);

-- CreateTable
CREATE TABLE "run_scope" (
    "run_id" UUID NOT NULL,
    "account_id" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "cause" TEXT,
    "message" TEXT,
    "rows" INTEGER NOT NULL DEFAULT 0,
    "pages" INTEGER NOT NULL DEFAULT 0,
    "aws_calls" INTEGER NOT NULL DEFAULT 0,
    "throttles" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "duration_ms" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "run_scope_pkey" PRIMARY KEY ("run_id","account_id","source","region")
);

-- CreateTable
CREATE TABLE "run_call" (
    "run_id" UUID NOT NULL,
    "service" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "calls" INTEGER NOT NULL,
    "retries" INTEGER NOT NULL,
    "throttles" INTEGER NOT NULL,
    "errors" INTEGER NOT NULL,
    "duration_ms" BIGINT NOT NULL,

    CONSTRAINT "run_call_pkey" PRIMARY KEY ("run_id","service","operation")
);

-- CreateTable
CREATE TABLE "worker_process" (
    "id" UUID NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "worker_process_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lambda_function" (
    "account_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "region" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "arn" TEXT NOT NULL,
    "package_type" TEXT NOT NULL,
    "runtime" TEXT,
    "code_bytes" BIGINT,
    "last_modified_at" TIMESTAMPTZ(3),
    "origin" TEXT NOT NULL DEFAULT 'unknown',
    "team_id" TEXT,
    "team_rule" TEXT,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "verdict" TEXT NOT NULL DEFAULT 'unknown',
    "subject_runtime" TEXT,
    "due_on" DATE,
    "use" TEXT NOT NULL DEFAULT 'unknown',
    "severity" TEXT,
    "versions" INTEGER NOT NULL DEFAULT 0,
    "live_versions" INTEGER NOT NULL DEFAULT 0,
    "dormant_versions" INTEGER NOT NULL DEFAULT 0,
    "last_invoked_on" DATE,
    "last_invoked_state" TEXT NOT NULL DEFAULT 'unknown',

    CONSTRAINT "lambda_function_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "lambda_version" (
    "account_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "function_id" UUID NOT NULL,
    "region" TEXT NOT NULL,
    "function_name" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "arn" TEXT NOT NULL,
    "package_type" TEXT NOT NULL,
    "runtime" TEXT,
    "code_bytes" BIGINT,
    "last_modified_at" TIMESTAMPTZ(3),
    "snap_start" BOOLEAN NOT NULL DEFAULT false,
    "content_hash" BYTEA NOT NULL,

    CONSTRAINT "lambda_version_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "lambda_alias" (
    "account_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "function_id" UUID NOT NULL,
    "region" TEXT NOT NULL,
    "function_name" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "weights" JSONB NOT NULL DEFAULT '{}',
    "content_hash" BYTEA NOT NULL,

    CONSTRAINT "lambda_alias_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "lambda_provisioned_concurrency" (
    "account_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "function_id" UUID NOT NULL,
    "region" TEXT NOT NULL,
    "function_name" TEXT NOT NULL,
    "qualifier" TEXT NOT NULL,
    "requested" INTEGER NOT NULL,
    "content_hash" BYTEA NOT NULL,

    CONSTRAINT "lambda_provisioned_concurrency_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "lambda_invocation" (
    "account_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "function_id" UUID NOT NULL,
    "region" TEXT NOT NULL,
    "function_name" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "last_invoked_on" DATE,
    "content_hash" BYTEA NOT NULL,

    CONSTRAINT "lambda_invocation_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "resource_tag" (
    "account_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "region" TEXT NOT NULL,
    "arn" TEXT NOT NULL,
    "tags" JSONB NOT NULL,
    "content_hash" BYTEA NOT NULL,

    CONSTRAINT "resource_tag_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "finding" (
    "account_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "check_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "resource_id" TEXT NOT NULL,
    "resource_name" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "due_on" DATE,
    "use" TEXT NOT NULL DEFAULT 'unknown',
    "team_id" TEXT,
    "recommendation_id" UUID,
    "details" JSONB NOT NULL DEFAULT '{}',
    "evidence_hash" BYTEA NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),
    "reopened" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "finding_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "finding_witness" (
    "account_id" TEXT NOT NULL,
    "finding_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "finding_witness_pkey" PRIMARY KEY ("account_id","finding_id","source")
);

-- CreateTable
CREATE TABLE "finding_transition" (
    "account_id" TEXT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "finding_id" UUID NOT NULL,
    "check_id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "team_id" TEXT,
    "severity" TEXT NOT NULL,
    "from_status" TEXT,
    "to_status" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "effective_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "run_id" UUID,

    CONSTRAINT "finding_transition_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "recommendation" (
    "account_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "check_id" TEXT NOT NULL,
    "team_id" TEXT,
    "stage" TEXT NOT NULL DEFAULT 'pending_response',
    "origin" TEXT NOT NULL DEFAULT 'detected',
    "priority" INTEGER NOT NULL DEFAULT 0,
    "open_findings" INTEGER NOT NULL DEFAULT 0,
    "live_findings" INTEGER NOT NULL DEFAULT 0,
    "due_on" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "recommendation_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "rollup_account" (
    "account_id" TEXT NOT NULL,
    "check_id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "use" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "findings" INTEGER NOT NULL,

    CONSTRAINT "rollup_account_pkey" PRIMARY KEY ("account_id","check_id","subject","region","team_id","status","severity","use","due_on")
);

-- CreateTable
CREATE TABLE "rollup_organization" (
    "check_id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "use" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "findings" INTEGER NOT NULL,

    CONSTRAINT "rollup_organization_pkey" PRIMARY KEY ("check_id","subject","team_id","status","severity","use","due_on")
);

-- CreateTable
CREATE TABLE "movement_day" (
    "account_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "check_id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "opened" INTEGER NOT NULL,
    "closed" INTEGER NOT NULL,

    CONSTRAINT "movement_day_pkey" PRIMARY KEY ("account_id","day","check_id","subject","team_id","cause")
);

-- CreateTable
CREATE TABLE "rollup_runtime" (
    "account_id" TEXT NOT NULL,
    "runtime" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "use" TEXT NOT NULL,
    "functions" INTEGER NOT NULL,
    "versions" INTEGER NOT NULL,

    CONSTRAINT "rollup_runtime_pkey" PRIMARY KEY ("account_id","runtime","region","team_id","verdict","use")
);

-- CreateTable
CREATE TABLE "person" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "person_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("person_id","team_id")
);

-- CreateTable
CREATE TABLE "history" (
    "at" TIMESTAMPTZ(3) NOT NULL,
    "id" UUID NOT NULL,
    "account_id" TEXT,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "entry" JSONB NOT NULL,
    "sequence" BIGINT,
    "previous_hash" TEXT,
    "hash" TEXT,

    CONSTRAINT "history_pkey" PRIMARY KEY ("at","id")
) PARTITION BY RANGE ("at");

-- Catches what no monthly partition takes; `steward migrate` makes the months ahead.
CREATE TABLE "history_default" PARTITION OF "history" DEFAULT;

-- CreateIndex
CREATE INDEX "organizational_unit_closure_unit_id_idx" ON "organizational_unit_closure"("unit_id");

-- CreateIndex
CREATE INDEX "account_team_id_id_idx" ON "account"("team_id", "id");

-- CreateIndex
CREATE INDEX "account_unit_id_id_idx" ON "account"("unit_id", "id");

-- CreateIndex
CREATE INDEX "account_name_id_idx" ON "account"("name", "id");

-- CreateIndex
CREATE INDEX "account_ou_path_id_idx" ON "account"("ou_path", "id");

-- CreateIndex
CREATE INDEX "account_state_id_idx" ON "account"("state", "id");

-- CreateIndex
CREATE INDEX "account_open_findings_id_idx" ON "account"("open_findings", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ownership_rule_position_key" ON "ownership_rule"("position");

-- CreateIndex
CREATE INDEX "collection_run_requested_at_id_idx" ON "collection_run"("requested_at", "id");

-- CreateIndex
CREATE INDEX "scope_source_status_account_id_region_idx" ON "scope"("source", "status", "account_id", "region");

-- CreateIndex
CREATE INDEX "scope_status_account_id_source_region_idx" ON "scope"("status", "account_id", "source", "region");

-- CreateIndex
CREATE INDEX "scope_last_complete_at_account_id_source_region_idx" ON "scope"("last_complete_at", "account_id", "source", "region");

-- CreateIndex
CREATE INDEX "run_scope_run_id_source_status_idx" ON "run_scope"("run_id", "source", "status");

-- CreateIndex
CREATE INDEX "lambda_function_account_id_region_name_idx" ON "lambda_function"("account_id", "region", "name");

-- CreateIndex
CREATE INDEX "lambda_function_name_account_id_id_idx" ON "lambda_function"("name", "account_id", "id");

-- CreateIndex
CREATE INDEX "lambda_function_verdict_due_on_account_id_id_idx" ON "lambda_function"("verdict", "due_on", "account_id", "id");

-- CreateIndex
CREATE INDEX "lambda_function_due_on_account_id_id_idx" ON "lambda_function"("due_on", "account_id", "id");

-- CreateIndex
CREATE INDEX "lambda_function_runtime_account_id_id_idx" ON "lambda_function"("runtime", "account_id", "id");

-- CreateIndex
CREATE INDEX "lambda_function_subject_runtime_account_id_id_idx" ON "lambda_function"("subject_runtime", "account_id", "id");

-- CreateIndex
CREATE INDEX "lambda_function_team_id_account_id_id_idx" ON "lambda_function"("team_id", "account_id", "id");

-- CreateIndex
CREATE INDEX "lambda_function_region_account_id_id_idx" ON "lambda_function"("region", "account_id", "id");

-- CreateIndex
CREATE INDEX "lambda_function_use_account_id_id_idx" ON "lambda_function"("use", "account_id", "id");

-- CreateIndex
CREATE INDEX "lambda_function_origin_account_id_id_idx" ON "lambda_function"("origin", "account_id", "id");

-- CreateIndex
CREATE INDEX "lambda_function_last_invoked_on_account_id_id_idx" ON "lambda_function"("last_invoked_on", "account_id", "id");

-- CreateIndex
CREATE INDEX "lambda_function_last_modified_at_account_id_id_idx" ON "lambda_function"("last_modified_at", "account_id", "id");

-- CreateIndex
CREATE INDEX "lambda_version_account_id_function_id_idx" ON "lambda_version"("account_id", "function_id");

-- CreateIndex
CREATE INDEX "lambda_version_account_id_region_function_name_version_idx" ON "lambda_version"("account_id", "region", "function_name", "version");

-- CreateIndex
CREATE INDEX "lambda_alias_account_id_function_id_idx" ON "lambda_alias"("account_id", "function_id");

-- CreateIndex
CREATE INDEX "lambda_alias_account_id_region_idx" ON "lambda_alias"("account_id", "region");

-- CreateIndex
CREATE INDEX "lambda_provisioned_concurrency_account_id_function_id_idx" ON "lambda_provisioned_concurrency"("account_id", "function_id");

-- CreateIndex
CREATE INDEX "lambda_provisioned_concurrency_account_id_region_idx" ON "lambda_provisioned_concurrency"("account_id", "region");

-- CreateIndex
CREATE INDEX "lambda_invocation_account_id_function_id_idx" ON "lambda_invocation"("account_id", "function_id");

-- CreateIndex
CREATE INDEX "lambda_invocation_account_id_region_idx" ON "lambda_invocation"("account_id", "region");

-- CreateIndex
CREATE INDEX "resource_tag_account_id_region_arn_idx" ON "resource_tag"("account_id", "region", "arn");

-- CreateIndex
CREATE INDEX "finding_status_due_on_account_id_id_idx" ON "finding"("status", "due_on", "account_id", "id");

-- CreateIndex
CREATE INDEX "finding_check_id_account_id_id_idx" ON "finding"("check_id", "account_id", "id");

-- CreateIndex
CREATE INDEX "finding_subject_status_account_id_id_idx" ON "finding"("subject", "status", "account_id", "id");

-- CreateIndex
CREATE INDEX "finding_severity_status_account_id_id_idx" ON "finding"("severity", "status", "account_id", "id");

-- CreateIndex
CREATE INDEX "finding_team_id_status_account_id_id_idx" ON "finding"("team_id", "status", "account_id", "id");

-- CreateIndex
CREATE INDEX "finding_region_account_id_id_idx" ON "finding"("region", "account_id", "id");

-- CreateIndex
CREATE INDEX "finding_first_seen_at_account_id_id_idx" ON "finding"("first_seen_at", "account_id", "id");

-- CreateIndex
CREATE INDEX "finding_account_id_recommendation_id_idx" ON "finding"("account_id", "recommendation_id");

-- CreateIndex
CREATE INDEX "finding_transition_account_id_finding_id_id_idx" ON "finding_transition"("account_id", "finding_id", "id");

-- CreateIndex
CREATE INDEX "finding_transition_recorded_at_idx" ON "finding_transition"("recorded_at");

-- CreateIndex
CREATE INDEX "recommendation_stage_priority_account_id_id_idx" ON "recommendation"("stage", "priority", "account_id", "id");

-- CreateIndex
CREATE INDEX "recommendation_subject_account_id_id_idx" ON "recommendation"("subject", "account_id", "id");

-- CreateIndex
CREATE INDEX "recommendation_team_id_stage_account_id_id_idx" ON "recommendation"("team_id", "stage", "account_id", "id");

-- CreateIndex
CREATE INDEX "rollup_account_team_id_idx" ON "rollup_account"("team_id");

-- CreateIndex
CREATE INDEX "movement_day_day_idx" ON "movement_day"("day");

-- CreateIndex
CREATE UNIQUE INDEX "person_email_key" ON "person"("email");

-- CreateIndex
CREATE INDEX "membership_team_id_idx" ON "membership"("team_id");

