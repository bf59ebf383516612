-- Links that are over are taken away at sign-ins, as sessions are.
GRANT DELETE ON administrator_link TO steward_auth;
