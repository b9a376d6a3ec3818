-- Channels that carry no message for now, by the operator's word (S3): a row is a channel that is off.
CREATE TABLE "channel_switch" (
    "channel" TEXT NOT NULL,
    "off_at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,

    CONSTRAINT "channel_switch_pkey" PRIMARY KEY ("channel")
);
