-- Ids become uuids, which take less than half the bytes in each row and in each index, and of a session's device only the
-- name remains. Each table is written anew once.

-- CreateFunction
-- This app has never made an id that is none. A row made by hand may have one: it keeps its row and what refers to it, under
-- an id that is made from its own.
CREATE FUNCTION "as_uuid"("id" text) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN "id" ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN "id" ELSE md5("id") END::uuid
$$;

-- Their tokens name the ids from before: nobody could end these sessions by them any more.
DELETE FROM "session" WHERE "as_uuid"("sid")::text <> "sid" OR "as_uuid"("user_id")::text <> "user_id";

-- DropForeignKey
ALTER TABLE "session" DROP CONSTRAINT "session_user_id_fkey";
ALTER TABLE "shop_order" DROP CONSTRAINT "shop_order_user_id_fkey";
ALTER TABLE "order_line" DROP CONSTRAINT "order_line_order_id_fkey";

-- AlterTable
ALTER TABLE "user_account" ALTER COLUMN "id" TYPE uuid USING "as_uuid"("id");

-- AlterTable
-- The name of a device cannot be told from the old strings here: those sessions have an unknown device until they end.
ALTER TABLE "session"
  ALTER COLUMN "sid" TYPE uuid USING "as_uuid"("sid"),
  ALTER COLUMN "user_id" TYPE uuid USING "as_uuid"("user_id"),
  ALTER COLUMN "user_agent" TYPE text USING NULL;
ALTER TABLE "session" RENAME COLUMN "user_agent" TO "device";

-- AlterTable
ALTER TABLE "session_ending"
  ALTER COLUMN "sid" TYPE uuid USING "as_uuid"("sid"),
  ALTER COLUMN "user_id" TYPE uuid USING "as_uuid"("user_id");

-- AlterTable
ALTER TABLE "shop_order"
  ALTER COLUMN "id" TYPE uuid USING "as_uuid"("id"),
  ALTER COLUMN "user_id" TYPE uuid USING "as_uuid"("user_id");

-- AlterTable
ALTER TABLE "order_line" ALTER COLUMN "order_id" TYPE uuid USING "as_uuid"("order_id");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shop_order" ADD CONSTRAINT "shop_order_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_line" ADD CONSTRAINT "order_line_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "shop_order"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- DropFunction
DROP FUNCTION "as_uuid";

-- What the planner knew of these columns is gone with their type; without it the first statements could read whole tables.
ANALYZE "user_account", "session", "session_ending", "shop_order", "order_line";
