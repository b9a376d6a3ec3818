-- AlterTable
ALTER TABLE "account" ADD COLUMN     "kept_session" TEXT,
ADD COLUMN     "sign_ins_void_before" TIMESTAMPTZ(3);
