-- Why a run broke off, as far as a job or process could say.
ALTER TABLE "collection_run" ADD COLUMN "broke_off" TEXT;
