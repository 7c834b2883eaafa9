-- A notification says which sessions may have ended, so that whoever hears it need not doubt all of them until it has looked.
-- What listeners believe is still the table alone. Each commit that ends sessions notifies: nobody is told later.
CREATE OR REPLACE FUNCTION "record_session_endings"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  "given_reason" text := coalesce(nullif(current_setting('campusbite.reason', true), ''), 'removed');
  "given_by" text := coalesce(nullif(current_setting('campusbite.ended_by', true), ''), 'system');
  "recorded" bigint;
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
  GET DIAGNOSTICS "recorded" = ROW_COUNT;
  IF "recorded" > 0 THEN
    -- A notification holds less than 8000 bytes; one that names none is about all.
    PERFORM pg_notify('session_ended', CASE WHEN "recorded" <= 200 THEN (SELECT string_agg("sid"::text, ' ') FROM "ended") ELSE '' END);
  END IF;
  RETURN NULL;
END
$$;
