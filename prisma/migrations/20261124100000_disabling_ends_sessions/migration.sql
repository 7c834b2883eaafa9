-- CreateFunction
-- A user disabled by hand, with an UPDATE alone, is out as well. The app's own order has ended the sessions by the time this
-- runs, at the commit, and finds none left; what it says of the reason and by whom stands.
CREATE FUNCTION "end_sessions_of_disabled"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF coalesce(current_setting('campusbite.reason', true), '') = '' THEN
    PERFORM set_config('campusbite.reason', 'account-disabled', true);
  END IF;
  -- In the order in which everybody locks sessions, or two such statements could each wait for the other.
  DELETE FROM "session" WHERE "sid" IN (SELECT "sid" FROM "session" WHERE "user_id" = NEW."id" ORDER BY "sid" FOR UPDATE);
  RETURN NULL;
END
$$;

-- CreateTrigger
CREATE CONSTRAINT TRIGGER "disabling_ends_sessions" AFTER UPDATE OF "disabled_at" ON "user_account"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD."disabled_at" IS NULL AND NEW."disabled_at" IS NOT NULL)
  EXECUTE FUNCTION "end_sessions_of_disabled"();
