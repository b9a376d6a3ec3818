-- Passkeys (I6, WebAuthn): public keys alone. The handle under which authenticators keep an account is random, and nobody else's.
CREATE TABLE "passkey_user" (
    "account_id" UUID NOT NULL,
    "handle" BYTEA NOT NULL,

    CONSTRAINT "passkey_user_pkey" PRIMARY KEY ("account_id")
);

CREATE UNIQUE INDEX "passkey_user_handle_key" ON "passkey_user"("handle");

ALTER TABLE "passkey_user" ADD CONSTRAINT "passkey_user_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "passkey" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "realm" TEXT NOT NULL,
    "credential_id" BYTEA NOT NULL,
    "public_key" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL,
    "aaguid" TEXT NOT NULL,
    "transports" TEXT[] NOT NULL,
    "backup_eligible" BOOLEAN NOT NULL,
    "backup_state" BOOLEAN NOT NULL,
    "name" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "cloned_at" TIMESTAMPTZ(3),
    "frozen_at" TIMESTAMPTZ(3),

    CONSTRAINT "passkey_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "passkey_credential_id_realm_key" ON "passkey"("credential_id", "realm");

CREATE INDEX "passkey_account_id_idx" ON "passkey"("account_id");

ALTER TABLE "passkey" ADD CONSTRAINT "passkey_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "passkey_user"("account_id") ON DELETE CASCADE ON UPDATE CASCADE;
