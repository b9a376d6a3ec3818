-- What became of each attempt to hand a message to a provider (O3): no number, no text, kept 30 days.
CREATE TABLE "delivery_attempt" (
    "id" UUID NOT NULL,
    "message_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "why" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "milliseconds" INTEGER NOT NULL,
    "realm" TEXT,
    "account_id" UUID,
    "destination" TEXT NOT NULL,
    "reference" TEXT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "delivery_attempt_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "delivery_attempt_at_idx" ON "delivery_attempt"("at");
CREATE INDEX "delivery_attempt_account_id_at_idx" ON "delivery_attempt"("account_id", "at");
CREATE INDEX "delivery_attempt_message_id_idx" ON "delivery_attempt"("message_id");
CREATE INDEX "delivery_attempt_provider_reference_idx" ON "delivery_attempt"("provider", "reference") WHERE "reference" IS NOT NULL;
