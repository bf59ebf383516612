-- Recounted and compared place by place (account × Region).
CREATE INDEX "rollup_runtime_account_id_region_idx" ON "rollup_runtime"("account_id", "region");
