-- AlterTable
ALTER TABLE "campaign" ADD COLUMN     "counted_at" TIMESTAMPTZ(3),
ADD COLUMN     "done" INTEGER,
ADD COLUMN     "remaining" INTEGER;
