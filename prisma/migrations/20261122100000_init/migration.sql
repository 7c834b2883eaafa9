-- The whole schema, and the trigger that records the ending of every session.
-- CreateEnum
CREATE TYPE "user_role" AS ENUM ('customer', 'operator');

-- CreateTable
CREATE TABLE "user_account" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "role" "user_role" NOT NULL DEFAULT 'customer',
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "sid" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "current_hash" BYTEA NOT NULL,
    "previous_hash" BYTEA,
    "rotated_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "access_until" TIMESTAMPTZ(3) NOT NULL,
    "user_agent" TEXT,
    "ip_address" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("sid")
);

-- CreateTable
CREATE TABLE "session_ending" (
    "sid" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "ended_by" TEXT NOT NULL,
    "access_until" TIMESTAMPTZ(3) NOT NULL,
    "txid" xid8 NOT NULL DEFAULT pg_current_xact_id(),

    CONSTRAINT "session_ending_pkey" PRIMARY KEY ("sid")
);

-- CreateTable
CREATE TABLE "dish" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "price_cents" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "dish_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shop_order" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "total_cents" INTEGER NOT NULL,

    CONSTRAINT "shop_order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order_line" (
    "order_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "dish_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "price_cents" INTEGER NOT NULL,

    CONSTRAINT "order_line_pkey" PRIMARY KEY ("order_id","position")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL,
    "expire" TIMESTAMPTZ(3),

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_account_email_key" ON "user_account"("email");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "session_ending_user_id_idx" ON "session_ending"("user_id");

-- CreateIndex
CREATE INDEX "session_ending_access_until_idx" ON "session_ending"("access_until");

-- CreateIndex
CREATE INDEX "session_ending_txid_idx" ON "session_ending"("txid");

-- CreateIndex
CREATE INDEX "shop_order_user_id_placed_at_idx" ON "shop_order"("user_id", "placed_at");

-- CreateIndex
CREATE INDEX "order_line_dish_id_idx" ON "order_line"("dish_id");

-- CreateIndex
CREATE INDEX "rate_limit_expire_idx" ON "rate_limit"("expire");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shop_order" ADD CONSTRAINT "shop_order_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_line" ADD CONSTRAINT "order_line_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "shop_order"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_line" ADD CONSTRAINT "order_line_dish_id_fkey" FOREIGN KEY ("dish_id") REFERENCES "dish"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- AddCheck
-- An address in mixed case would be a second account for the same person.
ALTER TABLE "user_account" ADD CONSTRAINT "user_account_email_lower" CHECK ("email" = lower("email"));

-- CreateFunction
-- Records the ending of each session that a statement deletes, whatever deletes it: this app, a cascade from the user, a
-- DELETE typed by hand. Without it such a session's access tokens would live on, and nobody could say when or why it ended.
-- The one who deletes says why and by whom with set_config('campusbite.reason' | 'campusbite.ended_by', …, true), in the
-- same transaction. The notification only asks listeners to look: what they trust is the table.
CREATE FUNCTION "record_session_endings"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO "session_ending" ("sid", "user_id", "started_at", "ended_at", "reason", "ended_by", "access_until")
  SELECT
    "sid", "user_id", "created_at", statement_timestamp(),
    coalesce(nullif(current_setting('campusbite.reason', true), ''), 'removed'),
    coalesce(nullif(current_setting('campusbite.ended_by', true), ''), 'system'),
    "access_until"
  FROM "ended"
  -- A sid that was put back by hand and ends again: followers must hear of it, and the DELETE must not fail.
  ON CONFLICT ("sid") DO UPDATE SET
    "access_until" = greatest("session_ending"."access_until", excluded."access_until"),
    "txid" = excluded."txid";
  IF FOUND THEN
    PERFORM pg_notify('session_ended', '');
  END IF;
  RETURN NULL;
END
$$;

-- CreateTrigger
CREATE TRIGGER "session_ends" AFTER DELETE ON "session"
  REFERENCING OLD TABLE AS "ended" FOR EACH STATEMENT EXECUTE FUNCTION "record_session_endings"();

-- CreateFunction
-- TRUNCATE fires no DELETE trigger, and would end sessions unrecorded. It is turned into the DELETE it stands for.
CREATE FUNCTION "truncate_session_as_delete"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  DELETE FROM "session";
  RETURN NULL;
END
$$;

-- CreateTrigger
CREATE TRIGGER "session_truncated" BEFORE TRUNCATE ON "session"
  FOR EACH STATEMENT EXECUTE FUNCTION "truncate_session_as_delete"();
