-- CreateIndex
CREATE UNIQUE INDEX "audit_anchor_sealed_at_key" ON "audit_anchor"("sealed_at");
