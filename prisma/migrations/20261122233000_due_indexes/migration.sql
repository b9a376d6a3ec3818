-- What jobs look for among millions: passwords and cards by the moment they expire.
CREATE INDEX "credential_password_expires_at_idx" ON "credential"("expires_at", "id")
  WHERE "kind" = 'password' AND "expires_at" IS NOT NULL;
CREATE INDEX "code_card_expires_at_idx" ON "code_card"("expires_at");
