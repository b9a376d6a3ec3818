-- CreateTable
CREATE TABLE "provider_key" (
    "kid" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "alg" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "public_jwk" JSONB NOT NULL,
    "cipher_key_id" TEXT,
    "sealed" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "activated_at" TIMESTAMPTZ(3),
    "deactivated_at" TIMESTAMPTZ(3),
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "provider_key_pkey" PRIMARY KEY ("kid")
);

-- Written by hand: the schema cannot say a unique index over some of the rows.
CREATE UNIQUE INDEX "provider_key_active_key" ON "provider_key"("purpose", "alg") WHERE "state" = 'active';
