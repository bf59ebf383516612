-- What the first complete reading of a scope brings was there before we looked: a baseline, not news.
ALTER TABLE "scope" ADD COLUMN "first_complete_at" TIMESTAMPTZ(3);
UPDATE "scope" SET "first_complete_at" = "last_complete_at";
