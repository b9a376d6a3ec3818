-- CreateTable
CREATE TABLE "pairwise_subject" (
    "sub" TEXT NOT NULL,
    "realm" TEXT NOT NULL,
    "sector" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "pairwise_subject_pkey" PRIMARY KEY ("sub")
);

-- CreateIndex
CREATE INDEX "pairwise_subject_account_id_idx" ON "pairwise_subject"("account_id");

-- AddForeignKey
ALTER TABLE "pairwise_subject" ADD CONSTRAINT "pairwise_subject_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Contacts that wait are few among all (E1).
CREATE INDEX "contact_pending_until_idx" ON "contact"("pending_until") WHERE "pending_until" IS NOT NULL;
