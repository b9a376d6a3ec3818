-- AlterTable
ALTER TABLE "account" ADD COLUMN     "accepted_terms" TEXT,
ADD COLUMN     "address_lines" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "caf" TEXT,
ADD COLUMN     "city" TEXT,
ADD COLUMN     "closed_at" TIMESTAMPTZ(3),
ADD COLUMN     "closed_for" TEXT,
ADD COLUMN     "country" TEXT,
ADD COLUMN     "locale" TEXT NOT NULL DEFAULT 'fr',
ADD COLUMN     "postcode" TEXT,
ADD COLUMN     "standing" TEXT NOT NULL DEFAULT 'affiliated';

-- AlterTable
ALTER TABLE "audit_event" ADD COLUMN     "sealed" BYTEA;

-- AlterTable
ALTER TABLE "contact" ADD COLUMN     "barred_until" TIMESTAMPTZ(3),
ADD COLUMN     "pending_until" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "credential" ADD COLUMN     "carried_by" UUID,
ADD COLUMN     "policy" TEXT;

-- CreateTable
CREATE TABLE "code_card" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "nonce" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "used" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "code_card_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign" (
    "id" UUID NOT NULL,
    "realm" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "policy" TEXT,
    "population" JSONB NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "obliges_from" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "letter" (
    "id" UUID NOT NULL,
    "realm" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "cipher_key_id" TEXT,
    "sealed" BYTEA,
    "dedupe_key" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "batch_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "printed_at" TIMESTAMPTZ(3),

    CONSTRAINT "letter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "letter_batch" (
    "id" UUID NOT NULL,
    "realm" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'claimed',
    "claimed_by" TEXT NOT NULL,
    "claimed_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "letter_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice" (
    "id" UUID NOT NULL,
    "realm" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "destination" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "cipher_key_id" TEXT,
    "sealed" BYTEA,
    "dedupe_key" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "why" TEXT,

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scheduled_job" (
    "name" TEXT NOT NULL,
    "done_up_to" TIMESTAMPTZ(3) NOT NULL,
    "owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "cursor" TEXT,

    CONSTRAINT "scheduled_job_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "idempotency_record" (
    "client_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "status" INTEGER,
    "body" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_record_pkey" PRIMARY KEY ("client_id","key")
);

-- CreateTable
CREATE TABLE "import_run" (
    "id" TEXT NOT NULL,
    "realm" TEXT NOT NULL,
    "next_byte" BIGINT NOT NULL,
    "next_line" BIGINT NOT NULL,
    "created" BIGINT NOT NULL DEFAULT 0,
    "present" BIGINT NOT NULL DEFAULT 0,
    "rejected" BIGINT NOT NULL DEFAULT 0,
    "rejects_end" BIGINT NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_anchor" (
    "process_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "first_seq" BIGINT NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "previous_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,
    "signature" TEXT NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL,
    "purged_at" TIMESTAMPTZ(3),

    CONSTRAINT "audit_anchor_pkey" PRIMARY KEY ("process_id","seq")
);

-- CreateTable
CREATE TABLE "audit_person_key" (
    "account_id" UUID NOT NULL,
    "cipher_key_id" TEXT,
    "sealed" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "destroyed_at" TIMESTAMPTZ(3),

    CONSTRAINT "audit_person_key_pkey" PRIMARY KEY ("account_id")
);

-- CreateIndex
CREATE INDEX "code_card_account_id_idx" ON "code_card"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "campaign_realm_name_key" ON "campaign"("realm", "name");

-- CreateIndex
CREATE UNIQUE INDEX "letter_dedupe_key_key" ON "letter"("dedupe_key");

-- CreateIndex
CREATE INDEX "letter_state_created_at_idx" ON "letter"("state", "created_at");

-- CreateIndex
CREATE INDEX "letter_batch_id_idx" ON "letter"("batch_id");

-- CreateIndex
CREATE INDEX "letter_account_id_idx" ON "letter"("account_id");

-- CreateIndex
CREATE INDEX "letter_batch_state_claimed_at_idx" ON "letter_batch"("state", "claimed_at");

-- CreateIndex
CREATE UNIQUE INDEX "notice_dedupe_key_key" ON "notice"("dedupe_key");

-- CreateIndex
CREATE INDEX "notice_state_next_attempt_at_idx" ON "notice"("state", "next_attempt_at");

-- CreateIndex
CREATE INDEX "notice_account_id_idx" ON "notice"("account_id");

-- CreateIndex
CREATE INDEX "idempotency_record_expires_at_idx" ON "idempotency_record"("expires_at");

-- AddForeignKey
ALTER TABLE "code_card" ADD CONSTRAINT "code_card_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
