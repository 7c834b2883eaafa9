-- Whoever ends many sessions one after the other may say `later` in `campusbite.notify`, and then notifies for all of them
-- together: each notification costs more than the ending itself. All else is as it was in the migration before.
CREATE OR REPLACE FUNCTION "record_session_endings"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  "given_reason" text := coalesce(nullif(current_setting('campusbite.reason', true), ''), 'removed');
  "given_by" text := coalesce(nullif(current_setting('campusbite.ended_by', true), ''), 'system');
BEGIN
  INSERT INTO "session_ending" ("sid", "user_id", "started_at", "ended_at", "reason", "ended_by", "access_until")
  SELECT
    "sid", "user_id", "created_at", statement_timestamp(), "given_reason",
    CASE "given_by" WHEN 'user' THEN 'user:' || "user_id" ELSE "given_by" END,
    "access_until"
  FROM "ended"
  -- A sid that was put back by hand and ends again: followers must hear of it, and the DELETE must not fail.
  ON CONFLICT ("sid") DO UPDATE SET
    "access_until" = greatest("session_ending"."access_until", excluded."access_until"),
    "txid" = excluded."txid";
  IF FOUND AND current_setting('campusbite.notify', true) IS DISTINCT FROM 'later' THEN
    PERFORM pg_notify('session_ended', '');
  END IF;
  RETURN NULL;
END
$$;
