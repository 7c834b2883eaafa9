/** Checks in one cheap query whether the database accepts the writes of logins and logouts. Writes nothing. */
import type { PrismaClient } from './generated/client'

/** What is wrong, as a sentence, or null. @throws if the database does not answer, or sessions cannot be read */
export async function writingTrouble(prisma: PrismaClient): Promise<string | null> {
  // Otherwise the first user to log in or, worse, out would discover a missing grant.
  const [answer] = await prisma.$queryRaw<{ readOnly: boolean; missing: string | null }[]>`
    SELECT current_setting('transaction_read_only')::boolean AS "readOnly", EXISTS (SELECT FROM session) AS "any",
      (SELECT string_agg(action || ' on ' || place, ', ' ORDER BY nth_place, nth_action)
        FROM unnest(ARRAY['session', 'session_ending', 'rate_limit', 'instance_presence']) WITH ORDINALITY AS p(place, nth_place),
          unnest(ARRAY['INSERT', 'UPDATE', 'DELETE']) WITH ORDINALITY AS a(action, nth_action)
        WHERE NOT has_table_privilege(to_regclass(place), action)) AS missing`
  if (answer?.readOnly !== false) return 'It is read-only. Name the server that takes writes in DATABASE_URL.'
  if (answer.missing === null) return null
  return `Its user lacks ${answer.missing}. Grant that, or name another user in DATABASE_URL.`
}
