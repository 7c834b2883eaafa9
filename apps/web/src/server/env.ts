/** Which kind of run this is. Loaded before anything else: React and Next choose their build by NODE_ENV when loaded. */
const given = process.env.NODE_ENV as string | undefined

// Nothing is sent from here, and nobody should be told on the console that something might be.
Object.assign(process.env, { NODE_ENV: given ?? 'production', NEXT_TELEMETRY_DISABLED: '1' })

export const dev = given === 'development'
