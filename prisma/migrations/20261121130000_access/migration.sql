-- Sign-in: sessions, the first administrator's link, and what authentication's own handle may touch.

-- AlterTable
ALTER TABLE "person" ADD COLUMN "email_verified" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "image" TEXT,
ADD COLUMN "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- CreateTable
CREATE TABLE "auth_session" (
    "id" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,

    CONSTRAINT "auth_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "administrator_link" (
    "token_hash" BYTEA NOT NULL,
    "email" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "administrator_link_pkey" PRIMARY KEY ("token_hash")
);

-- CreateIndex
CREATE UNIQUE INDEX "auth_session_token_key" ON "auth_session"("token");

-- CreateIndex
CREATE INDEX "auth_session_user_id_idx" ON "auth_session"("user_id");

-- A disabled person has no session, whoever disabled them and by whatever statement (T8).
CREATE FUNCTION steward_end_sessions() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  DELETE FROM auth_session WHERE user_id = NEW.id;
  RETURN NULL;
END
$$;
CREATE TRIGGER person_disabled AFTER UPDATE OF disabled_at ON person FOR EACH ROW
  WHEN (NEW.disabled_at IS NOT NULL) EXECUTE FUNCTION steward_end_sessions();

ALTER TABLE person ADD CONSTRAINT person_role_known CHECK (role IN ('ccoe', 'member', 'auditor'));

-- Authentication's own handle. People who read pages, and workers, see neither sessions nor links.
GRANT SELECT, INSERT, UPDATE, DELETE ON auth_session TO steward_auth;
GRANT SELECT, INSERT, UPDATE ON administrator_link TO steward_auth;
GRANT INSERT ON person TO steward_auth;
GRANT SELECT, INSERT, DELETE ON membership TO steward_auth;
GRANT SELECT ON team, installation TO steward_auth;
