-- Folded names need no language's rules: lists sort them by code point (E1), the same on every server, whatever becomes of
-- the collations of its system. PostgreSQL compares them several times as fast.
ALTER TABLE "membership" ALTER COLUMN "sort_name" SET DATA TYPE TEXT COLLATE "C";
