-- The wish that a session ends, until it is gone (P9, S8): a new table, so nothing waits for it.
CREATE TABLE "session_ending" (
    "realm" TEXT NOT NULL,
    "uid" TEXT NOT NULL,
    "grants" TEXT[] NOT NULL,
    "begun_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_ending_pkey" PRIMARY KEY ("realm", "uid")
);
