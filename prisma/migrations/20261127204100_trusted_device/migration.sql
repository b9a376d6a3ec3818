-- A browser on which a person is asked no code for a while (I3), and the place that lists of devices show.
CREATE TABLE "trusted_device" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "realm" TEXT NOT NULL,
    "device_hash" TEXT NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "previous_hash" TEXT,
    "rotated_at" TIMESTAMPTZ(3) NOT NULL,
    "browser" TEXT,
    "place" TEXT,
    "first_trusted_at" TIMESTAMPTZ(3) NOT NULL,
    "trusted_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "trusted_device_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "trusted_device_account_id_device_hash_key" ON "trusted_device"("account_id", "device_hash");

CREATE INDEX "trusted_device_expires_at_idx" ON "trusted_device"("expires_at");

ALTER TABLE "trusted_device" ADD CONSTRAINT "trusted_device_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "known_device" ADD COLUMN "place" TEXT;
