-- The record of an ending costs PostgreSQL little, and telling of it more: who knows that nobody else listens says so, with `none` in
-- `campusbite.listeners`, and nobody is told. Whoever says nothing is heard of, a DELETE typed by hand included. Names are
-- written out, since a function with a search_path of its own sets and resets it with each call. All else is as it was.
DO $migration$
BEGIN
  EXECUTE format(
    $create$
      CREATE OR REPLACE FUNCTION %1$I."record_session_endings"() RETURNS trigger LANGUAGE plpgsql AS $function$
DECLARE
  "given_reason" text := coalesce(nullif(current_setting('campusbite.reason', true), ''), 'removed');
  "given_by" text := coalesce(nullif(current_setting('campusbite.ended_by', true), ''), 'system');
  "recorded" bigint;
BEGIN
  INSERT INTO %1$I."session_ending" ("sid", "user_id", "started_at", "ended_at", "reason", "ended_by", "access_until")
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
  IF "recorded" > 0 AND current_setting('campusbite.listeners', true) IS DISTINCT FROM 'none' THEN
    -- A notification holds less than 8000 bytes; one that names none is about all.
    PERFORM pg_notify('session_ended', CASE WHEN "recorded" <= 200 THEN (SELECT string_agg("sid"::text, ' ') FROM "ended") ELSE '' END);
  END IF;
  RETURN NULL;
END
$function$
    $create$,
    current_schema()
  );
END
$migration$;

-- DropIndex
-- No statement asks for a user's endings, and each ending had to be put into it.
DROP INDEX "session_ending_user_id_idx";
