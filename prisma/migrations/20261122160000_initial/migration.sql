-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "realm" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'active',
    "family_name" TEXT NOT NULL,
    "given_names" TEXT[],
    "gender" TEXT NOT NULL,
    "birthdate" TEXT NOT NULL,
    "birthplace" TEXT,
    "birthcountry" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identifier" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "realm" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "index_key_id" TEXT NOT NULL,
    "blind_index" BYTEA NOT NULL,
    "cipher_key_id" TEXT NOT NULL,
    "ciphertext" BYTEA NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retired_at" TIMESTAMPTZ(3),
    "retirement" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "identifier_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "verified_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credential" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "pepper_key_id" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'chosen',
    "set_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "credential_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "client" (
    "realm" TEXT NOT NULL,
    "client_id" TEXT NOT NULL,
    "metadata" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "client_pkey" PRIMARY KEY ("realm","client_id")
);

-- CreateTable
CREATE TABLE "oidc_grant" (
    "id" TEXT NOT NULL,
    "realm" TEXT NOT NULL,
    "account_id" TEXT,
    "client_id" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "oidc_grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refresh_token" (
    "id" TEXT NOT NULL,
    "realm" TEXT NOT NULL,
    "grant_id" TEXT NOT NULL,
    "account_id" TEXT,
    "client_id" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "consumed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "refresh_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "known_device" (
    "secret_hash" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "realm" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "browser" TEXT,

    CONSTRAINT "known_device_pkey" PRIMARY KEY ("secret_hash","account_id")
);

-- CreateTable
CREATE TABLE "attempt_counter" (
    "key" TEXT NOT NULL,
    "hits" BIGINT[],
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attempt_counter_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "process_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "realm" TEXT,
    "type" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "account_id" UUID,
    "data" JSONB NOT NULL,
    "previous_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("process_id","seq")
);

-- CreateIndex
CREATE INDEX "account_realm_idx" ON "account"("realm");

-- CreateIndex
CREATE INDEX "identifier_account_id_idx" ON "identifier"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "identifier_blind_index_kind_realm_retirement_key" ON "identifier"("blind_index", "kind", "realm", "retirement");

-- CreateIndex
CREATE UNIQUE INDEX "contact_account_id_kind_value_key" ON "contact"("account_id", "kind", "value");

-- CreateIndex
CREATE UNIQUE INDEX "credential_account_id_kind_key" ON "credential"("account_id", "kind");

-- CreateIndex
CREATE INDEX "oidc_grant_account_id_idx" ON "oidc_grant"("account_id");

-- CreateIndex
CREATE INDEX "oidc_grant_expires_at_idx" ON "oidc_grant"("expires_at");

-- CreateIndex
CREATE INDEX "refresh_token_grant_id_idx" ON "refresh_token"("grant_id");

-- CreateIndex
CREATE INDEX "refresh_token_account_id_idx" ON "refresh_token"("account_id");

-- CreateIndex
CREATE INDEX "refresh_token_expires_at_idx" ON "refresh_token"("expires_at");

-- CreateIndex
CREATE INDEX "known_device_account_id_idx" ON "known_device"("account_id");

-- CreateIndex
CREATE INDEX "attempt_counter_expires_at_idx" ON "attempt_counter"("expires_at");

-- CreateIndex
CREATE INDEX "audit_event_account_id_at_idx" ON "audit_event"("account_id", "at");

-- CreateIndex
CREATE INDEX "audit_event_at_idx" ON "audit_event"("at");

-- AddForeignKey
ALTER TABLE "identifier" ADD CONSTRAINT "identifier_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact" ADD CONSTRAINT "contact_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credential" ADD CONSTRAINT "credential_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refresh_token" ADD CONSTRAINT "refresh_token_grant_id_fkey" FOREIGN KEY ("grant_id") REFERENCES "oidc_grant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "known_device" ADD CONSTRAINT "known_device_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;


