-- « Ce n'est pas moi » (U2): what a notice tells can be contested, once, and what it brought is frozen; notices that fall
-- close together leave as one message.
ALTER TABLE "notice" ADD COLUMN "event" TEXT, ADD COLUMN "batches" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "batch_id" UUID, ADD COLUMN "reference_index" BYTEA;
CREATE INDEX "notice_waiting_idx" ON "notice"("account_id") WHERE "state" = 'queued' AND "batches" AND "batch_id" IS NULL;
CREATE INDEX "notice_batch_id_idx" ON "notice"("batch_id") WHERE "batch_id" IS NOT NULL;
CREATE INDEX "notice_reference_index_idx" ON "notice"("reference_index") WHERE "reference_index" IS NOT NULL;

ALTER TABLE "contact" ADD COLUMN "frozen_at" TIMESTAMPTZ(3);

CREATE TABLE "contest" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "realm" TEXT NOT NULL,
    "notice_id" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "froze" BOOLEAN NOT NULL,
    "stopped" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" TEXT,

    CONSTRAINT "contest_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "contest_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "contest_account_id_idx" ON "contest"("account_id");
CREATE INDEX "contest_notice_id_idx" ON "contest"("notice_id");
CREATE INDEX "contest_waiting_idx" ON "contest"("realm", "at") WHERE "outcome" = 'agent' AND "closed_at" IS NULL;

CREATE TABLE "contested_event" (
    "event" TEXT NOT NULL,
    "contest_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "happened_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contested_event_pkey" PRIMARY KEY ("event"),
    CONSTRAINT "contested_event_contest_id_fkey" FOREIGN KEY ("contest_id") REFERENCES "contest"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "contested_event_contest_id_idx" ON "contested_event"("contest_id");
