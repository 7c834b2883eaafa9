-- rate-limiter-flexible's PostgreSQL store counts by one statement what its Prisma store counts by two, and each of those costs more.
-- It keeps times as milliseconds. What has been counted stays.
ALTER TABLE "rate_limit" ALTER COLUMN "expire" TYPE BIGINT USING (extract(epoch FROM "expire") * 1000)::bigint;
