-- DropIndex
DROP INDEX "account_realm_idx";

-- CreateTable
CREATE TABLE "identity_link" (
    "id" UUID NOT NULL,
    "realm" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "upstream" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "proved_by" TEXT NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "identity_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "affiliation" (
    "account_id" UUID NOT NULL,
    "siret" TEXT NOT NULL,

    CONSTRAINT "affiliation_pkey" PRIMARY KEY ("account_id","siret")
);

-- CreateIndex
CREATE INDEX "identity_link_realm_issuer_subject_idx" ON "identity_link"("realm", "issuer", "subject");

-- CreateIndex
CREATE INDEX "identity_link_account_id_idx" ON "identity_link"("account_id");

-- CreateIndex
CREATE INDEX "affiliation_siret_idx" ON "affiliation"("siret");

-- CreateIndex
CREATE INDEX "account_realm_birthdate_idx" ON "account"("realm", "birthdate");

-- AddForeignKey
ALTER TABLE "identity_link" ADD CONSTRAINT "identity_link_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "affiliation" ADD CONSTRAINT "affiliation_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Written by hand: the schema cannot say a unique index over some of the rows.
CREATE UNIQUE INDEX "identity_link_active_subject_key" ON "identity_link"("realm", "issuer", "subject") WHERE "status" = 'active';
CREATE UNIQUE INDEX "identity_link_active_account_key" ON "identity_link"("account_id", "issuer") WHERE "status" = 'active';
