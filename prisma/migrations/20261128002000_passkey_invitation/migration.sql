-- When a person was last invited to sign in by passkey (I6): at most once in so many days, as the realm says.
ALTER TABLE "account" ADD COLUMN "passkey_invited_at" TIMESTAMPTZ(3);
