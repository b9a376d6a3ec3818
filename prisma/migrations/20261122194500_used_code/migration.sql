-- CreateTable
CREATE TABLE "used_code" (
    "id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "used_code_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "used_code_expires_at_idx" ON "used_code"("expires_at");
