-- Sessions are kept by a hash of their token. Those that are open end with this upgrade: their rows hold the token itself,
-- and everybody signs in once more.
DELETE FROM auth_session;

-- CreateIndex
CREATE INDEX "auth_session_expires_at_idx" ON "auth_session"("expires_at");
