-- Six of the seven commits of a login are about counters. Each waited for the disk, and commits of logouts behind them. What a crash of
-- the server can take back now is what was counted in the moment before it, and nothing else.
CREATE FUNCTION "counters_do_not_wait"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  RETURN NULL;
END
$$;

-- On the embedded database nobody writes such a commit later, and a kill of this very process would take back all of them.
DO $$
BEGIN
  IF version() NOT LIKE '%PGlite%' THEN
    CREATE TRIGGER "counters_do_not_wait" BEFORE INSERT OR UPDATE OR DELETE ON "rate_limit"
      FOR EACH STATEMENT EXECUTE FUNCTION "counters_do_not_wait"();
  END IF;
END
$$;
