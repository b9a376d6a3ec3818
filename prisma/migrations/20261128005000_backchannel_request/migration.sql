-- Requests of a call centre that wait for a person (CIBA): what its limits are judged by, and what its clients are told.
CREATE TABLE "backchannel_request" (
  "id" UUID NOT NULL,
  "realm" TEXT NOT NULL,
  "client_id" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "message" TEXT NOT NULL,
  "scope" TEXT NOT NULL,
  "acr_values" TEXT NOT NULL,
  "cipher_key_id" TEXT NOT NULL,
  "sealed" BYTEA NOT NULL,
  "is_pinged" BOOLEAN NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  "decision" TEXT,
  "decided_at" TIMESTAMPTZ(3),
  "ping_due_at" TIMESTAMPTZ(3),
  "pings" INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT "backchannel_request_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "backchannel_request_subject_idx" ON "backchannel_request"("subject", "created_at");
CREATE INDEX "backchannel_request_created_at_idx" ON "backchannel_request"("created_at");
CREATE INDEX "backchannel_request_ping_due_at_idx" ON "backchannel_request"("ping_due_at") WHERE "ping_due_at" IS NOT NULL;
