-- What was given up is counted at each reading of the metrics, beside all that was delivered (S8).
CREATE INDEX "signal_event_dead_idx" ON "signal_event"("stream_id") WHERE "state" = 'dead';
