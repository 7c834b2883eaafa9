/** Whether this is development or production. Loaded first: React and Next choose their build by NODE_ENV when loaded. */
const given = process.env.NODE_ENV as string | undefined

// Disable Next's telemetry, and its console notice about it.
Object.assign(process.env, { NODE_ENV: given ?? 'production', NEXT_TELEMETRY_DISABLED: '1' })

export const dev = given === 'development'
