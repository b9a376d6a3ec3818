-- A press of « Ce n'est pas moi » whose sign-ins still have to be ended, and portals told: whoever died in between is
-- followed by a job (U2, P9).
ALTER TABLE "contest" ADD COLUMN "sign_ins_to_end" BOOLEAN NOT NULL DEFAULT false;
CREATE INDEX "contest_sign_ins_to_end_idx" ON "contest"("at") WHERE "sign_ins_to_end";
