-- Shared Signals (S8): who is told of what, the events until they were taken, and the people whom a receiver removed.
-- No foreign key from events to streams: an event is written in the transaction of what it tells, and must not wait there.
CREATE TABLE "signal_stream" (
    "id" UUID NOT NULL,
    "realm" TEXT NOT NULL,
    "client_id" TEXT NOT NULL,
    "sector" TEXT NOT NULL,
    "delivery" TEXT NOT NULL,
    "endpoint_url" TEXT,
    "cipher_key_id" TEXT,
    "sealed" BYTEA,
    "events_requested" TEXT[],
    "events" TEXT[],
    "description" TEXT,
    "status" TEXT NOT NULL DEFAULT 'enabled',
    "reason" TEXT,
    "status_by" TEXT NOT NULL DEFAULT 'receiver',
    "failures" INTEGER NOT NULL DEFAULT 0,
    "failing_since" TIMESTAMPTZ(3),
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL,
    "owner" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "verification_asked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "signal_stream_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "signal_stream_realm_client_id_key" ON "signal_stream"("realm", "client_id");

CREATE TABLE "signal_event" (
    "id" UUID NOT NULL,
    "stream_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "sub" TEXT,
    "sid" TEXT,
    "data" JSONB NOT NULL,
    "happened_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "settled_at" TIMESTAMPTZ(3),
    "why" TEXT,

    CONSTRAINT "signal_event_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "signal_event_stream_id_dedupe_key_key" ON "signal_event"("stream_id", "dedupe_key");

-- What waits, in the order in which it leaves; what is settled, until it is dropped.
CREATE INDEX "signal_event_queued_idx" ON "signal_event"("stream_id", "created_at", "id") WHERE "state" = 'queued';

CREATE INDEX "signal_event_settled_at_idx" ON "signal_event"("settled_at") WHERE "state" <> 'queued';

CREATE TABLE "signal_unwanted" (
    "stream_id" UUID NOT NULL,
    "sub" TEXT NOT NULL,

    CONSTRAINT "signal_unwanted_pkey" PRIMARY KEY ("stream_id", "sub")
);
