-- Browsers that nobody used for long are found by their last use (S1).
CREATE INDEX "known_device_realm_last_seen_at_idx" ON "known_device"("realm", "last_seen_at");
