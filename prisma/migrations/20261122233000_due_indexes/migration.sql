-- What jobs look for among millions: passwords by the moment they expire, contacts that wait for theirs.
CREATE INDEX "credential_password_expires_at_idx" ON "credential"("expires_at", "id")
  WHERE "kind" = 'password' AND "expires_at" IS NOT NULL;
CREATE INDEX "contact_pending_until_idx" ON "contact"("pending_until") WHERE "pending_until" IS NOT NULL;
CREATE INDEX "code_card_expires_at_idx" ON "code_card"("expires_at");
