-- Organisations and who works in them (E1 to E3). Beside `affiliation`, which the match with an employers' platform reads (F3).
CREATE TABLE "organisation" (
    "id" UUID NOT NULL,
    "realm" TEXT NOT NULL,
    "siret" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "organisation_realm_siret_key" ON "organisation"("realm", "siret");

CREATE TABLE "membership" (
    "account_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'user',
    "rights" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "status" TEXT NOT NULL DEFAULT 'active',
    "activated_at" TIMESTAMPTZ(3),
    "created_by" UUID,
    "is_origin" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "reviewed_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "login" TEXT,
    "sort_name" TEXT NOT NULL,
    "search" TEXT NOT NULL,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("account_id","organisation_id")
);
CREATE INDEX "membership_organisation_id_sort_name_account_id_idx" ON "membership"("organisation_id", "sort_name", "account_id");
CREATE INDEX "membership_organisation_id_expires_at_idx" ON "membership"("organisation_id", "expires_at");
-- what expires, and what is due to be told: as quick among millions as among few
CREATE INDEX "membership_due_idx" ON "membership"("expires_at", "organisation_id", "account_id") WHERE "status" = 'active';

ALTER TABLE "membership" ADD CONSTRAINT "membership_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "membership" ADD CONSTRAINT "membership_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- why none of an account's memberships is open; null: one is, or there never was any
ALTER TABLE "account" ADD COLUMN "closed_access" TEXT;
-- `administrator`: of an organisation, and the person never confirmed it
ALTER TABLE "contact" ADD COLUMN "set_by" TEXT;

-- the journal of an organisation
CREATE INDEX "audit_event_organisation_idx" ON "audit_event" (("data"->>'organisation'), "at") WHERE "type" = 'organisation';
