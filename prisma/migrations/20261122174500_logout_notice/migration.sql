-- CreateTable
CREATE TABLE "logout_notice" (
    "id" UUID NOT NULL,
    "realm" TEXT NOT NULL,
    "client_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "sid" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "logout_notice_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "logout_notice_next_attempt_at_idx" ON "logout_notice"("next_attempt_at");
